# SPDX-License-Identifier: MIT
"""Brings files into the window: read and kept in a thread, told in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import UserError
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.ages import local
from exchpatch_gui.viewmodels.tasks import Tasks
from exchpatch_gui.wording import Wording

if TYPE_CHECKING:
    from exchpatch_gui.services.import_files import Brought, Kept


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of files.

    Attributes:
        text: What was taken in, in one line; empty if nothing was.
        added: Servers that were not in the list before.
        servers: Ids of those that something was kept with.
        lists: Files that are to be looked at as lists of servers.
        faults: Sentences on the files that were not taken in, each with what helps.
    """

    text: str
    added: tuple[Server, ...]
    servers: tuple[int, ...]
    lists: tuple[Path, ...]
    faults: tuple[tuple[str, str], ...]


class FileImport(QObject):
    """Takes files in, whatever they are.

    Signals:
        ended: ``Outcome``.
        failed: ``Exception``: nothing could be kept.
    """

    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = tasks

    def bring(self, files: Sequence[Path], owner: Server | None) -> None:
        """Begin to read and keep files.

        Args:
            files: Chosen or dropped.
            owner: The server that logs belong to which name none.
        """
        from exchpatch_gui.services.import_files import (  # noqa: PLC0415 (loads much)
            Kept,
            order_keeping,
            read_files,
        )

        workspace, chosen = self._workspace, tuple(files)
        keep = order_keeping(
            workspace.paths, workspace.clock, lambda: workspace.catalogue, workspace.day
        )

        def work() -> tuple[Brought, Kept]:
            brought = read_files(chosen)
            if brought.facts or brought.logs:
                return brought, keep(brought, owner)
            return brought, Kept()

        self._tasks.run(work, lambda both: self._tell(*both), self.failed.emit)

    def _tell(self, brought: Brought, kept: Kept) -> None:
        words = self._workspace.words
        homeless = [one for one in kept.logs if one.server is None]
        faults = [words.explain(one) for one in brought.faults]
        for one in homeless:
            error = UserError("import.no-server", file=one.brought.file)
            faults.append(words.explain(error))
        owners = [one.server.id for one in kept.logs if one.server is not None]
        ids = dict.fromkeys([*(one.id for one in kept.servers), *owners])
        text = outcome_text(brought, kept, words)
        self.ended.emit(Outcome(text, kept.added, tuple(ids), brought.lists, tuple(faults)))


def outcome_text(brought: Brought, kept: Kept, words: Wording) -> str:
    """Say in one line what was taken in."""
    parts = []
    if len(brought.facts) == 1:
        facts = brought.facts[0]
        owner = kept.servers[0].name if kept.servers else facts.server.name
        params: Params = {
            "name": clean(owner, 60),
            "at": local(facts.collected.collected_at),
        }
        parts.append(words.text("signing.import.facts-of", params))
    elif brought.facts:
        parts.append(words.text("signing.import.facts", {"count": len(kept.servers)}))
    if kept.added:
        parts.append(words.text("window.toast.added", {"count": len(kept.added)}))
    housed = [one for one in kept.logs if one.server is not None]
    if len(housed) == 1 and housed[0].server is not None:
        params = {"file": housed[0].brought.file, "name": clean(housed[0].server.name, 60)}
        parts.append(words.text("signing.import.log-of", params))
    elif housed:
        parts.append(words.text("signing.import.logs", {"count": len(housed)}))
    return " · ".join(parts)
