# SPDX-License-Identifier: MIT
"""From a host name to addresses, within a deadline that ``getaddrinfo`` itself doesn't know."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from typing import TypeGuard

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.settings import NetError

# Enough for every real name; a hostile zone could list hundreds.
_MOST_ADDRESSES = 8
# Windows has numbers of its own (WSAHOST_NOT_FOUND, WSANO_DATA; WSATRY_AGAIN).
_NOT_FOUND = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME), 11001, 11004}
_NO_ANSWER = {socket.EAI_AGAIN, 11002}

Endpoint = tuple[str, int] | tuple[str, int, int, int]
_AnyEndpoint = Endpoint | tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Address:
    """One address to connect to.

    Attributes:
        endpoint: As the socket's ``connect`` takes it.
    """

    family: socket.AddressFamily
    endpoint: Endpoint

    @property
    def ip(self) -> str:
        """The address without the port."""
        return self.endpoint[0]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a name stands for.

    Attributes:
        addresses: In the order the system prefers; at least one.
        aliases: Canonical names other than the one asked for.
    """

    addresses: tuple[Address, ...]
    aliases: tuple[str, ...] = ()


def ascii_name(host: str, where: str) -> str:
    """Write a host name the way DNS and TLS carry it (IDNA 2008 after UTS 46 mapping).

    Raises:
        NetError: ``dns`` with ``name``: it can't be a host name.
    """
    if host.isascii():
        return host
    import idna  # noqa: PLC0415 (its tables take 18 ms to load and are rarely needed)

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise NetError(FailureKind.DNS, "name", where=where) from error


def is_address(host: str) -> bool:
    """Tell whether the host is an IP address rather than a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_ipv4(host: str) -> bool:
    try:
        socket.inet_pton(socket.AF_INET, host)
    except (OSError, ValueError):
        return False
    return True


def resolve(host: str, port: int, patience: Patience) -> Resolved:
    """Look a host up; an IP address is answered without asking anybody.

    Args:
        host: In ASCII.
        port: Of the service.
        patience: Passed the name server's answer is no longer awaited; the thread that waits
            is a daemon and ends with the resolver's own timeout.

    Raises:
        NetError: ``dns``, ``timeout`` or ``cancelled``.
    """
    if _is_ipv4(host):
        return Resolved((Address(socket.AF_INET, (host, port)),))
    if is_address(host):
        return _ask(host, port, socket.AI_NUMERICHOST, patience.where)
    answers: queue.SimpleQueue[Resolved | NetError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(_ask(host, port, socket.AI_CANONNAME, patience.where))
        except NetError as error:
            answers.put(error)

    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    answer = _wait(answers, patience)
    if isinstance(answer, NetError):
        raise answer
    return answer


def _wait(
    answers: queue.SimpleQueue[Resolved | NetError], patience: Patience
) -> Resolved | NetError:
    while True:
        try:
            return answers.get(timeout=patience.slice())
        except queue.Empty:
            continue


def _ask(host: str, port: int, flags: int, where: str) -> Resolved:
    try:
        entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    except (OSError, UnicodeError) as error:
        raise _failure(error, where) from error
    addresses = tuple(
        Address(family, endpoint)
        for family, _, _, _, endpoint in entries[:_MOST_ADDRESSES]
        if _is_endpoint(endpoint)
    )
    if not addresses:
        raise NetError(FailureKind.DNS, "not-found", where=where)
    names = {clean(entry[3], 253).rstrip(".").lower() for entry in entries[:1]}
    return Resolved(addresses, tuple(sorted(names - {"", host.lower()})))


def _is_endpoint(endpoint: _AnyEndpoint) -> TypeGuard[Endpoint]:
    """Leave out IPv6 endpoints of a Python that was built without IPv6."""
    return isinstance(endpoint[0], str)


def _failure(error: Exception, where: str) -> NetError:
    if not isinstance(error, socket.gaierror):  # an empty or overlong label
        return NetError(FailureKind.DNS, "name", where=where)
    if error.errno in _NOT_FOUND:
        return NetError(FailureKind.DNS, "not-found", where=where)
    if error.errno in _NO_ANSWER:
        return NetError(FailureKind.DNS, "no-answer", where=where)
    detail = clean(error.strerror or str(error), 120)
    return NetError(FailureKind.DNS, "other", where=where, detail=detail)
