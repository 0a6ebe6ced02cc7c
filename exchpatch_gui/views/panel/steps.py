# SPDX-License-Identifier: MIT
"""What to do: numbered steps with their buttons, and the settings to look at in one fold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from exchpatch_gui.viewmodels.panel_content import Link
from exchpatch_gui.viewmodels.panel_steps import Todo, TodoStep
from exchpatch_gui.views.panel.fold import INDENT, Fold, FoldLine
from exchpatch_gui.views.panel.look import Look
from exchpatch_gui.views.panel.pieces import Number, button, column, heading, links, row
from exchpatch_gui.views.panel.text import Line, Text
from exchpatch_gui.views.theme import UNIT, set_kind

SETTINGS, LATER = "settings", "later"
_MOST_STEPS, _STEPS_AT_ONCE = 10, 7
"""More steps than the first number are not shown at once, but the most urgent ones."""


class Steps(QWidget):
    """The section of things to do.

    Attributes:
        settings: The fold of settings to look at, if there are any.
        later: The fold of what can wait, if there is very much to do.
    """

    def __init__(self, look: Look, todo: Todo) -> None:
        super().__init__()
        self.settings: Fold | None = None
        self.later: Fold | None = None
        self.setObjectName("todo")
        layout = column(UNIT + 2, self)
        layout.addWidget(heading(look, "todo"))
        if todo.nothing:
            layout.addWidget(Text(look, Line(todo.nothing)))
        shown = len(todo.steps) if len(todo.steps) <= _MOST_STEPS else _STEPS_AT_ONCE
        layout.addLayout(_pile(look, todo.steps[:shown]))
        if rest := todo.steps[shown:]:
            text = look.composer.text("steps.later", {"count": len(rest)})
            self.later = Fold(LATER, FoldLine(look, text, text), lambda: _later(look, rest))
            layout.addWidget(self.later)
        if todo.settings:
            line = FoldLine(look, todo.settings_title, todo.settings_title)
            self.settings = Fold(SETTINGS, line, lambda: _settings(look, todo))
            layout.addWidget(self.settings)


class _StepView(QWidget):
    """One step.

    Args:
        kind: Of its first button.
    """

    def __init__(self, look: Look, step: TodoStep, kind: str) -> None:
        super().__init__()
        theme = look.theme
        is_hint = not (step.facts or step.note)
        title = Line(step.title, theme.font() if is_hint else theme.strong_font())
        small = theme.small_font()
        told = (step.facts, step.note, step.closes)
        words = column(0)
        words.addWidget(Text(look, title, *(Line(one, small, "muted", 3) for one in told)))
        if buttons := list(_buttons(look, step, kind)):
            lines = links if step.open is None and step.article is None else row
            words.addLayout(lines(buttons, UNIT - 2))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(UNIT + 2)
        if step.number:
            layout.addWidget(Number(look, step.number), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)


def _buttons(look: Look, step: TodoStep, kind: str) -> Iterator[QAbstractButton]:
    if step.open is not None:
        yield _opener(look, step.open, step.title, kind)
    if step.article is not None:
        yield _opener(look, step.article, step.title, "secondary")
    if step.open is not None:
        url = step.open.url
        text = look.composer.text("copy_link")
        yield button(
            text,
            lambda: look.requests.copy_text(url),
            spoken=_spoken(look, text, step.title),
            hint=look.composer.text("copy_link.hint", {"url": url}),
        )
    if step.finding is not None:
        finding = step.finding
        text = look.composer.text("step.details")
        yield button(
            text,
            lambda: look.requests.show_finding(finding),
            "link",
            spoken=_spoken(look, text, step.title),
        )


def _opener(look: Look, link: Link, title: str, kind: str) -> QAbstractButton:
    url = link.url
    return button(
        link.text,
        lambda: look.requests.open_url(url),
        kind,
        spoken=_spoken(look, link.text, title),
        hint=url,
    )


def _spoken(look: Look, action: str, title: str) -> str:
    return look.composer.text("open.spoken", {"action": action, "title": title})


def _settings(look: Look, todo: Todo) -> QWidget:
    """Make the steps in brief: the address of each is a link below it."""
    body, small = QWidget(), look.theme.small_font()
    layout = column(2, body)
    layout.setContentsMargins(INDENT, UNIT // 2, 0, 0)
    for step in todo.settings:
        title = Line(step.title, look.theme.strong_font())
        told = (Line(one, small, "muted") for one in (step.note, step.closes))
        layout.addWidget(Text(look, title, *told))
        if step.open is not None:
            layout.addLayout(links([_opener(look, step.open, step.title, "link")]))
        layout.addSpacing(UNIT)
    return body


def _pile(look: Look, steps: Sequence[TodoStep]) -> QVBoxLayout:
    """Put steps below one another; the first that leads anywhere has the primary button."""
    layout = column(UNIT + 2)
    has_primary = False
    for place, step in enumerate(steps):
        if place:
            layout.addWidget(_hairline())
        kind = "secondary" if has_primary else "primary"
        layout.addWidget(_StepView(look, step, kind))
        has_primary = has_primary or step.open is not None
    return layout


def _later(look: Look, steps: Sequence[TodoStep]) -> QWidget:
    body = QWidget()
    layout = column(UNIT + 2, body)
    layout.setContentsMargins(0, UNIT, 0, 0)
    layout.addLayout(_pile(look, steps))
    return body


def _hairline() -> QFrame:
    line = QFrame()
    line.setFixedHeight(1)
    set_kind(line, "line")
    return line
