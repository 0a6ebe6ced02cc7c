# SPDX-License-Identifier: MIT
"""What the database remembers of servers, read once so that any thread may ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.verdicts import Acceptance
from exchpatch_gui.engine.evaluate import Place
from exchpatch_gui.storage.acceptances import AcceptanceStore
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.history import History


class StoredMemory:
    """First sightings of builds, and the acknowledgements in force on one day."""

    def __init__(
        self,
        first_seen: Callable[[Server, BuildNumber], date | None],
        acceptances: Mapping[int, Mapping[Place, Acceptance]],
    ) -> None:
        self._first_seen = first_seen
        self._acceptances = acceptances

    @classmethod
    def read(cls, database: Database, day: date) -> StoredMemory:
        """Read everything that is remembered.

        Raises:
            StorageError: The database can't be read.
        """
        acceptances: dict[int, dict[Place, Acceptance]] = defaultdict(dict)
        for one in AcceptanceStore(database, lambda: datetime.now(UTC)).in_force(day):
            acceptances[one.server_id][one.finding, one.instance] = one.acceptance
        return cls(History(database).first_seen_lookup(), dict(acceptances))

    def first_seen(self, server: Server, build: BuildNumber) -> date | None:
        """Give the day a build was first seen on a server."""
        return self._first_seen(server, build)

    def accepted(self, server: Server) -> Mapping[Place, Acceptance]:
        """Give what somebody answers for on the judging day."""
        return self._acceptances.get(server.id, {})
