# SPDX-License-Identifier: MIT
"""The list of servers as CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from exchpatch_gui.domain.servers import Server
from exchpatch_gui.services.csv_columns import Field

# Spreadsheets take a cell that begins so for a formula
# (https://owasp.org/www-community/attacks/CSV_Injection). An apostrophe before it makes it text;
# cells that begin with apostrophes already get one more, so that the import can undo it exactly.
_RISKY = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")


def guard(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def unguard(cell: str) -> str:
    """Take the apostrophe of ``guard`` away again."""
    return cell[1:] if _GUARDED.match(cell) else cell


def export_csv(servers: Iterable[Server]) -> bytes:
    """Write servers as UTF-8 with a byte order mark, as Excel expects, and a header.

    ``plan_import`` reads back exactly what was written.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([field.value for field in Field])
    for server in servers:
        writer.writerow([guard(cell) for cell in _cells(server)])
    return text.getvalue().encode("utf-8-sig")


def _cells(server: Server) -> tuple[str, ...]:
    return (
        server.target.host,
        str(server.target.port),
        server.name,
        server.group,
        "; ".join(server.tags),
        server.notes,
        "yes" if server.enabled else "no",
    )
