# SPDX-License-Identifier: MIT
"""The page file and the power plan, as Exchange wants them.

Source of the sizes: Exchange Server 2019 preferred architecture and system requirements.
"""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check, readable
from exchpatch_gui.checks.inside.memory import memory_bytes
from exchpatch_gui.collected.local_system import Hardware, PageFile, PageFiles, PowerPlan
from exchpatch_gui.domain.lights import TrafficLight, Weight
from exchpatch_gui.domain.verdicts import Finding

_MEBIBYTE = 1024 * 1024
_QUARTER_OF_MEMORY = frozenset({"2019", "SE"})
_SYSTEM_MANAGED = "system managed"
_HIGH_PERFORMANCE = (
    "8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c",
    # The plan that Configuration Manager sets in its place.
    "db310065-829b-4671-9647-2261c00e86ef",
)
_PAGE_FILE = "https://aka.ms/HC-PageFile"


@check("os.pagefile_size_2019", needs=(PageFiles, Hardware), weight=Weight.SPEED)
def size(context: CheckContext) -> Iterator[Finding]:
    """Compare each page file of 2019 and SE with a quarter of the memory, to the megabyte.

    Red if Windows decides on the size, yellow if the largest size is another, information if it is
    that.
    """
    if context.identity.product not in _QUARTER_OF_MEMORY:
        return
    files = context.section(PageFiles).items
    memory = round(memory_bytes(context) / _MEBIBYTE)
    for one in files or (PageFile(_SYSTEM_MANAGED, 0, 0),):
        variant, light = _size_variant(one.maximum_size_mb, recommended := round(memory / 4))
        yield Finding(
            id="os.pagefile_size_2019",
            light=light,
            variant=variant,
            instance=one.name,
            value=str(one.maximum_size_mb),
            details={
                "name": one.name,
                "maximum_size_mb": one.maximum_size_mb,
                "recommended_mb": recommended,
                "total_memory_mb": memory,
                "multiple": len(files) > 1,
            },
            links=(_PAGE_FILE,),
        )


@check("os.pagefile_multiple", needs=(PageFiles,), weight=Weight.FARM)
def number_of_files(context: CheckContext) -> Iterator[Finding]:
    """See whether there is more than one page file.

    Red if there is, green otherwise.
    """
    files = context.section(PageFiles).items
    several = len(files) > 1
    yield Finding(
        id="os.pagefile_multiple",
        light=TrafficLight.RED if several else TrafficLight.GREEN,
        variant="several" if several else "one",
        value=str(several),
        details={"count": len(files), "names": ", ".join(one.name for one in files)},
        links=(_PAGE_FILE,),
    )


@check("os.power_plan", needs=(PowerPlan,), weight=Weight.SPEED)
def power_plan(context: CheckContext) -> Iterator[Finding]:
    """See whether Windows lets the processor run at full speed.

    Green for the plan High performance (8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c) and that of
    Configuration Manager (db310065-829b-4671-9647-2261c00e86ef), red for any other.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    plan = context.section(PowerPlan)
    instance = readable(plan.instance_id, PowerPlan, "instance_id").lower()
    fast = any(identifier in instance for identifier in _HIGH_PERFORMANCE)
    yield Finding(
        id="os.power_plan",
        light=TrafficLight.GREEN if fast else TrafficLight.RED,
        variant="fast" if fast else "saving",
        value=plan.name or plan.instance_id or "",
    )


def _size_variant(maximum: int, recommended: int) -> tuple[str, TrafficLight]:
    if maximum <= 0:
        return "managed", TrafficLight.RED
    if maximum != recommended:
        return "differs", TrafficLight.YELLOW
    return "right", TrafficLight.INFO
