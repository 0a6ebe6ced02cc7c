# SPDX-License-Identifier: MIT
"""What maintenance of a member of a database availability group has left behind."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.collected.exchange_server import MailboxServer
from exchpatch_gui.collected.local_network import Cluster
from exchpatch_gui.domain.snapshots import Role
from exchpatch_gui.domain.text import clean
from exchpatch_gui.upkeep.differences import Area, Compared, Difference, Judged
from exchpatch_gui.upkeep.powershell import written
from exchpatch_gui.upkeep.snapshot import Pair, Unseen

_POLICY, _MOVES = "DatabaseCopyAutoActivationPolicy", "DatabaseCopyActivationDisabledAndMoveNow"
_WORDS = {
    one.lower(): one for one in ("Unrestricted", "IntrasiteOnly", "Blocked", "$true", "$false")
}
_HELD = frozenset({"blocked", "$true"})
_UP = "up"


def compare_maintenance(pair: Pair) -> Compared:
    """Compare whether databases may become active on a server, and its node of the cluster."""
    old, new = pair.both(MailboxServer)
    computer = pair.after.collected.computer
    found: list[Difference] = []
    unseen: list[Unseen] = []
    before, after = _settings(old), _settings(new)
    for name, was in before.items():
        now = after[name]
        unseen += _unknown(name, was, now)
        if was and now and was.lower() != now.lower():
            found.append(_changed(name, was, now, computer))
    count = len(before)
    if new.database_availability_group:
        found += _nodes(*pair.both(Cluster), computer)
        count += 1
    return Compared(Area.COMPONENTS, count, tuple(found), tuple(unseen))


def _settings(server: MailboxServer) -> dict[str, str]:
    """Give both settings as the shell writes them, empty where they could not be read."""
    moves = server.database_copy_activation_disabled_and_move_now
    return {
        _POLICY: server.database_copy_auto_activation_policy or "",
        _MOVES: "" if moves is None else f"${str(moves).lower()}",
    }


def _unknown(name: str, was: str, now: str) -> Iterator[Unseen]:
    for role, value in ((Role.BEFORE, was), (Role.AFTER, now)):
        if not value:
            yield Unseen(name, role)


def _changed(name: str, was: str, now: str, computer: str) -> Difference:
    is_held = now.lower() in _HELD
    word = _WORDS.get(was.lower())
    return Difference(
        Area.COMPONENTS,
        "held" if is_held else "setting",
        name,
        Judged.RESTORE if is_held else Judged.LOOK,
        clean(was),
        clean(now),
        written(f"Set-MailboxServer -Identity {{}} -{name} {word}", computer) if word else (),
    )


def _nodes(old: Cluster, new: Cluster, computer: str) -> Iterator[Difference]:
    """Look at this server's own node; the others are looked at on their servers."""
    was, now = (_state(side, computer) for side in (old, new))
    if was.lower() == _UP != now.lower():
        resume = written("Resume-ClusterNode -Name {}", computer)
        yield Difference(
            Area.COMPONENTS,
            "node",
            clean(computer),
            Judged.RESTORE,
            clean(was),
            clean(now) or "–",
            resume,
        )


def _state(cluster: Cluster, computer: str) -> str:
    own = (one.state for one in cluster.nodes if one.name.lower() == computer.lower())
    return next(own, "")
