# SPDX-License-Identifier: MIT
"""The list of servers as people use it: add, edit, select, remove and undo, import."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime

from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass, replace
from exchpatch_gui.errors import InputError, MissingError
from exchpatch_gui.services.csv_import import ImportPlan, RowAction
from exchpatch_gui.services.server_fields import (
    read_group,
    read_name,
    read_notes,
    read_tags,
    read_target,
)
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.servers import Removed, ServerStore


@dataclass(frozen=True, slots=True)
class ServerChange:
    """What is to become different in a server; None leaves a field as it is."""

    target: str | None = None
    name: str | None = None
    group: str | None = None
    tags: tuple[str, ...] | None = None
    notes: str | None = None
    enabled: bool | None = None


@dataclass(frozen=True, slots=True)
class ImportDone:
    """What an import has done, and what ``Inventory.undo_import`` needs.

    Attributes:
        updated: The changed servers as they are now.
        before: The same servers as they were.
        skipped: Faulty rows that were left out.
    """

    added: tuple[Server, ...]
    updated: tuple[Server, ...]
    before: tuple[Server, ...]
    unchanged: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit has changed, and what ``Inventory.undo_edit`` needs.

    Attributes:
        before: The servers that are different now, as they were.
        after: The same servers as they are.
    """

    before: tuple[Server, ...]
    after: tuple[Server, ...]


