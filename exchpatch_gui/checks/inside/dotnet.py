# SPDX-License-Identifier: MIT
"""Whether the .NET Framework fits the installed Exchange.

Source: Exchange Server supportability matrix, .NET Framework.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from exchpatch_gui.checks.inside.base import CheckContext, check, readable
from exchpatch_gui.checks.inside.installed import WINDOWS_2016, Milestone, has, windows
from exchpatch_gui.collected.local_system import DotNet
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_FLOORS = (
    (378389, "4.5"),
    (378675, "4.5.1"),
    (379893, "4.5.2"),
    (380035, "4.5.2"),
    (393295, "4.6"),
    (394254, "4.6.1"),
    (394294, "4.6.1"),
    (394802, "4.6.2"),
    (460798, "4.7"),
    (461308, "4.7.1"),
    (461808, "4.7.2"),
    (528040, "4.8"),
    (533320, "4.8.1"),
)
"""The lowest number in the registry of each version; 4.5.2 and 4.6.1 twice, with a later fix."""
_NUMBERS = [number for number, _ in _FLOORS]
_NET_4_8, _NET_4_8_1 = 528040, 533320
_WINDOWS_2019 = (10, 0, 17763)
_LINK = "https://aka.ms/HC-NetFrameworkSupport"


class _Until(NamedTuple):
    """What is right for the levels before one."""

    level: Milestone
    number: int


_CU3 = Milestone.of("2016 CU3", "15.1.544.0")
_CU4 = Milestone.of("2016 CU4", "15.1.669.0")
_CU14 = Milestone.of("2019 CU14", "15.2.1544.0")
_UNTIL = {
    "2013": (
        _Until(Milestone.of("2013 CU4", "15.0.847.0"), 378389),
        _Until(Milestone.of("2013 CU13", "15.0.1210.0"), 380035),
        _Until(Milestone.of("2013 CU15", "15.0.1263.0"), 394294),
        _Until(Milestone.of("2013 CU19", "15.0.1365.0"), 394802),
        _Until(Milestone.of("2013 CU21", "15.0.1395.0"), 461308),
    ),
    "2016": (
        _Until(Milestone.of("2016 CU2", "15.1.466.0"), 380035),
        _Until(_CU4, 394294),
        _Until(Milestone.of("2016 CU8", "15.1.1415.0"), 394802),
        _Until(Milestone.of("2016 CU11", "15.1.1591.0"), 461308),
        _Until(Milestone.of("2016 CU13", "15.1.1779.0"), 461808),
    ),
    "2019": (_Until(Milestone.of("2019 CU2", "15.2.397.0"), 461808),),
    "SE": (),
}


@check("net.version", needs=(DotNet,))
def version(context: CheckContext) -> Iterator[Finding]:
    """Compare the installed version with the one that is recommended for this Exchange.

    Green if it is that one, yellow otherwise. Exchange 2013 wants 4.5, from CU4 on 4.5.2, CU13
    4.6.1, CU15 4.6.2, CU19 4.7.1 and CU21 4.8; 2016 wants 4.5.2, from CU2 on 4.6.1, CU4 (on Windows
    Server 2016 CU3) 4.6.2, CU8 4.7.1, CU11 4.7.2 and CU13 4.8; 2019 wants 4.7.2 and from CU2 on
    4.8; 2019 CU14 and SE want 4.8.1, but on Windows Server 2019 4.8. Of 4.5.2 and 4.6.1 only the
    later fix counts.
    """
    installed, wanted = _installed(context), _recommended(context)
    if wanted is None:
        return
    yield Finding(
        id="net.version",
        light=TrafficLight.GREEN if installed == wanted else TrafficLight.YELLOW,
        variant=_variant(installed, wanted),
        value=_name(installed),
        details={"wanted": _name(wanted)},
        links=(_LINK,),
    )


@check("net.too_new", needs=(DotNet,))
def too_new(context: CheckContext) -> Iterator[Finding]:
    """Warn of a version that Exchange was not tested with.

    Yellow if it is newer than ``net.version`` recommends, green otherwise.
    """
    installed, wanted = _installed(context), _recommended(context)
    if wanted is None:
        return
    newer = installed > wanted
    yield Finding(
        id="net.too_new",
        light=TrafficLight.YELLOW if newer else TrafficLight.GREEN,
        variant="newer" if newer else "known",
        value=_name(installed),
        details={"wanted": _name(wanted)},
        links=(_LINK,) if newer else (),
    )


def _installed(context: CheckContext) -> int:
    """Give the lowest number of the installed version; 0 if it is older than all of them."""
    release = readable(context.section(DotNet).release, DotNet, "release")
    place = bisect_right(_NUMBERS, release)
    return _NUMBERS[place - 1] if place else 0


def _recommended(context: CheckContext) -> int | None:
    product = context.identity.product
    if product not in _UNTIL:
        return None
    if _is_early_on_windows_2016(context, product):
        return 394802
    for level, number in _UNTIL[product]:
        if not has(context, level):
            return number
    newest = product == "SE" or (product == "2019" and has(context, _CU14))
    return _NET_4_8_1 if newest and windows(context)[:3] != _WINDOWS_2019 else _NET_4_8


def _is_early_on_windows_2016(context: CheckContext, product: str) -> bool:
    """Recognise 2016 CU3, the first for Windows Server 2016, which brings a later version."""
    return (
        product == "2016"
        and has(context, _CU3)
        and not has(context, _CU4)
        and windows(context)[:3] == WINDOWS_2016
    )


def _variant(installed: int, wanted: int) -> str:
    if installed == wanted:
        return "right"
    if installed > wanted:
        return "newer"
    return "unfixed" if _name(installed) == _name(wanted) else "older"


def _name(number: int) -> str:
    return dict(_FLOORS).get(number, "Unknown")
