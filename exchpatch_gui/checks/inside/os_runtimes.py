# SPDX-License-Identifier: MIT
"""The Visual C++ runtimes Exchange is built on."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check
from exchpatch_gui.collected.local_system import ExchangeSetup
from exchpatch_gui.collected.local_windows import VcRedistributable, VcRedistributables
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

# Version numbers as Windows packs them: major, minor and build in 8, 8 and 16 bits.
_LAST_2012 = (184610406, "11.0.61030")
_LAST_2013 = (201367256, "12.0.40664")
_PAGE = "https://aka.ms/HC-LatestVC"


@check("os.vc2012", needs=(VcRedistributables,))
def runtime_2012(context: CheckContext) -> Iterator[Finding]:
    """Compare the runtime of 2012 with its last version.

    Red if the one of 64 bits is missing, yellow below 11.0.61030, green otherwise.
    """
    yield _judged("os.vc2012", "2012", _LAST_2012, context.section(VcRedistributables))


@check("os.vc2013", needs=(VcRedistributables,))
def runtime_2013(context: CheckContext) -> Iterator[Finding]:
    """Compare the runtime of 2013 with its last version; Edge servers do without it.

    Red if the one of 64 bits is missing, yellow below 12.0.40664, green otherwise.
    """
    setup = context.optional(ExchangeSetup)
    if setup is not None and setup.edge_transport_role_key:
        return
    yield _judged("os.vc2013", "2013", _LAST_2013, context.section(VcRedistributables))


def _judged(
    check_id: str, year: str, last: tuple[int, str], installed: VcRedistributables
) -> Finding:
    number, wanted = last
    found = [one for one in installed.items if _is_of(one, year)]
    newest = max(found, key=lambda one: one.version or 0, default=None)
    if newest is None:
        variant, light = "missing", TrafficLight.RED
    elif (newest.version or 0) < number:
        variant, light = "outdated", TrafficLight.YELLOW
    else:
        variant, light = "current", TrafficLight.GREEN
    shown = (newest.display_version or str(newest.version)) if newest else "Not installed"
    return Finding(
        id=check_id,
        light=light,
        variant=variant,
        value=shown,
        details={"wanted": wanted},
        links=(_PAGE,),
    )


def _is_of(runtime: VcRedistributable, year: str) -> bool:
    """Tell whether it is the 64-bit runtime of a year; the 32-bit one is of no use to Exchange."""
    name = runtime.display_name
    return name.startswith(f"Microsoft Visual C++ {year}") and "x86" not in name.lower()
