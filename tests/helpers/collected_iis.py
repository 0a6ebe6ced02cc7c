# SPDX-License-Identifier: MIT
"""The web server's main file as a collected document holds it, with Extended Protection."""

from __future__ import annotations

from collections.abc import Mapping

from tests.helpers.collected import Document

FRONT, BACK = "Default Web Site", "Exchange Back End"
_Row = tuple[str | None, str | None, bool | None]
"""Extended Protection, demands of encryption, and whether unlisted addresses are let in."""
_SET = {
    FRONT: {
        "Require": ["API", "ecp", "mapi", "owa", "Rpc"],
        "Allow": ["EWS", "Microsoft-Server-ActiveSync", "OAB"],
        "None": ["Autodiscover"],
    },
    BACK: {
        "Require": [
            "API",
            "ecp",
            "EWS",
            "mapi/emsmdb",
            "mapi/nspi",
            "Microsoft-Server-ActiveSync",
            "OAB",
            "owa",
            "PowerShell",
            "PushNotifications",
            "Rpc",
            "RpcWithCert",
        ],
        "None": ["Autodiscover"],
    },
}
_SHELL: dict[str, _Row] = {f"{FRONT}/PowerShell": (None, "SslNegotiateCert", None)}


def complete(**changed: _Row) -> dict[str, _Row]:
    """Set everything as Microsoft's script does, but for some directories."""
    rows: dict[str, _Row] = {
        f"{site}/{name}": (level, None, None)
        for site, levels in _SET.items()
        for level, names in levels.items()
        for name in names
    }
    return rows | _SHELL | changed


def apphost(rows: Mapping[str, _Row]) -> Document:
    """Write the file with these directories."""
    return {
        "exists": True,
        "locations": [
            {
                "path": path,
                "extended_protection_token_checking": level,
                "ssl_flags": flags,
                "ip_security_allow_unlisted": unlisted,
            }
            for path, (level, flags, unlisted) in rows.items()
        ],
    }
