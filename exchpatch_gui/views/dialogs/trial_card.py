# SPDX-License-Identifier: MIT
"""The card that tries a server out and shows each step as it is taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from exchpatch_gui.domain.text import clean
from exchpatch_gui.services.trial_steps import Step, StepReport, StepState
from exchpatch_gui.viewmodels.trial import TrialRunner
from exchpatch_gui.views import ask
from exchpatch_gui.views.dialogs.frame import plain
from exchpatch_gui.views.dialogs.signs import StepSign
from exchpatch_gui.views.theme import UNIT, Theme, set_kind
from exchpatch_gui.wording import Wording

_LIMIT = 600
_RADIUS = 6.0


@dataclass(frozen=True, slots=True)
class CardTexts:
    """What a card says of itself.

    Attributes:
        title: Id of its heading.
        promise: Id of the sentence below it.
        start: Id of the button's text, and of its tip with ``.hint``.
        step: Id of a step's name, with ``{step}`` in it.
    """

    title: str = "trial.title"
    promise: str = "trial.promise"
    start: str = "trial.start"
    step: str = "trial.step.{step}"


_USUAL = CardTexts()


class StepRow(QWidget):
    """One step: its sign, what it is called, what was found and what to do next."""

    def __init__(self, step: StrEnum, theme: Theme, words: Wording, named: str) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self._step = step
        self._name = words.text(named)
        self._report = StepReport(step)
        self.sign = StepSign(theme)
        self.title, self.message, self.hint = QLabel(), QLabel(), QLabel()
        self.title.setText(self._name)
        for label in (self.title, self.message, self.hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self.message, self.hint):
            label.setFont(theme.small_font())
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_kind(self.hint, "muted")
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for label in (self.title, self.message, self.hint):
            lines.addWidget(label)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(UNIT, UNIT // 2 + 1, UNIT, UNIT // 2 + 1)
        layout.setSpacing(UNIT + UNIT // 2)
        layout.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(lines, 1)
        theme.changed.connect(self.update)
        self.show_report(self._report)

    @property
    def report(self) -> StepReport:
        """What it shows."""
        return self._report

    def show_report(self, report: StepReport) -> None:
        """Show how far the step is."""
        self._report = report
        self.sign.show_state(report.state, report.light)
        idle = report.state in {StepState.WAITING, StepState.SKIPPED}
        set_kind(self.title, "muted" if idle else "said")
        font = self._theme.strong_font() if report.light is not None else self._theme.font()
        self.title.setFont(font)
        self.title.setText(self._title())
        say = self._words.say
        self.message.setText(clean(say(report.message), _LIMIT) if report.message else "")
        self.hint.setText(clean(say(report.hint), _LIMIT) if report.hint else "")
        self.message.setVisible(bool(self.message.text()))
        self.hint.setVisible(bool(self.hint.text()))
        self.setAccessibleName(self.spoken())
        self.setAccessibleDescription(self.details())
        self.update()

    def spoken(self) -> str:
        """Say the step and how far it is."""
        text = self._words.text
        report = self._report
        state = text(f"trial.state.{report.state.name.lower()}")
        if report.step is Step.VERDICT and report.light is not None:
            state = text(f"word.light.{report.light}")
        return text("trial.spoken", {"step": self._name, "state": state})

    def details(self) -> str:
        """Give what was found and what to do next."""
        return " ".join(part for part in (self.message.text(), self.hint.text()) if part)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Lay the colour of the light behind the verdict, and behind what has failed."""
        report = self._report
        is_verdict = report.step is Step.VERDICT
        if report.light is None or not (is_verdict or report.state is StepState.FAILED):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colours.of(report.light).tint))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter.end()

    def _title(self) -> str:
        """Give the step's name; the verdict says its light in words."""
        if self._step is Step.VERDICT and self._report.light is not None:
            return self._words.text(f"word.light.{self._report.light}")
        return self._name


class TrialCard(QFrame):
    """Shows what a runner does.

    Args:
        runner: What is shown.
        theme: The look.
        words: The language.
        steps: Those of the runner.
        texts: What the card says of itself.

    Attributes:
        offer: A button for what can be done about a step that has failed; hidden at first.

    Signals:
        wanted: The user wants the server that stands in the form to be tried.
    """

    wanted = Signal()

    def __init__(
        self,
        runner: TrialRunner,
        theme: Theme,
        words: Wording,
        *,
        steps: Iterable[StrEnum] = Step,
        texts: CardTexts = _USUAL,
    ) -> None:
        super().__init__()
        set_kind(self, "card")
        self._runner = runner
        self._texts = texts
        self._theme = theme
        self._words = words
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._click)
        self.copy_button = QPushButton(words.text("dialog.copy"))
        self.copy_button.setAutoDefault(False)
        self.copy_button.setAccessibleDescription(words.text("dialog.copy.hint"))
        self.copy_button.setToolTip(words.text("dialog.copy.hint"))
        set_kind(self.copy_button, "link")
        self.copy_button.clicked.connect(self._copy)
        self.offer = QPushButton()
        self.offer.setAutoDefault(False)
        self.offer.hide()
        self.rows = {
            step: StepRow(step, theme, words, texts.step.format(step=step)) for step in steps
        }
        self._steps = QVBoxLayout()
        self._area = self._make_area()
        title, promise = QLabel(words.text(texts.title)), QLabel(words.text(texts.promise))
        title.setFont(theme.strong_font())
        promise.setFont(theme.small_font())
        promise.setWordWrap(True)
        set_kind(promise, "muted")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, UNIT)
        layout.setSpacing(UNIT)
        layout.addLayout(head)
        layout.addWidget(promise)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTrailing)
        runner.changed.connect(self._show)
        self._show()

    def missing_height(self) -> int:
        """Give how much higher the card has to be to show all steps."""
        room = self._area.viewport()
        return max(0, self._steps.totalHeightForWidth(room.width()) - room.height())

    def details(self) -> str:
        """Give everything that was found, for copying."""
        server = self._runner.server
        lines = [str(server.target)] if server is not None else []
        for row in self.rows.values():
            lines.append(row.spoken())
            lines += [f"  {text}" for text in (row.message.text(), row.hint.text()) if text]
        if self._runner.error is not None:
            lines += ["", ask.details(self._words, self._runner.error)]
        return "\n".join(lines)

    def _make_area(self) -> QScrollArea:
        page = QWidget()
        set_kind(page, "page")
        page.setLayout(self._steps)
        self._steps.setContentsMargins(0, 0, 0, 0)
        self._steps.setSpacing(0)
        for step, row in self.rows.items():
            self._steps.addSpacing(UNIT if step is Step.VERDICT else 0)
            self._steps.addWidget(row)
        self._steps.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(self._words.text("trial.steps"))
        area.setWidget(page)
        return area

    def _show(self) -> None:
        reports = self._runner.reports
        for step, row in self.rows.items():
            if row.report != reports[step]:
                row.show_report(reports[step])
        key = "stop" if self._runner.is_running else "again" if self._runner.server else "start"
        text = self._words.text(self._texts.start if key == "start" else f"trial.{key}")
        self.button.setText(text)
        self._theme.dress(self.button, "stop" if key == "stop" else "check-one", "text")
        self.button.setAccessibleName(plain(text))
        self.button.setToolTip(self._words.text(f"{self._texts.start}.hint"))
        ended = self._runner.server is not None and not self._runner.is_running
        self.copy_button.setVisible(ended)

    def _click(self) -> None:
        if self._runner.is_running:
            self._runner.stop()
        else:
            self.wanted.emit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details())
