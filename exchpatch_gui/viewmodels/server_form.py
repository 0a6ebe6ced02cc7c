# SPDX-License-Identifier: MIT
"""The form of one server: what the typed text amounts to while it is typed, and storing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.errors import UserError
from exchpatch_gui.services.discovery import read_domain
from exchpatch_gui.services.inventory import Edited, ServerChange
from exchpatch_gui.services.server_fields import (
    read_group,
    read_name,
    read_notes,
    read_tags,
    read_target,
)
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.addresses import is_bare_domain, is_mail_address, meant, short

Value = TypeVar("Value")


class Field(StrEnum):
    """The fields that can be wrong."""

    ADDRESS = "address"
    NAME = "name"
    GROUP = "group"
    TAGS = "tags"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the fields."""

    address: str = ""
    name: str = ""
    group: str = ""
    tags: str = ""
    notes: str = ""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """What a draft amounts to.

    Attributes:
        target: None while the address can't be read.
        faults: What is wrong, by field.
        duplicate: Another server of the list with this target.
        domain: The e-mail domain that was typed, or perhaps meant.
        suggestion: The target that is meant by an address that can't be taken as it is.
    """

    target: Target | None = None
    faults: Mapping[Field, UserError] = field(default_factory=dict)
    duplicate: Server | None = None
    domain: str = ""
    suggestion: Target | None = None

    @property
    def can_save(self) -> bool:
        """Whether a server can be made of it."""
        return self.target is not None and not self.faults and self.duplicate is None

    @property
    def is_mail_address(self) -> bool:
        """Whether it names a domain and no server."""
        return bool(self.domain) and self.target is None


class ServerForm:
    """Adds a server, or edits one.

    Attributes:
        server: The server that is edited; None for a new one.
        draft: What stands in the fields at first.
    """

    def __init__(self, workspace: Workspace, server: Server | None, customer: str = "") -> None:
        self._inventory = workspace.inventory
        self.server = server
        self.draft = Draft(group=customer) if server is None else _draft(server)

    def groups(self) -> tuple[str, ...]:
        """Give the customers there are."""
        return self._inventory.groups()

    def tags(self) -> tuple[str, ...]:
        """Give the tags there are."""
        return self._inventory.tags()

    def read(self, draft: Draft) -> Reading:
        """Say what a draft amounts to.

        Raises:
            StorageError: The list can't be read.
        """
        faults: dict[Field, UserError] = {}
        target = domain = None
        if is_mail_address(draft.address):
            domain = _checked(faults, Field.ADDRESS, lambda: read_domain(draft.address))
        else:
            target = _checked(faults, Field.ADDRESS, lambda: read_target(draft.address))
        _checked(faults, Field.NAME, lambda: read_name(draft.name, target or Target("host")))
        _checked(faults, Field.GROUP, lambda: read_group(draft.group))
        _checked(faults, Field.TAGS, lambda: read_tags([draft.tags]))
        _checked(faults, Field.NOTES, lambda: read_notes(draft.notes))
        if target is not None and self.server is None and is_bare_domain(target):
            domain = target.host
        return Reading(
            target=target,
            faults=faults,
            duplicate=None if target is None else self._other(target),
            domain=domain or "",
            suggestion=meant(draft.address) if Field.ADDRESS in faults else None,
        )

    def drafted(self, draft: Draft, reading: Reading) -> Server | None:
        """Give the server that the fields describe, without what is wrong; None without address."""
        if reading.target is None:
            return None
        faulty = reading.faults
        return Server(
            reading.target,
            draft.name.strip() or reading.target.host,
            id=self.server.id if self.server else 0,
            group="" if Field.GROUP in faulty else read_group(draft.group),
            tags=() if Field.TAGS in faulty else read_tags((draft.tags,)),
        )

    def save(self, draft: Draft) -> tuple[Server, Callable[[], object]]:
        """Store it, and give the server as it is now and what takes that back.

        Raises:
            UserError: It can't be stored; nothing has changed.
        """
        inventory = self._inventory
        if self.server is None:
            added = inventory.add(
                draft.address,
                name=draft.name,
                group=draft.group,
                tags=(draft.tags,),
                notes=draft.notes,
                enabled=draft.enabled,
            )
            return added, lambda: inventory.remove((added.id,))
        change = ServerChange(
            target=draft.address,
            name=draft.name,
            group=draft.group,
            tags=(draft.tags,),
            notes=draft.notes,
            enabled=draft.enabled,
        )
        before, after = self.server, inventory.edit(self.server.id, change)
        return after, lambda: inventory.undo_edit(Edited((before,), (after,)))

    def _other(self, target: Target) -> Server | None:
        found = self._inventory.stored(target)
        is_own = self.server is not None and found is not None and found.id == self.server.id
        return None if is_own else found


def _draft(server: Server) -> Draft:
    return Draft(
        address=short(server.target),
        name="" if server.name == server.target.host else server.name,
        group=server.group,
        tags=", ".join(server.tags),
        notes=server.notes,
        enabled=server.enabled,
    )


def _checked(
    faults: dict[Field, UserError], name: Field, read: Callable[[], Value]
) -> Value | None:
    try:
        return read()
    except UserError as error:
        faults[name] = error
        return None
