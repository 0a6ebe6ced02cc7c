# SPDX-License-Identifier: MIT
"""Which parts of Exchange an update has left out of service."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.collected.exchange_server import ComponentState, ComponentStates
from exchpatch_gui.domain.text import clean
from exchpatch_gui.upkeep.differences import Area, Compared, Difference, Judged
from exchpatch_gui.upkeep.powershell import written
from exchpatch_gui.upkeep.snapshot import Pair

_ACTIVE = "active"
# They belong to Exchange Online and are inactive on every server of one's own.
_NOT_HERE = frozenset({"forwardsyncdaemon", "provisioningrps"})
# While this one is inactive the others count for nothing, so it comes last.
_WHOLE = "serverwideoffline"
_REQUESTERS = {
    one.lower(): one
    for one in ("HealthAPI", "Maintenance", "Sidelined", "Functional", "Deployment")
}
# The cmdlet's parameter is spelt Requester, what it shows Requestor.
_LABELS = ("requestor", "requester")


def compare_components(pair: Pair) -> Compared:
    """Compare the states of the server's components."""
    old, new = pair.both(ComponentStates)
    before, after = _by_name(old), _by_name(new)
    found = [
        difference
        for key, one in before.items()
        for difference in _compared(one, after.get(key), pair.after.collected.computer)
    ]
    found.sort(key=lambda one: one.name.lower() == _WHOLE)
    return Compared(Area.COMPONENTS, len(before), tuple(found))


def _by_name(states: ComponentStates) -> dict[str, ComponentState]:
    named = {one.component.lower(): one for one in states.items}
    return {key: one for key, one in named.items() if key not in _NOT_HERE}


def _compared(
    old: ComponentState, new: ComponentState | None, computer: str
) -> Iterator[Difference]:
    name, state = clean(old.component), clean(old.state)
    if new is None:
        yield Difference(Area.COMPONENTS, "gone", name, Judged.LOOK, before=state)
        return
    was_active, is_active = _is_active(old), _is_active(new)
    if was_active == is_active:
        return
    yield Difference(
        Area.COMPONENTS,
        "active" if is_active else "inactive",
        name,
        Judged.EXPECTED if is_active else Judged.RESTORE,
        before=state,
        after=clean(new.state),
        commands=() if is_active else tuple(_freed(new, computer)),
    )


def _freed(component: ComponentState, computer: str) -> Iterator[str]:
    """Free a component from each requester that holds it, where it is held."""
    local, remote = _holders(component.local_states), _holders(component.remote_states)
    for requester in dict.fromkeys(local + remote):
        place = ""
        if requester not in remote:
            place = " -LocalOnly"
        elif requester not in local:
            place = " -RemoteOnly"
        yield from written(
            f"Set-ServerComponentState -Identity {{}} -Component {{}} -Requester {requester}"
            f" -State Active{place}",
            computer,
            component.component,
        )


def _holders(states: tuple[str, ...]) -> list[str]:
    """Read ``Requestor:Maintenance; State:Inactive; Timestamp:…``."""
    found = []
    for state in states:
        pairs = (part.partition(":") for part in state.split(";"))
        fields = {key.strip().lower(): value.strip().lower() for key, _, value in pairs}
        named = next((fields[one] for one in _LABELS if one in fields), "")
        if named in _REQUESTERS and fields.get("state", _ACTIVE) != _ACTIVE:
            found.append(_REQUESTERS[named])
    return found


def _is_active(component: ComponentState) -> bool:
    return component.state.lower() == _ACTIVE
