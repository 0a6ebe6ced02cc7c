# SPDX-License-Identifier: MIT
"""Names of hosts: which are Microsoft's own cloud, and which belong to the same owner."""

from __future__ import annotations

import re

_CLOUD_DOMAINS = (
    "outlook.com",
    "office365.com",
    "office.com",
    "office365.us",
    "outlook.de",
    "partner.outlook.cn",
    "outlook.cn",
    "outlook.live.com",
)
_BELOW_THEM = tuple(f".{domain}" for domain in _CLOUD_DOMAINS)
# Site, PR, number, role and number: DM2PR42CA011, MN2PR01CA0007, SI2PR06CA0016, PUZPR06MB4716.
_CLOUD_MACHINE = re.compile(r"[A-Z]{2,3}\d?PR\d+(?:CA|MB)\w+", re.IGNORECASE)

_HOST = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_AROUND_HOSTS = "()[]<>,;:"


def hosts_in(line: str) -> list[str]:
    """Give the words of a line that are host names."""
    return [word for word in _words(line) if _HOST.fullmatch(word)]


def without_hosts(line: str) -> str:
    """Give a line without the words that are host names."""
    return " ".join(word for word in _words(line) if not _HOST.fullmatch(word))


def is_cloud_host(name: str) -> bool:
    """Tell whether a host name lies in a domain that Microsoft's mail service runs under."""
    host = name.strip().rstrip(".").lower().removeprefix("*.")
    return host in _CLOUD_DOMAINS or host.endswith(_BELOW_THEM)


def is_cloud_machine(name: str) -> bool:
    """Tell whether a machine name follows the pattern of Microsoft 365 servers."""
    return _CLOUD_MACHINE.fullmatch(name.strip().split(".", 1)[0]) is not None


def same_owner(one: str, other: str) -> bool:
    """Tell whether two hosts share their last two labels, or are the same."""
    return one.lower() == other.lower() or _domain(one) == _domain(other)


def _words(line: str) -> list[str]:
    return [word.strip(_AROUND_HOSTS) for word in line.split()]


def _domain(host: str) -> tuple[str, ...]:
    labels = host.lower().rstrip(".").split(".")
    return tuple(labels[-2:]) if len(labels) > 1 and not labels[-1].isdigit() else (host.lower(),)