class Inventory:
    """The stored list of servers; ``clock`` gives the current time, UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._store = ServerStore(database, clock)

    def all(self) -> tuple[Server, ...]:
        """Give every server by group and name."""
        return self._store.all()

    def select(
        self,
        *,
        groups: Collection[str] = (),
        tags: Collection[str] = (),
        enabled_only: bool = False,
    ) -> tuple[Server, ...]:
        """Give the servers in any of these groups that have any of these tags.

        No groups mean all groups, no tags all tags; upper and lower case are the same.

        Raises:
            MissingError: ``server.no_group`` or ``server.no_tag``: no server has one of them,
                so it is mistyped.
        """
        servers = self.all()
        wanted_groups = _known(groups, (one.group for one in servers), "server.no_group")
        wanted_tags = _known(tags, (tag for one in servers for tag in one.tags), "server.no_tag")
        return tuple(
            one
            for one in servers
            if (one.enabled or not enabled_only)
            and (not wanted_groups or one.group.casefold() in wanted_groups)
            and (not wanted_tags or wanted_tags.intersection(map(str.casefold, one.tags)))
        )

    def groups(self) -> tuple[str, ...]:
        """Give the names of all groups that have a server."""
        return _sorted(one.group for one in self.all() if one.group)

    def tags(self) -> tuple[str, ...]:
        """Give all tags that a server has."""
        return _sorted(tag for one in self.all() for tag in one.tags)

    def find(self, text: str) -> Server:
        """Give the one server that a target, or else a name, stands for.

        Raises:
            MissingError: ``server.unknown``.
            InputError: ``server.ambiguous``: several servers have this name.
        """
        try:
            found = self._store.find(read_target(text))
        except InputError:
            found = None
        if found is not None:
            return found
        wanted = text.strip().casefold()
        named = [one for one in self.all() if one.name.casefold() == wanted]
        if len(named) > 1:
            raise InputError("server.ambiguous", name=clean(text, 80), count=len(named))
        if not named:
            raise MissingError("server.unknown", text=clean(text, 80))
        return named[0]

    def stored(self, target: Target) -> Server | None:
        """Give the server with this target, if it is in the list."""
        return self._store.find(target)

    def add(
        self,
        target: str,
        *,
        name: str = "",
        group: str = "",
        tags: Iterable[str] = (),
        notes: str = "",
        enabled: bool = True,
    ) -> Server:
        """Store a new server and give it with its id.

        Raises:
            InputError: A field is not valid; its key says which and why.
            DuplicateServerError: The list has this target.
        """
        read = read_target(target)
        return self._store.add(
            Server(
                target=read,
                name=read_name(name, read),
                group=read_group(group),
                tags=read_tags(tags),
                notes=read_notes(notes),
                enabled=enabled,
            )
        )

    def add_all(self, targets: Iterable[Target], *, group: str = "") -> tuple[Server, ...]:
        """Store new servers of one group, all of them or none, and give them with their ids.

        Raises:
            InputError: The name of the group is not valid.
            DuplicateServerError: The list has one of the targets.
        """
        name = read_group(group)
        with self._database.transaction():
            return tuple(
                self._store.add(Server(target, target.host, group=name)) for target in targets
            )

    def edit(self, server_id: int, change: ServerChange) -> Server:
        """Change a server and give it as it is now; a name taken from the host follows it.

        Raises:
            InputError: A field is not valid; its key says which and why.
            DuplicateServerError: Another server has the new target.
            MissingError: ``server.gone``.
        """
        with self._database.transaction():
            old = self._store.get(server_id)
            target = old.target if change.target is None else read_target(change.target)
            name = "" if old.name == old.target.host else old.name
            new = replace(
                old,
                target=target,
                name=read_name(name if change.name is None else change.name, target),
                group=old.group if change.group is None else read_group(change.group),
                tags=old.tags if change.tags is None else read_tags(change.tags),
                notes=old.notes if change.notes is None else read_notes(change.notes),
                enabled=old.enabled if change.enabled is None else change.enabled,
            )
            self._store.update(new)
        return new

    def edit_all(self, changes: Mapping[int, ServerChange]) -> Edited:
        """Change several servers, all of them or none; what comes back undoes it.

        Raises:
            InputError: As ``edit``; nothing is changed.
            DuplicateServerError: Likewise.
            MissingError: Likewise.
        """
        with self._database.transaction():
            before = tuple(self._store.get(server_id) for server_id in changes)
            after = tuple(self.edit(server_id, change) for server_id, change in changes.items())
        pairs = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
        return Edited(tuple(old for old, _ in pairs), tuple(new for _, new in pairs))

    def undo_edit(self, done: Edited) -> None:
        """Give servers back what they were, all of them or none.

        Raises:
            DuplicateServerError: An earlier target is taken by another server now.
            MissingError: ``server.gone``: one was removed meanwhile.
        """
        with self._database.transaction():
            for server in done.before:
                self._store.update(server)

    def remove(self, ids: Collection[int]) -> Removed:
        """Take servers out of the list; what comes back undoes it in ``restore``."""
        return self._store.remove(ids)

    def restore(self, removed: Removed) -> tuple[Server, ...]:
        """Undo a removal with all history.

        Raises:
            DuplicateServerError: A target was added again meanwhile; nothing is restored.
            MissingError: ``server.gone``: it is too late.
        """
        return self._store.restore(removed)

    def apply(self, plan: ImportPlan, *, skip_invalid: bool = False) -> ImportDone:
        """Do what a plan says in one transaction.

        Raises:
            InputError: ``import.faulty``: rows have faults and are not to be skipped.
            DuplicateServerError: A target was added by somebody else since the plan was made;
                nothing is imported.
            MissingError: ``server.gone``: likewise for a server to be changed.
        """
        if plan.faults and not skip_invalid:
            raise InputError("import.faulty", count=plan.faulty_rows)
        updated = [row.server for row in plan.with_action(RowAction.UPDATE)]
        with self._database.transaction():
            added = [self._store.add(row.server) for row in plan.with_action(RowAction.ADD)]
            before = [self._store.get(server.id) for server in updated]
            for server in updated:
                self._store.update(server)
        unchanged = len(plan.with_action(RowAction.UNCHANGED))
        return ImportDone(tuple(added), tuple(updated), tuple(before), unchanged, plan.faulty_rows)

    def undo_import(self, done: ImportDone) -> None:
        """Take back what an import has added and changed, all of it or nothing.

        Raises:
            DuplicateServerError: An earlier target is taken by another server now.
            MissingError: ``server.gone``: a changed server was removed meanwhile.
        """
        with self._database.transaction():
            self._store.remove([one.id for one in done.added])
            for server in done.before:
                self._store.update(server)


def _known(wanted: Iterable[str], existing: Iterable[str], key: str) -> frozenset[str]:
    known = {one.casefold() for one in existing}
    for name in wanted:
        if name.strip().casefold() not in known:
            raise MissingError(key, name=clean(name, 80))
    return frozenset(name.strip().casefold() for name in wanted)


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names), key=lambda name: (name.casefold(), name)))
