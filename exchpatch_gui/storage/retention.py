# SPDX-License-Identifier: MIT
"""What is deleted for good, and when."""

from __future__ import annotations

from datetime import datetime, timedelta

from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.moments import moment_text
from exchpatch_gui.storage.records import Swept

KEPT_DAYS = 3 * 366
UNDO_DAYS = 30


def sweep(
    database: Database, now: datetime, *, kept_days: int = KEPT_DAYS, undo_days: int = UNDO_DAYS
) -> Swept:
    """Delete what no longer has to be kept, and say how much that was.

    Servers that were removed more than ``undo_days`` ago go with their history. Of the others,
    results of runs older than ``kept_days`` go, except the latest of each server. First
    sightings of builds stay as long as the server.
    """
    removed_before = moment_text(now - timedelta(days=undo_days))
    started_before = moment_text(now - timedelta(days=kept_days))
    with database.transaction():
        servers = database.execute("DELETE FROM servers WHERE removed_at < ?", (removed_before,))
        results = database.execute(
            "DELETE FROM results WHERE run IN (SELECT number FROM runs WHERE started_at < ?)"
            " AND EXISTS (SELECT 1 FROM results AS later"
            "  WHERE later.server_id = results.server_id"
            "  AND (later.at, later.id) > (results.at, results.id))",
            (started_before,),
        )
        runs = database.execute(
            "DELETE FROM runs WHERE started_at < ?"
            " AND NOT EXISTS (SELECT 1 FROM results WHERE run = number)",
            (started_before,),
        )
    return Swept(servers, runs, results)
