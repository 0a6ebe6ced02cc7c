# SPDX-License-Identifier: MIT
"""Files that somebody drops: told apart by what is in them, read, kept with their servers.

Reading and keeping may be done in any thread: keeping opens the data directory by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.errors import UserError
from exchpatch_gui.services.clock import Clock
from exchpatch_gui.services.facts_import import BroughtFacts, read_facts, store_facts
from exchpatch_gui.services.session import Session
from exchpatch_gui.services.setup_logs import BroughtLog, LogStored, is_log, read_logs

if TYPE_CHECKING:
    from exchpatch_gui.catalogue.catalogue import Catalogue

_BEGINNING = 4096
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class Sort(Enum):
    """What a file is."""

    FACTS = auto()
    """Collected on a server, or exported by HealthChecker."""
    LOG = auto()
    """Of an installation."""
    LIST = auto()
    """Of servers, or at least text."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What files hold.

    Attributes:
        lists: Files that are to be looked at as lists of servers.
        faults: Why others could not be read.
    """

    facts: tuple[BroughtFacts, ...] = ()
    logs: tuple[BroughtLog, ...] = ()
    lists: tuple[Path, ...] = ()
    faults: tuple[UserError, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of them.

    Attributes:
        added: Servers that were not in the list.
        servers: Those that facts were kept with, each once.
        logs: In the order they came.
    """

    added: tuple[Server, ...] = ()
    servers: tuple[Server, ...] = ()
    logs: tuple[LogStored, ...] = ()


def sort_of(path: Path) -> Sort:
    """Tell by its beginning what a file is; one that can't be read counts as facts."""
    try:
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
    except OSError:
        return Sort.FACTS  # whose reader says what is wrong
    for mark in _MARKS:
        beginning = beginning.removeprefix(mark)
    text = beginning.replace(b"\0", b"").lstrip()
    if text[:1] in {b"{", b"<"}:
        return Sort.FACTS
    return Sort.LOG if is_log(path) else Sort.LIST


def read_files(paths: Iterable[Path]) -> Brought:
    """Read each file; one that is faulty does not keep the others out."""
    facts: list[BroughtFacts] = []
    logs: list[BroughtLog] = []
    lists: list[Path] = []
    faults: list[UserError] = []
    for path in paths:
        try:
            match sort_of(path):
                case Sort.FACTS:
                    facts += read_facts((path,))
                case Sort.LOG:
                    logs += read_logs((path,))
                case Sort.LIST:
                    lists.append(path)
        except UserError as error:
            faults.append(error)
    return Brought(tuple(facts), tuple(logs), tuple(lists), tuple(faults))


def order_keeping(
    paths: AppPaths, clock: Clock, catalogue: Callable[[], Catalogue], day: date
) -> Callable[[Brought, Server | None], Kept]:
    """Give what keeps files that were read.

    Args:
        paths: The data directory.
        clock: Gives the current time, UTC.
        catalogue: Gives what is judged by.
        day: The day that is judged as on.
    """

    def keep(brought: Brought, owner: Server | None) -> Kept:
        """Keep files with their servers; logs that name none belong to ``owner``."""
        with Session.create(paths, clock=clock) as session:
            added: tuple[Server, ...] = ()
            servers: Sequence[Server] = ()
            if brought.facts:
                stored = store_facts(
                    brought.facts,
                    session.inventory,
                    session.history,
                    lambda: session.judge(catalogue(), day),
                    clock(),
                )
                added = stored.added
                servers = [one.server for one in stored.run.results if one.server is not None]
            logs = session.setup_logs.store(brought.logs)
            if owner is not None:
                homeless = [one.brought for one in logs if one.server is None]
                housed = iter(session.setup_logs.store(homeless, owner))
                logs = tuple(one if one.server else next(housed) for one in logs)
        return Kept(added, tuple(dict.fromkeys(servers)), logs)

    return keep
