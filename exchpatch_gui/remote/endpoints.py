# SPDX-License-Identifier: MIT
"""The two doors to PowerShell on an Exchange server."""

from __future__ import annotations

from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a session begins, on a host that is known.

    Attributes:
        path: Of the address.
        configuration: Name of the session configuration.
        service: First part of the name that Kerberos knows the server by.
    """

    path: str
    configuration: str
    service: str


WINDOWS = Endpoint("wsman", "Microsoft.PowerShell", "host")
"""Windows itself; for administrators of the server."""
EXCHANGE = Endpoint("PowerShell", "Microsoft.Exchange", "http")
"""Exchange's cmdlets and nothing else, one at a time; Kerberos alone, port 80."""
