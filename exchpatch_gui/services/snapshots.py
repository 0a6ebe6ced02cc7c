# SPDX-License-Identifier: MIT
"""Before and after an update: snapshots are stored, compared, and what is left to do is listed.

What a window or command needs of it:

* ``Snapshots.take`` stores what was collected, from a file or from the server itself;
* ``Snapshots.taken`` says which snapshots there are, without reading them;
* ``Snapshots.check`` compares the two and judges the later one: an ``UpdateCheck``;
* ``check_update`` does the same with two snapshots that are not stored.

In words it is given by ``reporting.update_text`` (whole, or its headline and single lines) and
``reporting.restore_script`` (what is to be copied).

Nothing here asks or changes a server. Reading documents and ``check_update`` take up to a tenth of
a second and may be done in any thread; ``Snapshots`` belongs to the thread that opened the
database.
"""

from __future__ import annotations

from dataclasses import dataclass

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.collected import config_files as packed_files
from exchpatch_gui.collected.config_files import ConfigFiles
from exchpatch_gui.collected.document import Collected
from exchpatch_gui.collected.packing import pack, unpack
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.snapshots import Role, Taken
from exchpatch_gui.domain.text import clean
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.engine.judge_facts import judge_facts
from exchpatch_gui.engine.update_duties import update_duties
from exchpatch_gui.errors import InputError, MissingError
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.snapshots import PackedSnapshot, SnapshotStore
from exchpatch_gui.upkeep.compare import compare
from exchpatch_gui.upkeep.differences import Comparison
from exchpatch_gui.upkeep.duties import Duty
from exchpatch_gui.upkeep.snapshot import Snapshot

SOURCE = "snapshot"
"""The source of what is known by the snapshot after the update."""


@dataclass(frozen=True, slots=True)
class UpdateCheck:
    """An update, looked at before and after.

    Attributes:
        comparison: What isn't as it was, with the commands that put it back.
        duties: What is left to do, the open ones first.
        result: What the facts collected after it say of the server.
    """

    comparison: Comparison
    duties: tuple[Duty, ...]
    result: ServerResult


class Snapshots:
    """The stored snapshots of servers: the latest before and after an update of each."""

    def __init__(self, database: Database) -> None:
        self._store = SnapshotStore(database)

    def take(
        self,
        server: Server,
        role: Role,
        collected: Collected,
        config_files: ConfigFiles | None = None,
    ) -> Taken:
        """Store a snapshot of a stored server; one before an update replaces both.

        Raises:
            InputError: The files or the earlier snapshot are of another computer, or it isn't
                earlier.
            MissingError: It is one after an update, and there is none before.
            StorageError: It can't be stored.
        """
        snapshot = snapshot_of(collected, config_files)
        if role is Role.AFTER:
            _refuse_others(self._read(server, Role.BEFORE), snapshot)
        files = None if config_files is None else packed_files.pack(config_files)
        packed = PackedSnapshot(pack(collected), files)
        self._store.put(server.id, role, collected.collected_at, packed)
        return self.taken(server)[role]

    def taken(self, server: Server) -> dict[Role, Taken]:
        """Say which snapshots there are of a server."""
        return self._store.taken(server.id)

    def check(self, server: Server, judge: Judge, catalogue: Catalogue) -> UpdateCheck:
        """Compare the two snapshots of a server and list what is left to do.

        Raises:
            MissingError: One of them was not taken.
            InputError: One of them can't be read any more.
        """
        before, after = self._read(server, Role.BEFORE), self._read(server, Role.AFTER)
        return check_update(before, after, judge, catalogue, server)

    def _read(self, server: Server, role: Role) -> Snapshot:
        packed = self._store.get(server.id, role)
        if packed is None:
            raise MissingError(f"snapshot.no-{role}", name=server.name)
        files = packed.config_files
        return Snapshot(
            unpack(packed.document), None if files is None else packed_files.unpack(files)
        )


def snapshot_of(collected: Collected, config_files: ConfigFiles | None = None) -> Snapshot:
    """Put a snapshot together.

    Raises:
        InputError: The configuration files are those of another computer.
    """
    if config_files is not None and not _is_same(config_files.computer, collected.computer):
        raise _other("snapshot.other-files", collected.computer, config_files.computer)
    return Snapshot(collected, config_files)


def check_update(
    before: Snapshot,
    after: Snapshot,
    judge: Judge,
    catalogue: Catalogue,
    server: Server | None = None,
) -> UpdateCheck:
    """Compare two snapshots and list what is left to do.

    Args:
        before: Collected before the update.
        after: Collected after it.
        judge: Judges the facts collected after it.
        catalogue: The one the judge judges by.
        server: The stored server they belong to, if there is one.

    Raises:
        InputError: They are of two computers, or in the wrong order.
        TargetError: The names in a document can't be those of a computer.
    """
    _refuse_others(before, after)
    result = judge_facts(judge, after.collected, server, source=SOURCE)
    return UpdateCheck(
        compare(before, after),
        update_duties(result, after.collected, catalogue, judge),
        result,
    )


def _refuse_others(before: Snapshot, after: Snapshot) -> None:
    old, new = before.collected, after.collected
    if not _is_same(old.computer, new.computer):
        raise _other("snapshot.other-computer", old.computer, new.computer)
    if new.collected_at < old.collected_at:
        raise InputError("snapshot.order", computer=clean(new.computer, 60))


def _is_same(one: str, other: str) -> bool:
    return one.strip().lower() == other.strip().lower()


def _other(key: str, expected: str, found: str) -> InputError:
    return InputError(key, expected=clean(expected, 60), found=clean(found, 60))
