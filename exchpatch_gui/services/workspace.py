# SPDX-License-Identifier: MIT
"""What the window works on: one data directory, opened once, from the main thread only.

What judging and asking need is imported when it is first used: the window shows before that.
"""

from __future__ import annotations

import importlib
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Self

from exchpatch_gui import wording
from exchpatch_gui.config import settings as stored_settings
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.config.settings import Settings
from exchpatch_gui.domain.outline import Outline
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.services.clock import Clock, utc_now
from exchpatch_gui.services.stores import Stores
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.outlines import read_outlines
from exchpatch_gui.storage.servers import ServerStore
from exchpatch_gui.wording import Wording

if TYPE_CHECKING:
    from exchpatch_gui.catalogue.catalogue import Catalogue
    from exchpatch_gui.domain.events import RunEvent
    from exchpatch_gui.domain.options import ProbeOptions
    from exchpatch_gui.domain.runs import CatalogueInfo, ServerResult, Trigger
    from exchpatch_gui.domain.sign_ins import SignIn
    from exchpatch_gui.engine.evaluate import Judge
    from exchpatch_gui.net.route import Watch
    from exchpatch_gui.services.answers import Answers
    from exchpatch_gui.services.background import BackgroundRun
    from exchpatch_gui.services.facts_import import BroughtFacts, FactsStored
    from exchpatch_gui.services.inventory import Inventory
    from exchpatch_gui.services.keeping import Keep
    from exchpatch_gui.services.memory import StoredMemory
    from exchpatch_gui.storage.history import History
    from exchpatch_gui.storage.records import HistoryEntry


_FOR_A_RUN = ("background", "keeping", "order_run", "passwords", "sign_ins")
"""What begins, stores and signs in: else the click that begins the first run waits for it."""


