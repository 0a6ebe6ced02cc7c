# SPDX-License-Identifier: MIT
"""Where and how a server's remote PowerShell is reached, and which certificate it has to show."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from exchpatch_gui.domain.values import dataclass, replace

HTTP_PORT = 5985
HTTPS_PORT = 5986
EXCHANGE_PORT = 80


class Channel(StrEnum):
    """How what is said to a server is kept from others."""

    MESSAGES = "messages"
    """HTTP whose messages are encrypted with the key of the sign-in: WinRM's default, 5985."""
    TLS = "tls"
    """HTTPS, 5986. The only one for a basic sign-in."""


@dataclass(frozen=True, slots=True)
class Remote:
    """The WinRM service of a server.

    Attributes:
        host: The server's own name in its domain, which is not always the name that mail
            programs use; empty for the target's host.
        port: 0 for the usual port of the channel.
    """

    host: str = ""
    port: int = 0
    channel: Channel = Channel.MESSAGES

    @property
    def usual_port(self) -> int:
        """The port itself, with the usual one filled in."""
        if self.port:
            return self.port
        return HTTPS_PORT if self.channel is Channel.TLS else HTTP_PORT

    def over_tls(self) -> Remote:
        """Give the same service over TLS, for what must not be sent otherwise."""
        if self.channel is Channel.TLS:
            return self
        port = 0 if self.port == HTTP_PORT else self.port
        return replace(self, port=port, channel=Channel.TLS)


@dataclass(frozen=True, slots=True)
class Pin:
    """A certificate that a person has decided to trust at one place.

    Attributes:
        host: Lower case.
        sha256: Fingerprint of the certificate, 64 lower-case hexadecimal digits.
        since: When it was decided, UTC.
    """

    host: str
    port: int
    sha256: str
    since: datetime
