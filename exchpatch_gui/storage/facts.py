# SPDX-License-Identifier: MIT
"""The facts collected on a server, kept with the result that was judged by them.

With them the result can be judged again, by a newer catalogue or on a later day, and later results
that were only seen from outside are judged by the latest of them too. What reads them takes time
to load, so that is left until there are some.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from exchpatch_gui.storage.database import Database

if TYPE_CHECKING:
    from exchpatch_gui.collected.document import Collected

_logger = logging.getLogger(__name__)
_LATEST = (
    "SELECT facts.document FROM facts JOIN results ON results.id = facts.result_id"
    " WHERE results.server_id = ? ORDER BY results.at DESC, results.id DESC LIMIT 1"
)


def write_facts(database: Database, result_id: int, packed: bytes) -> None:
    """Store a packed document with a result."""
    database.execute("INSERT INTO facts (result_id, document) VALUES (?, ?)", (result_id, packed))


def delete_facts(database: Database, result_id: int) -> None:
    """Forget the facts of a result, unless they are the latest of their server."""
    database.execute(
        "DELETE FROM facts WHERE result_id = ? AND EXISTS ("
        " SELECT 1 FROM results AS own"
        " JOIN results AS later ON later.server_id = own.server_id"
        "  AND (later.at, later.id) > (own.at, own.id)"
        " JOIN facts AS others ON others.result_id = later.id"
        " WHERE own.id = facts.result_id)",
        (result_id,),
    )


def read_facts(database: Database, result_id: int) -> Collected | None:
    """Give the facts of a result.

    None if there are none, or they were written in a form that can't be read any more, which is
    logged.
    """
    row = database.row("SELECT document FROM facts WHERE result_id = ?", (result_id,))
    return None if row is None else unpacked(row["document"])


def read_latest_facts(database: Database, server_id: int) -> Collected | None:
    """Give what was last collected on a server, as ``read_facts`` does."""
    row = database.row(_LATEST, (server_id,))
    return None if row is None else unpacked(row["document"])


def read_packed_facts(database: Database, server_ids: Collection[int]) -> Mapping[int, bytes]:
    """Give what was last collected on each of these servers, packed, where something was."""
    rows = database.rows(
        "SELECT DISTINCT server_id FROM results JOIN facts ON facts.result_id = results.id"
    )
    # Most servers have none, and a run of thousands is to begin at once.
    wanted = {row["server_id"] for row in rows}.intersection(server_ids)
    found = {one: database.row(_LATEST, (one,)) for one in wanted}
    return {one: row["document"] for one, row in found.items() if row is not None}


def unpacked(packed: bytes) -> Collected | None:
    """Read a packed document; None, which is logged, if it can't be read any more."""
    from exchpatch_gui.collected.packing import unpack  # noqa: PLC0415 (later)
    from exchpatch_gui.errors import InputError  # noqa: PLC0415 (later)

    try:
        return unpack(packed)
    except InputError as error:
        _logger.warning("stored facts can't be read: %s", error)
        return None
