# SPDX-License-Identifier: MIT
"""Which servers there are: a target as typed, and a server as stored."""

from __future__ import annotations

import ipaddress
import re

from exchpatch_gui.domain.values import dataclass

DEFAULT_PORT = 443
_HOST = r"[^\s/?#@\[\]:<>\"'\\^`{|}%\x00-\x1f\x7f]{1,253}"


class TargetError(ValueError):
    """A target can't be read.

    Attributes:
        reason: One of ``empty``, ``scheme``, ``host``, ``port``, ``path``.
    """

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"{text[:80]!r}: {reason}")
        self.text = text
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Target:
    """A host and the port its web service answers on.

    Attributes:
        host: Lower case, as typed otherwise (Unicode stays); an IPv6 address without brackets.
        port: 1 to 65535.
    """

    host: str
    port: int = DEFAULT_PORT

    @classmethod
    def parse(cls, text: str, usual_port: int = DEFAULT_PORT) -> Target:
        """Read ``host``, ``host:port`` or ``https://host[:port][/]``; IPv6 in brackets.

        Args:
            text: What was typed.
            usual_port: Stands in where it names none.

        Raises:
            TargetError: It is none of them; ``reason`` says which part is wrong.
        """
        rest = text.strip()
        if not rest:
            raise TargetError(text, "empty")
        scheme, separator, after = rest.partition("://")
        if separator:
            if scheme.lower() != "https":
                raise TargetError(text, "scheme")
            rest = after
        rest, _, path = rest.partition("/")
        if path and not separator:
            raise TargetError(text, "path")
        host, port = _split_port(text, rest)
        return cls(_checked_host(text, host), usual_port if port is None else port)

    @property
    def is_ipv6(self) -> bool:
        """Whether the host is an IPv6 address, which URLs put in brackets."""
        return ":" in self.host

    @property
    def netloc(self) -> str:
        """The host as in a URL, brackets included, without the port."""
        return f"[{self.host}]" if self.is_ipv6 else self.host

    def __str__(self) -> str:
        return f"{self.netloc}:{self.port}"

    def __lt__(self, other: Target) -> bool:
        return (self.host, self.port) < (other.host, other.port)


def _split_port(text: str, rest: str) -> tuple[str, int | None]:
    if rest.startswith("["):
        host, closing, tail = rest[1:].partition("]")
        if not closing or (tail and not tail.startswith(":")):
            raise TargetError(text, "host")
        port = tail[1:]
        if not _is_ipv6(host):
            raise TargetError(text, "host")
    elif rest.count(":") > 1:
        host, tail, port = rest, "", ""
        if not _is_ipv6(host):
            raise TargetError(text, "host")
    else:
        host, tail, port = rest.partition(":")
    if not tail:
        return host, None
    if not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        raise TargetError(text, "port")
    return host, int(port)


def _is_ipv6(host: str) -> bool:
    try:
        ipaddress.IPv6Address(host)
    except ValueError:
        return False
    return True


def _checked_host(text: str, host: str) -> str:
    host = host.rstrip(".").lower()
    if ":" in host:
        return host
    labels = host.split(".")
    if not re.fullmatch(_HOST, host) or not all(0 < len(label) <= 63 for label in labels):
        raise TargetError(text, "host")
    return host


@dataclass(frozen=True, slots=True)
class Server:
    """One entry of the stored list.

    Attributes:
        id: Given by the store; 0 for a server that isn't stored.
        name: What people call it; the host if they gave no name.
        group: The customer it belongs to, or empty.
        tags: Sorted, without repeats.
        notes: Free text.
        enabled: Whether *check all* includes it.
    """

    target: Target
    name: str
    id: int = 0
    group: str = ""
    tags: tuple[str, ...] = ()
    notes: str = ""
    enabled: bool = True

    @classmethod
    def ad_hoc(cls, target: Target) -> Server:
        """Make a server that is only named on the command line."""
        return cls(target=target, name=target.host)
