# SPDX-License-Identifier: MIT
"""Which Windows it is, how long it has been up, and whether it waits for a restart."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check, readable
from exchpatch_gui.collected.local_system import OperatingSystem
from exchpatch_gui.collected.local_windows import PendingReboot
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_PLAIN_INSTALLATION = "Server"


@check("os.product", needs=(OperatingSystem,))
def product(context: CheckContext) -> Iterator[Finding]:
    """Name the edition of Windows.

    Information only.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    windows = context.section(OperatingSystem)
    name = windows.product_name or windows.caption or f"Windows {windows.version}"
    kind = windows.installation_type
    yield Finding(
        id="os.product",
        light=TrafficLight.INFO,
        variant="named",
        value=f"{name} ({kind})" if kind and kind != _PLAIN_INSTALLATION else name,
        details={"version": windows.version},
    )


@check("os.build", needs=(OperatingSystem,))
def build(context: CheckContext) -> Iterator[Finding]:
    """Name the build of Windows; its last part rises with each monthly update.

    Information only; ``extra.os_patch_age`` judges the age.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    windows = context.section(OperatingSystem)
    number = readable(windows.current_build, OperatingSystem, "current_build")
    revision = readable(windows.ubr, OperatingSystem, "ubr")
    release = windows.release_id or windows.display_version
    text = f"OS Build: {number}.{revision}"
    yield Finding(
        id="os.build",
        light=TrafficLight.INFO,
        variant="named",
        value=f"{release} ({text})" if release else text,
        details={"version": windows.version, "build": number, "revision": revision},
    )


@check("os.uptime", needs=(OperatingSystem,))
def uptime(context: CheckContext) -> Iterator[Finding]:
    """Say how long Windows had been running when the facts were collected.

    Information only.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    windows = context.section(OperatingSystem)
    since = readable(windows.last_boot_up_time, OperatingSystem, "last_boot_up_time")
    seconds = max(0, int((context.document.collected_at - since).total_seconds()))
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    yield Finding(
        id="os.uptime",
        light=TrafficLight.INFO,
        variant="running",
        value=f"{days}.{hour:02d}:{minute:02d}:{second:02d}",
        details={"count": days, "since": since},
    )


@check("os.reboot_pending", needs=(PendingReboot,))
def pending_restart(context: CheckContext) -> Iterator[Finding]:
    """Tell that Windows waits for a restart, and which of five places says so.

    Yellow, and once more for each place, if any does: files to be renamed, an update installer,
    Windows components, Windows Update, Configuration Manager; information if none does.
    """
    pending = context.section(PendingReboot)
    places = {
        "pending_file_rename_operations": pending.pending_file_rename_operations,
        # The value counts what is pending; a server without any has no such value.
        "update_exe_volatile_flags": bool(pending.update_exe_volatile_flags),
        "component_based_servicing": pending.component_based_servicing,
        "auto_update_reboot_required": pending.auto_update_reboot_required,
        "ccm_reboot_pending": bool(pending.ccm_reboot_pending),
    }
    waiting = [place for place, is_pending in places.items() if is_pending]
    yield Finding(
        id="os.reboot_pending",
        light=TrafficLight.YELLOW if waiting else TrafficLight.INFO,
        variant="pending" if waiting else "none",
        value=str(bool(waiting)),
        details={"places": ", ".join(waiting), "count": len(waiting)},
        links=("https://aka.ms/HC-RebootPending",) if waiting else (),
    )
    for place in waiting:
        yield Finding(
            id="os.reboot_pending",
            light=TrafficLight.YELLOW,
            variant=place,
            instance=place,
            value=str(True),
        )
