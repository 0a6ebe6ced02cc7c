# SPDX-License-Identifier: MIT
"""The proxy that Windows gives its services."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass

from exchpatch_gui.checks.inside.base import CheckContext, UnreadableError, check
from exchpatch_gui.collected.document import section_name
from exchpatch_gui.collected.local_network import WinHttpProxy
from exchpatch_gui.collected.local_system import ExchangeSetup
from exchpatch_gui.collected.section import Base64
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_NO_PROXY = "None"
# Where the registry value keeps the length of the proxy's text; the text and then the same again
# for the exceptions follow.
_FIRST_LENGTH = 12


@dataclass(frozen=True, slots=True)
class _Proxy:
    address: str = ""
    bypass: str = ""


@check("os.winhttp_proxy", needs=(WinHttpProxy,))
def winhttp_proxy(context: CheckContext) -> Iterator[Finding]:
    """Tell of a proxy: Exchange then reaches its own servers through it unless they are excepted.

    Yellow if one is set for programs of 64 or of 32 bits, information otherwise. Edge servers often
    need one: there it is information.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    section = context.section(WinHttpProxy)
    native = _read(section.settings_base64, "settings_base64")
    wow64 = _read(section.settings_wow64_base64, "settings_wow64_base64")
    setup = context.optional(ExchangeSetup)
    is_edge = setup is not None and bool(setup.edge_transport_role_key)
    is_set = bool(native.address or wow64.address)
    yield Finding(
        id="os.winhttp_proxy",
        light=TrafficLight.YELLOW if is_set and not is_edge else TrafficLight.INFO,
        variant="set" if is_set else "none",
        value=native.address or wow64.address or _NO_PROXY,
        details={
            "bypass_list": native.bypass if native.address else wow64.bypass,
            "proxy_difference": native.address != wow64.address,
            "bypass_difference": native.bypass != wow64.bypass,
        },
    )


def _read(value: Base64 | None, field: str) -> _Proxy:
    """Read the registry value; without it there is no proxy."""
    if value is None:
        return _Proxy()
    try:
        data = b64decode(value, validate=True)
        address, after = _text(data, _FIRST_LENGTH)
        bypass, _ = _text(data, after)
    except ValueError:
        raise UnreadableError(section_name(WinHttpProxy), field) from None
    return _Proxy(address, bypass)


def _text(data: bytes, start: int) -> tuple[str, int]:
    """Read a length of 32 bits and so many characters; give where they end."""
    begin = start + 4
    end = begin + int.from_bytes(data[start:begin], "little")
    if end > len(data):
        raise ValueError("the value ends before its text")
    return data[begin:end].decode("latin-1"), end
