# SPDX-License-Identifier: MIT
"""Signs of Exchange Online in the headers of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.probes.signs.hosts import is_cloud_host, is_cloud_machine
from exchpatch_gui.probes.signs.sign import Sign
from exchpatch_gui.probes.signs.view import AnswerView

# Headers that only the cloud's own front doors add.
_CLOUD_HEADERS = frozenset(
    {
        "x-calculatedfetarget",
        "x-feproxyinfo",
        "x-feefzinfo",
        "x-firsthopcafeefz",
        "x-besku",
        "x-federationtrusttokenissueruri",
    }
)
_CLOUD_HEADER_START = "x-rum-"
# Headers whose value is the name of a machine or of several.
_MACHINE_HEADERS = frozenset(
    {"x-feserver", "x-beserver", "x-diaginfo", "x-calculatedbetarget", "x-feproxyinfo"}
)
_EXCHANGE_APPLICATION = "00000002-0000-0ff1-ce00-000000000000"
_CLOUD_VERSION = re.compile(r"Exchange/15\.(?:2\d|[3-9]\d)\.", re.IGNORECASE)
_QUIC = re.compile(r'\bh3(?:-\d+)?="', re.IGNORECASE)


def cloud_signs(view: AnswerView) -> Iterator[Sign]:
    """Give what points to Exchange Online, the strong signs as certain.

    A bearer challenge for Exchange and HTTP/3 are weak: a hybrid server and a content network
    in front send them too.
    """
    for name, value in view.answer.headers:
        method = f"{name} header"
        if _is_cloud_header(name.lower(), value):
            yield Sign(Kind.CLOUD, f"{name}: {value}", method, Confidence.CERTAIN)
        elif name.lower() in _MACHINE_HEADERS and is_cloud_machine(value):
            yield Sign(Kind.CLOUD, f"{name}: {value}", method, Confidence.MEDIUM)
        elif _is_weak(name.lower(), value):
            yield Sign(Kind.CLOUD, f"{name}: {value}", method, Confidence.LOW)


def _is_cloud_header(name: str, value: str) -> bool:
    if name in _CLOUD_HEADERS or name.startswith(_CLOUD_HEADER_START):
        return True
    if name == "x-wssecurity-for":
        return value.strip().lower() == "logon"
    if name == "x-serverapplication":
        return _CLOUD_VERSION.match(value.strip()) is not None
    return name in _MACHINE_HEADERS and is_cloud_host(value)


def _is_weak(name: str, value: str) -> bool:
    if name == "www-authenticate":
        return value.lower().startswith("bearer") and _EXCHANGE_APPLICATION in value
    return name == "alt-svc" and _QUIC.search(value) is not None
