# SPDX-License-Identifier: MIT
"""Which Windows services an update has left disabled, stopped or otherwise than they were.

A failed update disables services of Windows and of other makers too, so all of them are looked
at; but whether one runs is only asked of Exchange's own and of those that start with Windows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exchpatch_gui.collected.local_windows import Service, Services
from exchpatch_gui.domain.text import clean
from exchpatch_gui.upkeep.differences import Area, Compared, Difference, Judged
from exchpatch_gui.upkeep.powershell import named
from exchpatch_gui.upkeep.snapshot import Pair

# Exchange's own services, and what it is made of: web server, search, malware scan.
_OURS = (
    *("msexchange", "mscompliance", "hostcontrollerservice", "fms", "wsbexchange"),
    *("w3svc", "iisadmin", "was"),
)
_RUNNING, _AUTO, _DISABLED = "running", "auto", "disabled"
_SET = {"auto": "Automatic", "manual": "Manual", "disabled": "Disabled"}
# One copy for each person who is signed in, with a name that is new each time.
_OF_A_PERSON = re.compile(r"_[0-9a-f]{4,8}")


def compare_services(pair: Pair) -> Compared:
    """Compare the services; those of Exchange are counted."""
    old, new = pair.both(Services)
    before, after = _by_name(old), _by_name(new)
    found = [
        difference
        for key, service in before.items()
        for difference in _compared(service, after.get(key))
    ]
    added = [
        Difference(Area.SERVICES, "new", clean(one.name), Judged.EXPECTED, after=_state(one))
        for key, one in after.items()
        if key not in before and _is_ours(key)
    ]
    others = sum(not _is_ours(one.name.lower()) for one in found)
    return Compared(Area.SERVICES, sum(map(_is_ours, before)) + others, tuple(found + added))


def _by_name(services: Services) -> dict[str, Service]:
    named = {one.name.lower(): one for one in services.items}
    return {key: one for key, one in named.items() if not _OF_A_PERSON.search(key[-9:])}


def _compared(old: Service, new: Service | None) -> Iterator[Difference]:
    ours = _is_ours(old.name.lower())
    name = clean(old.name)
    if new is None:
        if ours:
            yield Difference(Area.SERVICES, "gone", name, Judged.LOOK, before=_state(old))
        return
    start_changed, stopped = _start(old) != _start(new), _ran(old) and not _ran(new)
    if not start_changed and not (stopped and (ours or _start(old) == (_AUTO, False))):
        return
    kind = "stopped"
    if start_changed:
        kind = "disabled" if _mode(new) == _DISABLED else "start"
    yield Difference(
        Area.SERVICES,
        kind,
        name,
        _judged(old, new, ours=ours),
        before=_state(old),
        after=_state(new),
        commands=_start_type(old) if start_changed else (),
        starts=named("Start-Service -Name {}", old.name) if stopped else (),
    )


def _judged(old: Service, new: Service, *, ours: bool) -> Judged:
    """Call what switches something off a fault, and leave the rest to a person."""
    if _mode(new) == _DISABLED and _mode(old) != _DISABLED:
        return Judged.RESTORE
    starts_no_more = _mode(old) == _AUTO and (_mode(new) != _AUTO or not _ran(new))
    return Judged.RESTORE if ours and starts_no_more else Judged.LOOK


def _start_type(service: Service) -> tuple[str, ...]:
    # Windows PowerShell's Set-Service doesn't know the delayed start.
    if _start(service) == (_AUTO, True):
        return named("sc.exe config {} start= delayed-auto", service.name)
    if word := _SET.get(_mode(service)):
        return named(f"Set-Service -Name {{}} -StartupType {word}", service.name)
    return ()


def _is_ours(key: str) -> bool:
    return key.startswith(_OURS)


def _mode(service: Service) -> str:
    return service.start_mode.lower()


def _start(service: Service) -> tuple[str, bool]:
    return _mode(service), _mode(service) == _AUTO and bool(service.delayed_auto_start)


def _ran(service: Service) -> bool:
    return service.state.lower() == _RUNNING


def _state(service: Service) -> str:
    delayed = "/Delayed" if _start(service)[1] else ""
    return clean(f"{service.state}/{service.start_mode}{delayed}")
