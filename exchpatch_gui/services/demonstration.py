# SPDX-License-Identifier: MIT
"""A workspace on the demonstration fleet: real checks, nothing kept."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.config.settings import Settings
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.sign_ins import Scope, SignIn
from exchpatch_gui.services.clock import Clock, utc_now
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.servers import ServerStore

if TYPE_CHECKING:
    from exchpatch_gui.demo.fleet import DemoFleet
    from exchpatch_gui.services.passwords import Passwords


class DemoWorkspace(Workspace):
    """The fleet's servers in a data directory that is gone with it.

    It is judged as on the catalogue's own day, so that it shows every state for ever.
    """

    is_demo = True

    def __init__(
        self,
        folder: tempfile.TemporaryDirectory[str],
        fleet: DemoFleet,
        clock: Clock,
        system_language: str,
    ) -> None:
        paths = AppPaths(Path(folder.name))
        database = Database.open(paths.database)
        super().__init__(paths, database, clock, system_language)
        self._folder = folder
        self._fleet = fleet
        store = ServerStore(database, clock)
        with database.transaction():
            servers = [store.add(server) for server in fleet.servers]
            self._let_in(servers)

    @classmethod
    def launch(
        cls,
        settings: Settings | None = None,
        *,
        clock: Clock = utc_now,
        system_language: str = "en",
    ) -> DemoWorkspace:
        """Start the fleet; ``settings`` are taken over and changes to them forgotten.

        Raises:
            MissingError: The fleet can't be started on this computer.
        """
        from exchpatch_gui.demo.fleet import DemoFleet  # noqa: PLC0415 (only the demonstration)

        fleet = DemoFleet.start(clock())
        try:
            folder = tempfile.TemporaryDirectory(prefix="exchpatch-demo-data-")
            workspace = cls(folder, fleet, clock, system_language)
        except BaseException:
            fleet.close()
            raise
        if settings is not None:
            workspace.change_settings(settings)
        return workspace

    def _let_in(self, servers: Sequence[Server]) -> None:
        """Assign each customer's account to the servers that know it."""
        known: dict[str, SignIn] = {}
        for server in servers:
            credential = self._fleet.credentials.get(server.target)
            if credential is None:
                continue
            assert credential.secret is not None
            given = credential.sign_in
            if given.label not in known:
                known[given.label] = self.sign_ins.add(given.label, given.kind, given.user)
                self.passwords.remember(known[given.label], credential.secret)
            self.sign_ins.assign(Scope.SERVER, str(server.id), known[given.label].id)
            self.remotes.put(server.id, self._fleet.remotes[server.target])

    @property
    def day(self) -> date:
        """The catalogue's day."""
        return self.catalogue.date

    @cached_property
    def passwords(self) -> Passwords:
        """Passwords that the demonstration is told: they never reach the user's own vault."""
        from exchpatch_gui.services.passwords import Passwords  # noqa: PLC0415 (later)
        from exchpatch_gui.vault.base import MemoryVault  # noqa: PLC0415 (later)

        return Passwords(self.clock, MemoryVault)

    @property
    def probe_options(self) -> ProbeOptions:
        """What fits the fleet."""
        return self._fleet.options

    def close(self) -> None:
        """Stop the fleet and forget everything."""
        super().close()
        self._fleet.close()
        self._folder.cleanup()
