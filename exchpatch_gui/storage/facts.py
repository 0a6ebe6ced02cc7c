# SPDX-License-Identifier: MIT
"""The facts collected on a server, kept with the result that was judged by them.

With them the result can be judged again, by a newer catalogue or on a later day. What reads them
takes time to load, so that is left until there are some.
"""

from __future__ import annotations

import logging
import zlib
from typing import TYPE_CHECKING

from exchpatch_gui.storage.database import Database

if TYPE_CHECKING:
    from exchpatch_gui.collected.document import Collected

_logger = logging.getLogger(__name__)


def write_facts(database: Database, result_id: int, collected: Collected) -> None:
    """Store a collected document with a result."""
    from exchpatch_gui.collected.encoder import encode  # noqa: PLC0415 (later)

    document = zlib.compress(encode(collected), level=1)
    database.execute("INSERT INTO facts (result_id, document) VALUES (?, ?)", (result_id, document))


def delete_facts(database: Database, result_id: int) -> None:
    """Forget the facts of a result."""
    database.execute("DELETE FROM facts WHERE result_id = ?", (result_id,))


def read_facts(database: Database, result_id: int) -> Collected | None:
    """Give the facts of a result.

    None if there are none, or they were written in a form that can't be read any more, which is
    logged.
    """
    row = database.row("SELECT document FROM facts WHERE result_id = ?", (result_id,))
    if row is None:
        return None
    from exchpatch_gui.collected.decoder import decode  # noqa: PLC0415 (later)
    from exchpatch_gui.errors import InputError  # noqa: PLC0415 (later)

    try:
        return decode(zlib.decompress(row["document"]), "facts")
    except (InputError, zlib.error) as error:
        _logger.warning("facts of result %d can't be read: %s", result_id, error)
        return None
