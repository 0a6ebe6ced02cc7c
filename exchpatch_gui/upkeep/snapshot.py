# SPDX-License-Identifier: MIT
"""The state of a server at one time, and two of them side by side."""

from __future__ import annotations

from typing import TypeVar

from exchpatch_gui.collected.config_files import ConfigFiles
from exchpatch_gui.collected.document import Collected, section_name
from exchpatch_gui.collected.local_system import ExchangeSetup
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.snapshots import Role
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was collected on a server, with its configuration files if they were asked for."""

    collected: Collected
    config_files: ConfigFiles | None = None

    @property
    def build(self) -> BuildNumber | None:
        """The build of ExSetup.exe, the only one that knows the update; None if not collected."""
        setup = self.collected.find(ExchangeSetup).data
        try:
            return BuildNumber.parse((setup and setup.exsetup_file_version) or "")
        except ValueError:
            return None

    @property
    def is_edge(self) -> bool:
        """Whether it is an Edge server, which has neither a web server nor mailboxes."""
        setup = self.collected.find(ExchangeSetup).data
        return setup is not None and bool(setup.edge_transport_role_key)


@dataclass(frozen=True, slots=True)
class Unseen:
    """Something that could not be compared.

    Attributes:
        part: The section, folder or file.
        role: In which snapshot it is missing.
        reason: The collector's own words; foreign text, made harmless.
    """

    part: str
    role: Role
    reason: str = ""


class UnseenError(Exception):
    """A section is missing in one of the snapshots, or in both."""

    def __init__(self, unseen: tuple[Unseen, ...]) -> None:
        super().__init__(unseen)
        self.unseen = unseen


@dataclass(frozen=True, slots=True)
class Pair:
    """The two snapshots of one server."""

    before: Snapshot
    after: Snapshot

    @property
    def new_level(self) -> bool:
        """Whether another cumulative update is installed: its Setup lays everything out anew."""
        old, new = self.before.build, self.after.build
        return old is not None and new is not None and old.family != new.family

    def both(self, kind: type[T]) -> tuple[T, T]:
        """Give the data of a section before and after.

        Raises:
            UnseenError: It is missing in one of them.
        """
        sides = {Role.BEFORE: self.before, Role.AFTER: self.after}
        sections = {role: one.collected.find(kind) for role, one in sides.items()}
        old, new = (one.data for one in sections.values())
        if old is None or new is None:
            raise UnseenError(
                tuple(
                    Unseen(section_name(kind), role, clean(one.reason))
                    for role, one in sections.items()
                    if one.data is None
                )
            )
        return old, new
