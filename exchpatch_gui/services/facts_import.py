# SPDX-License-Identifier: MIT
"""Facts brought as files: read, given to the stored server they belong to, judged, stored.

Reading may be done in any thread. Storing belongs to the thread that opened the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from exchpatch_gui.collected import decoder
from exchpatch_gui.collected.document import Collected
from exchpatch_gui.collected.healthchecker import loader
from exchpatch_gui.collected.packing import pack
from exchpatch_gui.domain.runs import CheckRun, Trigger
from exchpatch_gui.domain.servers import Server, TargetError
from exchpatch_gui.domain.text import clean
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.engine.judge_facts import SOURCE, judge_facts, server_of
from exchpatch_gui.engine.single import run_of
from exchpatch_gui.errors import InputError, MissingError
from exchpatch_gui.services.inventory import Inventory
from exchpatch_gui.services.judging import judge_again
from exchpatch_gui.services.recorder import Recorder
from exchpatch_gui.storage.history import History

HEALTHCHECKER = "HealthChecker export"
_XML_MARKS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")


@dataclass(frozen=True, slots=True)
class BroughtFacts:
    """What one file says of one server.

    Attributes:
        server: As the document names it; not stored.
        source: What kind of file it was.
    """

    collected: Collected
    server: Server
    source: str


@dataclass(frozen=True, slots=True)
class FactsStored:
    """What an import has done.

    Attributes:
        run: With a result for each of the documents, in their order.
        added: Servers that were not in the list.
    """

    run: CheckRun
    added: tuple[Server, ...]


def read_facts(paths: Iterable[Path]) -> tuple[BroughtFacts, ...]:
    """Read exports of HealthChecker and files of the collector, all of them or none.

    Raises:
        MissingError: A file isn't there.
        InputError: A file can't be read or is refused; its key and parameters say where and why.
    """
    return tuple(one for path in paths for one in _read(path))


def store_facts(
    brought: Sequence[BroughtFacts],
    inventory: Inventory,
    history: History,
    judge: Callable[[], Judge],
    now: datetime,
) -> FactsStored:
    """Judge facts and store the results with their servers; unknown ones join the list.

    Args:
        brought: What was read.
        inventory: The list of servers.
        history: Where the results are stored.
        judge: Makes the judge, once the servers are stored.
        now: The time the run has.

    Raises:
        StorageError: They can't be stored.
    """
    stored = list(inventory.all())
    added: list[Server] = []
    owners: list[Server] = []
    for one in brought:
        owner = find_owner(one, stored)
        if owner is None:
            owner = inventory.add(str(one.server.target), name=one.server.name)
            stored.append(owner)
            added.append(owner)
        owners.append(owner)
    decides = judge()
    results = tuple(
        judge_facts(decides, one.collected, owner, source=one.source)
        for one, owner in zip(brought, owners, strict=True)
    )
    run = run_of(decides, results, Trigger.IMPORT, now)
    Recorder(history).keep_whole(run, [pack(one.collected) for one in brought])
    for latest in history.latest({one.id for one in owners}):
        if latest.entry.run_id != run.id:  # seen from outside after the facts were collected
            history.note(latest.server.id, judge_again(latest, decides))
    return FactsStored(run, tuple(added))


def find_owner(brought: BroughtFacts, stored: Sequence[Server]) -> Server | None:
    """Give the stored server that facts belong to.

    It has the full name as its host; or else the short one; or else it is the only one that
    people call so.
    """
    full, short = brought.server.target.host, brought.collected.computer.lower()
    for host in (full, short):
        for server in stored:
            if server.target.host == host:
                return server
    called = [one for one in stored if one.name.lower() in {full, short}]
    return called[0] if len(called) == 1 else None


def _read(path: Path) -> list[BroughtFacts]:
    if _is_xml(path):
        documents, source = loader.load(path), HEALTHCHECKER
    else:
        documents, source = (decoder.load(path),), SOURCE
    return [BroughtFacts(one, _named(one, path), source) for one in documents]


def _is_xml(path: Path) -> bool:
    """Tell by its first signs which kind a file is."""
    try:
        with path.open("rb") as file:
            return file.read(8).startswith(_XML_MARKS)
    except FileNotFoundError:
        raise MissingError("collected.missing", file=clean(str(path))) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError("collected.unreadable", file=clean(str(path)), why=why) from None


def _named(collected: Collected, path: Path) -> Server:
    try:
        return server_of(collected)
    except TargetError as error:
        host = clean(error.text, 60)
        raise InputError("collected.host", file=clean(path.name), host=host) from None
