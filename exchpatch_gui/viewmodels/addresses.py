# SPDX-License-Identifier: MIT
"""What people type where a server is asked for: hosts, web addresses, e-mail addresses."""

from __future__ import annotations

from exchpatch_gui.domain.servers import DEFAULT_PORT, Target, TargetError
from exchpatch_gui.net.resolve import is_address

# Registries that hand out names one level further down, such as contoso.co.uk.
_SECOND_LEVELS = frozenset({"ac", "co", "com", "edu", "gov", "gv", "net", "or", "org"})


def short(target: Target) -> str:
    """Write a target the way people do: without the usual port."""
    return target.netloc if target.port == DEFAULT_PORT else str(target)


def is_mail_address(text: str) -> bool:
    """Tell whether it looks like an e-mail address rather than a host."""
    return "@" in text and "/" not in text


def is_bare_domain(target: Target) -> bool:
    """Tell whether it looks like an e-mail domain, with no server's name before it."""
    if target.port != DEFAULT_PORT or is_address(target.host):
        return False
    labels = target.host.split(".")
    if len(labels) == 3:
        return labels[1] in _SECOND_LEVELS and len(labels[2]) == 2
    return len(labels) == 2


def meant(text: str) -> Target | None:
    """Give the target that is probably meant by a web address that can't be taken as it is."""
    _, separator, after = text.strip().partition("://")
    host = (after if separator else text.strip()).partition("/")[0].rpartition("@")[2]
    name, _, port = host.partition(":")
    try:
        return Target.parse(name if port == "80" else host)
    except TargetError:
        return None
