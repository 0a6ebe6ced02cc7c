# SPDX-License-Identifier: MIT
"""Whether the server is looked after: updates of Windows, space on its disks, remote management.

The thresholds are this project's own; Microsoft's HealthChecker judges none of these.
"""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check, readable
from exchpatch_gui.checks.inside.used_volumes import used_volumes
from exchpatch_gui.collected.local_network import WinRm
from exchpatch_gui.collected.local_system import Hotfixes
from exchpatch_gui.collected.local_windows import Volume, Volumes
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_LATE_DAYS, _TOO_LATE_DAYS = 45, 90
_GIBIBYTE = 1024**3
_LEAST_BYTES = 10 * _GIBIBYTE
_LITTLE, _TOO_LITTLE = 0.15, 0.05


@check("extra.os_patch_age", needs=(Hotfixes,))
def windows_updates(context: CheckContext) -> Iterator[Finding]:
    """See how old the newest update of Windows was when the facts were collected.

    Red if it was more than 90 days old, yellow if more than 45, green otherwise.

    Source: this project.
    """
    dates = [one.installed_on for one in context.section(Hotfixes).items if one.installed_on]
    newest = max(readable(dates or None, Hotfixes, "installed_on"))
    days = max(0, (context.document.collected_at.date() - newest).days)
    light = TrafficLight.GREEN
    if days > _LATE_DAYS:
        light = TrafficLight.RED if days > _TOO_LATE_DAYS else TrafficLight.YELLOW
    yield Finding(
        id="extra.os_patch_age",
        light=light,
        variant="recent" if light is TrafficLight.GREEN else "old",
        value=str(days),
        details={"count": days, "installed_on": newest},
    )


@check("extra.disk_free", needs=(Volumes,))
def free_space(context: CheckContext) -> Iterator[Finding]:
    """See whether the disks of Windows, Exchange, databases, logs and mail queue have room.

    Red below 5 % or 10 GB of free space, yellow below 15 %, green otherwise.

    Source: this project.
    """
    used = used_volumes(context)
    for volume in readable(used or None, Volumes, "items"):
        share = volume.free_space / volume.capacity
        light = _room(volume, share)
        yield Finding(
            id="extra.disk_free",
            light=light,
            variant="enough" if light is TrafficLight.GREEN else "little",
            instance=volume.name,
            value=f"{share:.0%}",
            details={
                "free": round(volume.free_space / _GIBIBYTE, 1),
                "capacity": round(volume.capacity / _GIBIBYTE, 1),
            },
        )


@check("extra.winrm_self", needs=(WinRm,))
def remote_management(context: CheckContext) -> Iterator[Finding]:
    """See whether remote management accepts what can be read on its way.

    Yellow if ``AllowUnencrypted`` or ``Basic`` is on, green otherwise.

    Source: this project.
    """
    winrm = context.section(WinRm)
    switches = {
        "AllowUnencrypted": readable(winrm.allow_unencrypted, WinRm, "allow_unencrypted"),
        "Basic": readable(winrm.auth_basic, WinRm, "auth_basic"),
    }
    weak = [name for name, is_on in switches.items() if is_on]
    yield Finding(
        id="extra.winrm_self",
        light=TrafficLight.YELLOW if weak else TrafficLight.GREEN,
        variant="weak" if weak else "strict",
        value=", ".join(weak) or "None",
    )


def _room(volume: Volume, share: float) -> TrafficLight:
    if share < _TOO_LITTLE or volume.free_space < _LEAST_BYTES:
        return TrafficLight.RED
    return TrafficLight.YELLOW if share < _LITTLE else TrafficLight.GREEN
