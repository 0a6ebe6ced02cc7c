# SPDX-License-Identifier: MIT
"""Where remote PowerShell of servers answers, and the certificates people trust there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from exchpatch_gui.domain.remotes import Pin, Remote
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.sign_ins import SignIn, SignInKind
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import Bug, InputError, MissingError
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.remotes import PinStore, RemoteStore
from exchpatch_gui.storage.servers import read_servers

_SHA256 = re.compile("[0-9a-f]{64}")


class Remotes:
    """The stored places and pins; ``clock`` gives the current time, UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._remotes = RemoteStore(database)
        self._pins = PinStore(database)
        self._clock = clock

    def get(self, server_id: int) -> Remote:
        """Give what is stored of a server, as a form shows it: what is usual is empty."""
        return self._remotes.all().get(server_id, Remote())

    def put(self, server_id: int, remote: Remote) -> None:
        """Store where WinRM of a server answers.

        Raises:
            MissingError: ``server.gone``.
        """
        with self._database.transaction():
            if server_id not in read_servers(self._database):
                raise MissingError("server.gone")
            self._remotes.put(server_id, remote)

    def of(self, server: Server, sign_in: SignIn | None = None) -> Remote:
        """Give where a server is asked by a sign-in, with host and port filled in."""
        return effective_remote(server, self._remotes.all().get(server.id), sign_in)

    def pins(self) -> tuple[Pin, ...]:
        """Give every pin by host and port."""
        return self._pins.all()

    def pin_of(self, host: str, port: int) -> Pin | None:
        """Give the certificate that is trusted at a place, if a person has decided so."""
        return self._pins.get(host, port)

    def pin(self, host: str, port: int, sha256: str) -> Pin:
        """Trust a certificate at a place from now on; the same once more changes nothing.

        Args:
            host: As in the remote.
            port: 1 to 65535.
            sha256: The certificate's fingerprint in hexadecimal digits.

        Raises:
            InputError: ``pin.other``: another certificate is trusted there. That one has to be
                removed first, so that nobody replaces it by a careless yes.
        """
        digits = sha256.replace(":", "").lower()
        if not _SHA256.fullmatch(digits):
            raise Bug("a fingerprint has 64 hexadecimal digits")
        with self._database.transaction():
            existing = self._pins.get(host, port)
            if existing is None:
                existing = Pin(host.lower(), port, digits, self._clock())
                self._pins.add(existing)
        if existing.sha256 != digits:
            raise InputError("pin.other", host=clean(host, 80), port=port)
        return existing

    def unpin(self, host: str, port: int) -> None:
        """Trust no certificate at a place any more but those of the operating system.

        Raises:
            MissingError: ``pin.unknown``.
        """
        if not self._pins.remove(host, port):
            raise MissingError("pin.unknown", host=clean(host, 80), port=port)


def effective_remote(server: Server, stored: Remote | None, sign_in: SignIn | None) -> Remote:
    """Fill in what isn't said; a basic sign-in goes over TLS, whatever is stored."""
    remote = stored or Remote()
    if sign_in is not None and sign_in.kind is SignInKind.BASIC:
        remote = remote.over_tls()
    return replace(remote, host=remote.host or server.target.host, port=remote.usual_port)