class Workspace(Stores):
    """The stored servers, their history, the catalogue and what the user has chosen.

    Attributes:
        paths: Where everything is.
        settings: What the user has chosen; ``change_settings`` changes it.
        system_language: What holds while no language is chosen.
        words: The sentences of the chosen language.
        refusals: Takes, from any thread, the sign-ins that a server has refused; who records
            the run notes them.
    """

    is_demo = False

    def __init__(
        self, paths: AppPaths, database: Database, clock: Clock, system_language: str = "en"
    ) -> None:
        super().__init__(database, clock)
        self.paths = paths
        self.settings = stored_settings.load(paths.settings)
        self.system_language = system_language
        self.words = load_words(self.settings.language or system_language)
        self._database = database
        self.refusals: deque[SignIn] = deque()
        self._catalogue: Catalogue | None = None

    @classmethod
    def open(cls, paths: AppPaths, *, clock: Clock = utc_now, system_language: str = "en") -> Self:
        """Open a data directory, made if need be.

        Raises:
            StorageError: It can't be used.
        """
        return cls(paths, Database.open(paths.database), clock, system_language)

    def close(self) -> None:
        """Close the database; a second time does nothing."""
        self._database.close()

    @cached_property
    def inventory(self) -> Inventory:
        """The list of servers, to be changed."""
        from exchpatch_gui.services.inventory import Inventory  # noqa: PLC0415 (later)

        return Inventory(self._database, self.clock)

    @cached_property
    def history(self) -> History:
        """What was found out when."""
        from exchpatch_gui.storage.history import History  # noqa: PLC0415 (later)

        return History(self._database)

    @cached_property
    def answers(self) -> Answers:
        """Who answers for which findings."""
        from exchpatch_gui.services.answers import Answers  # noqa: PLC0415 (later)

        return Answers(self, self._database)

    @property
    def catalogue(self) -> Catalogue:
        """What is judged by.

        Raises:
            InputError: The imported one is damaged.
        """
        if self._catalogue is None:
            from exchpatch_gui.services.catalogues import (  # noqa: PLC0415 (later)
                Catalogues,
            )

            self._catalogue = Catalogues(self.paths).choose()
        return self._catalogue

    def forget_catalogue(self) -> None:
        """Read the catalogue again when it is next needed, after another one was imported."""
        self._catalogue = None

    @property
    def day(self) -> date:
        """The day that is judged as on."""
        return self.clock().date()

    @property
    def catalogue_info(self) -> CatalogueInfo:
        """Which catalogue judges and how old it is."""
        from exchpatch_gui.engine.evaluate import catalogue_info  # noqa: PLC0415 (later)

        return catalogue_info(self.catalogue, self.day)

    def change_settings(self, settings: Settings) -> None:
        """Take over and store what the user has chosen.

        Raises:
            OutputError: It can't be stored; it holds until the window is closed.
        """
        if settings == self.settings:
            return
        if settings.language != self.settings.language:
            self.words = load_words(settings.language or self.system_language)
        self.settings = settings
        from exchpatch_gui.files import write_whole  # noqa: PLC0415 (later)

        write_whole(self.paths.settings, stored_settings.dump(settings))

    def servers(self) -> tuple[Server, ...]:
        """Give all servers by customer and name."""
        return ServerStore(self._database, self.clock).all()

    def outlines(self) -> Mapping[int, Outline]:
        """Give the latest result of each server in brief, by server id."""
        return read_outlines(self._database)

    def result(self, server_id: int) -> ServerResult | None:
        """Judge what was last seen on a server as of today; None if it was never checked."""
        stored = self.history.latest((server_id,))
        if not stored:
            return None
        from exchpatch_gui.services.judging import judge_again  # noqa: PLC0415 (later)

        return judge_again(stored[0], self.judge())

    def timeline(self, server_id: int) -> tuple[HistoryEntry, ...]:
        """Give all results of a server, oldest first."""
        return self.history.timeline(server_id)

    def judge(self) -> Judge:
        """Give a judge that knows what is stored; any thread may use it."""
        return self.judge_by(self.memory())

    def memory(self) -> StoredMemory:
        """Read what is remembered of servers; any thread may use it."""
        from exchpatch_gui.services.memory import StoredMemory  # noqa: PLC0415 (later)

        return StoredMemory.read(self._database, self.day)

    def judge_by(self, memory: StoredMemory) -> Judge:
        """Give a judge, in any thread."""
        from exchpatch_gui.engine.evaluate import Judge  # noqa: PLC0415 (later)

        return Judge(self.catalogue, self.day, memory, profile=self.settings.profile)

    @property
    def probe_options(self) -> ProbeOptions:
        """How servers are asked, as the user has chosen."""
        from exchpatch_gui.domain.options import ProbeOptions  # noqa: PLC0415 (later)

        probing = self.settings.probing
        return ProbeOptions(
            extra=probing.probes, timeout=probing.timeout, deadline=probing.deadline
        )

    def start(
        self,
        servers: Sequence[Server],
        on_event: Callable[[RunEvent], None],
        on_failure: Callable[[Exception], None],
        *,
        trigger: Trigger | None = None,
        watch: Watch | None = None,
    ) -> BackgroundRun:
        """Begin to check servers; both functions are called in the run's own thread.

        ``watch`` is called in the threads that ask: it is told how far each connection comes. Who
        watches tries a server out, from outside only; else the run signs in where that is set up.
        """
        from exchpatch_gui.services.background import BackgroundRun  # noqa: PLC0415 (later)
        from exchpatch_gui.services.order_run import order_run  # noqa: PLC0415 (later)

        prepare = order_run(self, servers, trigger=trigger, watch=watch)
        run = BackgroundRun(prepare, on_event, on_failure)
        run.start()
        return run

    def recording(self) -> AbstractContextManager[Keep]:
        """Open what stores the events of a run, for the thread that enters this."""
        from exchpatch_gui.services.keeping import recording  # noqa: PLC0415 (later)

        return recording(self)

    def store_facts(self, brought: Sequence[BroughtFacts]) -> FactsStored:
        """Judge facts that ``facts_import.read_facts`` has read, and store them with their servers.

        Raises:
            StorageError: They can't be stored.
        """
        from exchpatch_gui.services.facts_import import store_facts  # noqa: PLC0415 (later)

        return store_facts(brought, self.inventory, self.history, self.judge, self.clock())

    def warm_up(self) -> None:
        """Load, in any thread, what judging and asking need, so that nothing waits for it later."""
        from exchpatch_gui.services.container import optional_probes  # noqa: PLC0415 (later)

        optional_probes()
        _ = self.catalogue
        for name in _FOR_A_RUN:
            importlib.import_module(f"exchpatch_gui.services.{name}")


def load_words(language: str) -> Wording:
    """Load the sentences of a language, English where it is none of ours."""
    known = language if language in wording.LANGUAGES else "en"
    return wording.load(known, wording.IN_WINDOW)
