# SPDX-License-Identifier: MIT
"""Servers as plain text, for a ticket or a mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from exchpatch_gui.viewmodels.fleet import Row
from exchpatch_gui.viewmodels.row_texts import Column, RowTexts

_FACTS = (Column.INSTALLED, Column.NEEDED, Column.EXPOSED)


def ticket_text(rows: Iterable[Row], texts: RowTexts, now: datetime) -> str:
    """Word state, sentence and next step of each server."""
    return "\n\n".join(_one(row, texts, now) for row in rows)


def _one(row: Row, texts: RowTexts, now: datetime) -> str:
    words = texts.words
    server = row.server
    state = texts.cell(row, Column.STATE, now).top
    name = server.name if server.name == server.target.host else f"{server.name} ({server.target})"
    lines = [words.labelled(name, state), texts.sentence(row)]
    for column in _FACTS:
        text = texts.cell(row, column, now).text
        if text not in {"", "–"}:
            lines.append(words.labelled(words.text(f"window.column.{column.name.lower()}"), text))
    if row.outline is not None:
        at = words.value(row.outline.at.astimezone())
        lines.append(words.labelled(words.text("window.column.checked"), at))
    return "\n".join(lines)
