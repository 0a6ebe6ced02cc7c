# SPDX-License-Identifier: MIT
"""A name server on loopback that answers from a table."""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping
from typing import Self

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

Zone = Mapping[tuple[str, str], str]
"""Name and type of a record to its text; names end with a dot."""


class NameServer:
    """Answers over UDP from a zone, or not at all."""

    def __init__(self, zone: Zone, *, silent: bool = False) -> None:
        self._zone = zone
        self._silent = silent
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.sendto(b"", ("127.0.0.1", self.port))
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while True:
            data, peer = self._socket.recvfrom(4096)
            if not data:
                return
            if not self._silent:
                self._socket.sendto(self._answer(dns.message.from_wire(data)).to_wire(), peer)

    def _answer(self, query: dns.message.Message) -> dns.message.Message:
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        name = query.question[0].name.to_text()
        kind = dns.rdatatype.to_text(query.question[0].rdtype)
        if (name, "CNAME") in self._zone:
            alias = self._zone[name, "CNAME"]
            reply.answer.append(dns.rrset.from_text(name, 60, "IN", "CNAME", alias))
            name = alias
        if (name, kind) in self._zone:
            reply.answer.append(dns.rrset.from_text(name, 60, "IN", kind, self._zone[name, kind]))
        if not any(name == known for known, _ in self._zone):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply
