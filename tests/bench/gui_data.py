# SPDX-License-Identifier: MIT
"""Data directories for the benchmarks of the window.

``python -m tests.bench.gui_data FOLDER SERVERS DAYS`` makes one: so many servers, checked once a
day for so many days, today with all details.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.runs import CatalogueInfo, Trigger
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.services.inventory import Inventory
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.history import History
from exchpatch_gui.storage.moments import moment_text
from exchpatch_gui.storage.records import RunRecord
from tests.unit.storage.samples import result

PER_CUSTOMER = 12
HEADLINE = Message("headline.exploited", {"count": 1, "first": "CVE-2026-42897"})
_LINE = (
    "INSERT INTO results (server_id, run, at, light, verdict, product, cumulative_update,"
    " update_name, build, red_findings, yellow_findings, open_cves, exploited_cves, detailed)"
    " SELECT ?, number, ?, 'red', 'exchange', 'SE', 'RTM', 'Feb26SU', '15.2.2562.37', 1, 1, 2, 1, 0"
    " FROM runs WHERE id = ?"
)


def fill(folder: Path, targets: Sequence[Target], days: int) -> None:
    """Store servers and a check of all of them for each of so many days, the last one today."""
    now = today()
    paths = AppPaths(folder)
    paths.make()
    with Database.open(paths.database) as database:
        inventory = Inventory(database, lambda: now)
        for first in range(0, len(targets), PER_CUSTOMER):
            customer = f"Customer {first // PER_CUSTOMER + 1:03}"
            inventory.add_all(targets[first : first + PER_CUSTOMER], group=customer)
        servers = inventory.all()
        for ago in range(days - 1, 0, -1):
            _store_lines(database, servers, now - timedelta(days=ago))
        if days:
            history = History(database)
            history.begin(_run(now))
            history.save(_run(now).id, [result(one, now, headline=HEADLINE) for one in servers])
            history.finish(_run(now).id, now, complete=True)


def today() -> datetime:
    """Give this second."""
    return datetime.now(UTC).replace(microsecond=0)


def targets(count: int) -> list[Target]:
    """Give addresses that nobody has."""
    return [Target(f"mail{number:04}.contoso.example") for number in range(count)]


def _store_lines(database: Database, servers: Sequence[Server], at: datetime) -> None:
    """Store what the timeline keeps of a day long ago."""
    history, run = History(database), _run(at)
    with database.transaction():
        history.begin(run)
        moment = moment_text(at)
        database.execute_many(_LINE, ((one.id, moment, run.id) for one in servers))
        history.finish(run.id, at, complete=True)


def _run(at: datetime) -> RunRecord:
    catalogue = CatalogueInfo(at.date(), 0, "shipped", stale=False)
    return RunRecord(f"{at.date()}", at, Trigger.SCHEDULED, "0.1.0", at.date(), catalogue)


if __name__ == "__main__":
    fill(Path(sys.argv[1]), targets(int(sys.argv[2])), int(sys.argv[3]))
