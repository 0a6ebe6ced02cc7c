# SPDX-License-Identifier: MIT
"""How the server's network adapters are set."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check, readable
from exchpatch_gui.collected.local_network import Network
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

# The one value that switches IPv6 off as Microsoft supports it; 0xFFFFFFFF, often read as -1,
# delays each start of Windows by five seconds.
_OFF = 255


@check("nic.ipv6_disabled_wrong", needs=(Network,))
def ipv6(context: CheckContext) -> Iterator[Finding]:
    """See whether IPv6 was taken from an adapter alone, which Exchange doesn't cope with.

    Red if an adapter is without it and ``DisabledComponents`` is not 255, information otherwise.
    """
    network = context.section(Network)
    adapters = readable(network.adapters or None, Network, "adapters")
    without = [one.name for one in adapters if one.ipv6_enabled is False]
    if not without and any(one.ipv6_enabled is None for one in adapters):
        readable(None, Network, "ipv6_enabled")
    wrong = bool(without) and network.disabled_components != _OFF
    yield Finding(
        id="nic.ipv6_disabled_wrong",
        light=TrafficLight.RED if wrong else TrafficLight.INFO,
        variant=_variant(wrong=wrong, off=bool(without)),
        value=str(not wrong),
        details={
            "adapters": ", ".join(without),
            "set_to": "–" if network.disabled_components is None else network.disabled_components,
        },
        links=("https://aka.ms/HC-DisableIPv6", "https://aka.ms/HC-ConfigureIPv6") if wrong else (),
    )


@check("nic.none_registered_dns", needs=(Network,))
def registration(context: CheckContext) -> Iterator[Finding]:
    """See whether at least one adapter registers the server's name in DNS.

    Red if none does, green otherwise.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    adapters = readable(context.section(Network).adapters or None, Network, "adapters")
    registers = [one.name for one in adapters if one.register_in_dns]
    if not registers and any(one.register_in_dns is None for one in adapters):
        readable(None, Network, "register_in_dns")
    yield Finding(
        id="nic.none_registered_dns",
        light=TrafficLight.GREEN if registers else TrafficLight.RED,
        variant="registers" if registers else "none",
        value=str(not registers),
        details={"adapters": ", ".join(registers or [one.name for one in adapters])},
    )


def _variant(*, wrong: bool, off: bool) -> str:
    if wrong:
        return "wrong"
    return "off" if off else "on"
