# SPDX-License-Identifier: MIT
"""One sitting with a data directory: its servers, its history, and checks that are stored."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.config import settings as stored_settings
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.domain.events import RunEvent
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.outline import Outline
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.engine.evaluate import Judge, Memory
from exchpatch_gui.engine.runner import CheckEngine
from exchpatch_gui.errors import Bug, StorageError
from exchpatch_gui.services.clock import Clock, utc_now
from exchpatch_gui.services.container import build_engine
from exchpatch_gui.services.inventory import Inventory
from exchpatch_gui.services.judging import facts_of, judge_again
from exchpatch_gui.services.memory import StoredMemory
from exchpatch_gui.services.recorder import Recorder
from exchpatch_gui.services.stores import Stores
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.history import History

if TYPE_CHECKING:
    from exchpatch_gui.collected.document import Collected
    from exchpatch_gui.domain.access import Access
    from exchpatch_gui.domain.sign_ins import SignIn
    from exchpatch_gui.services.signed_in import SignedIn

NOBODY: Mapping[Server, Access] = MappingProxyType({})


class Session(Stores):
    """The stored list and history, or nothing where nothing has been stored yet.

    Checking a server that isn't stored makes no data directory: it leaves no trace.

    Attributes:
        fault: Why a result could not be stored; the run goes on and this is told at its end.
    """

    def __init__(self, paths: AppPaths, database: Database | None, clock: Clock) -> None:
        super().__init__(database, clock)
        self._paths = paths
        self._database = database
        self._refusals: deque[SignIn] = deque()
        self._history = History(database) if database else None
        self._recorder = Recorder(self._history) if self._history else None
        self._inventory = Inventory(database, clock) if database else None
        self.fault: StorageError | None = None

    @classmethod
    @contextmanager
    def open(cls, paths: AppPaths, *, clock: Clock = utc_now) -> Iterator[Session]:
        """Open what the data directory holds.

        Raises:
            StorageError: The database is there and can't be used.
        """
        if not paths.database.exists():
            yield cls(paths, None, clock)
            return
        with cls.create(paths, clock=clock) as session:
            yield session

    @classmethod
    @contextmanager
    def create(cls, paths: AppPaths, *, clock: Clock = utc_now) -> Iterator[Session]:
        """Open what the data directory holds, made if need be.

        Raises:
            StorageError: The data directory can't be used.
        """
        with Database.open(paths.database) as database:
            yield cls(paths, database, clock)

    @property
    def inventory(self) -> Inventory:
        """The stored list, to be changed.

        Raises:
            Bug: Nothing is stored and the session was only opened.
        """
        if self._inventory is None:
            raise Bug("the list of servers was opened without being created")
        return self._inventory

    @property
    def is_stored(self) -> bool:
        """Whether there is a data directory, so that something can be stored in it."""
        return self._database is not None

    @property
    def history(self) -> History:
        """What was found out when.

        Raises:
            Bug: Nothing is stored and the session was only opened.
        """
        if self._history is None:
            raise Bug("the history was opened without being created")
        return self._history

    @property
    def log_file(self) -> Path | None:
        """Where to log, if there is a data directory."""
        return self._paths.log_file if self._inventory else None

    def servers(self) -> tuple[Server, ...]:
        """Give the stored servers by group and name."""
        return self._inventory.all() if self._inventory else ()

    def select(
        self, *, groups: Collection[str], tags: Collection[str], enabled_only: bool = False
    ) -> tuple[Server, ...]:
        """Give the stored servers of these groups and tags, all where none is named.

        Raises:
            MissingError: No server has one of them.
        """
        if self._inventory is None:
            return ()
        return self._inventory.select(groups=groups, tags=tags, enabled_only=enabled_only)

    def last_lights(self) -> dict[int, tuple[TrafficLight, datetime]]:
        """Give by server id the light of the last result and when it was seen."""
        entries = self._history.latest_entries() if self._history else ()
        return {entry.server_id: (entry.light, entry.at) for entry in entries}

    def outlines(self) -> Mapping[int, Outline]:
        """Give the latest result of each server in brief, by server id."""
        return self._history.outlines() if self._history else {}

    def judged_otherwise(self, day: date, catalogue_date: date) -> tuple[int, ...]:
        """Give the servers whose latest result was judged as on another day or by another date."""
        return self._history.judged_otherwise(day, catalogue_date) if self._history else ()

    def earlier_facts(self, servers: tuple[Server, ...]) -> Callable[[Server], Collected | None]:
        """Give a function that gives what was last collected on one of these servers."""
        ids = [one.id for one in servers if one.id]
        return facts_of(self._history.latest_facts(ids) if self._history else {})

    def engine(
        self,
        judge: Judge,
        options: ProbeOptions,
        access: Mapping[Server, Access] = NOBODY,
    ) -> CheckEngine:
        """Put together an engine that signs in where ``access`` says how."""
        return build_engine(
            judge, options, clock=self.clock, collector=self._collector(options, access)
        )

    def _collector(self, options: ProbeOptions, access: Mapping[Server, Access]) -> SignedIn | None:
        if not access:
            return None
        from exchpatch_gui.services.signed_in import SignedIn  # noqa: PLC0415 (later)

        return SignedIn(access, options, self._refusals)

    def keep(self, event: RunEvent) -> None:
        """Store what an event of a run brings; a result is safe when this returns."""
        if self._recorder is None or self.fault is not None:
            return
        try:
            self._recorder.keep((event,))
            while self._refusals:
                self.sign_ins.note_refused(self._refusals.popleft().id, self.clock())
        except StorageError as error:
            self.fault = error

    def latest(self, servers: tuple[Server, ...], judge: Judge) -> tuple[ServerResult, ...]:
        """Judge again, by this judge, what was last seen on these servers.

        Servers that were never checked have no result.
        """
        if self._history is None:
            return ()
        stored = self._history.latest([server.id for server in servers])
        return tuple(judge_again(one, judge) for one in stored)

    def judge(self, catalogue: Catalogue, day: date) -> Judge:
        """Give a judge that knows when builds were first seen and what is acknowledged."""
        profile = stored_settings.load(self._paths.settings).profile
        return Judge(catalogue, day, self._memory(day), profile=profile)

    def _memory(self, day: date) -> Memory | None:
        return None if self._database is None else StoredMemory.read(self._database, day)
