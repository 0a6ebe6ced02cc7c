# SPDX-License-Identifier: MIT
"""Who answers for which findings, for the window; a change has its server judged anew."""

from __future__ import annotations

from collections.abc import Sequence

from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.verdicts import Acceptance, Finding
from exchpatch_gui.errors import MissingError
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.storage.acceptances import AcceptanceStore, StoredAcceptance
from exchpatch_gui.storage.database import Database


class Answers:
    """Notes and takes back acknowledgements."""

    def __init__(self, workspace: Workspace, database: Database) -> None:
        self._workspace = workspace
        self._database = database
        self._store = AcceptanceStore(database, workspace.clock)

    def all(self) -> tuple[StoredAcceptance, ...]:
        """Give every acknowledgement of the stored servers, ended ones too, oldest first."""
        return self._store.all()

    def accept(
        self, server_id: int, findings: Sequence[Finding], acceptance: Acceptance
    ) -> ServerResult:
        """Note that somebody answers for findings, all or none, and judge their server anew.

        Raises:
            InputError: A part of it is not valid; its key says which.
            MissingError: The server is no longer in the list.
        """
        with self._database.transaction():
            for finding in findings:
                self._store.add(server_id, finding.id, finding.instance, acceptance)
        return self._anew(server_id)

    def withdraw(self, server_id: int, finding: Finding) -> ServerResult:
        """Take back who answers for a finding, and judge its server anew.

        Raises:
            MissingError: Nobody answers for it.
        """
        place = (server_id, finding.id, finding.instance)
        found = [
            one
            for one in self._store.in_force(self._workspace.day)
            if (one.server_id, one.finding, one.instance) == place
        ]
        if not found:
            raise MissingError("acceptance.gone")
        self._store.remove(found[0].id)
        return self._anew(server_id)

    def _anew(self, server_id: int) -> ServerResult:
        result = self._workspace.result(server_id)
        if result is None:
            raise MissingError("server.gone")
        self._workspace.history.note(server_id, result)
        return result
