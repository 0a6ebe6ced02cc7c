# SPDX-License-Identifier: MIT
"""The panel at the side of the table: one server, or how many are selected, or a hint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from exchpatch_gui.domain.messages import NO_PARAMS, Params
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.verdicts import Finding
from exchpatch_gui.services.clock import Clock, utc_now
from exchpatch_gui.storage.records import HistoryEntry
from exchpatch_gui.viewmodels.ages import age
from exchpatch_gui.viewmodels.upkeep import NO_UPKEEP, Upkeep
from exchpatch_gui.views.panel.hint import hint_page
from exchpatch_gui.views.panel.subject import Subject
from exchpatch_gui.views.theme import UNIT, Theme, set_kind
from exchpatch_gui.wording import Wording

if TYPE_CHECKING:
    from exchpatch_gui.catalogue.model import Update
    from exchpatch_gui.domain.builds import BuildNumber
    from exchpatch_gui.viewmodels.panel_content import PanelComposer
    from exchpatch_gui.viewmodels.panel_holes import UpdateAt
    from exchpatch_gui.views.panel.look import Look
    from exchpatch_gui.views.panel.page import ServerPage

_USUAL_LETTERS = 56
_LEAST_LETTERS = 30


class ServerPanel(QWidget):
    """Shows and forwards; whoever owns it decides.

    While the same server is shown, folds stay open and the place in the page stays, whatever
    comes in.

    Args:
        theme: The look.
        words: The language.
        update_at: Looks a build up in the catalogue, so that updates have names.
        clock: Gives the current time, UTC.
        parent: As usual.

    Signals:
        open_url: Address of a web page that is wanted.
        copy_text: What is to go on the clipboard.
        check_requested: The server is to be asked now.
        edit_requested: Its entry is to be changed.
        acknowledge_requested: ``Finding`` that somebody wants to answer for.
        withdraw_requested: ``Finding`` that nobody is to answer for any more.
        snapshot_requested: ``Role`` of a snapshot that is to be taken.
        comparison_requested: The two snapshots are to be compared.
        sign_in_requested: Somebody wants to choose who signs in to the server.
    """

    open_url = Signal(str)
    copy_text = Signal(str)
    check_requested = Signal()
    edit_requested = Signal()
    acknowledge_requested = Signal(object)
    withdraw_requested = Signal(object)
    snapshot_requested = Signal(object)
    comparison_requested = Signal()
    sign_in_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        words: Wording,
        *,
        update_at: UpdateAt | None = None,
        clock: Clock = utc_now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._update_at: UpdateAt = update_at or _unknown
        self._clock = clock
        self._subject = Subject()
        self._page: ServerPage | None = None
        self._composer: PanelComposer | None = None
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        set_kind(self, "panel")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.verticalScrollBar().setSingleStep(3 * UNIT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        self.retranslate(words)

    def show_server(
        self,
        server: Server,
        result: ServerResult | None,
        history: Sequence[HistoryEntry],
        *,
        checking: bool = False,
        stale_age: str = "",
        upkeep: Upkeep = NO_UPKEEP,
    ) -> None:
        """Show one server.

        Args:
            server: Which.
            result: What was found last; None if it was never checked.
            history: All that was ever found, the oldest first.
            checking: It is being asked at this moment: the result is shown as an old one.
            stale_age: How old the result is, in words, where it is too old to be relied on.
            upkeep: What is kept around an update.
        """
        self._take(Subject(1, server, result, tuple(history), checking, stale_age, upkeep))

    def show_many(self, count: int) -> None:
        """Say how many servers are selected."""
        self._take(Subject(count))

    def clear(self) -> None:
        """Show that nothing is selected."""
        self._take(Subject())

    def retranslate(self, words: Wording) -> None:
        """Speak another language."""
        self._words = words
        self._composer = None
        self.setAccessibleName(words.text("panel.name"))
        self._rebuild(self._subject, keeps_place=True)

    def reveal(self, finding: Finding) -> None:
        """Open a finding and bring it into sight."""
        shown = self._page.reveal(finding) if self._page else None
        if shown is None or self._page is None:
            return
        layout = self._page.layout()
        if layout is not None:
            layout.activate()
        # What has just opened makes the page longer; before it is, there is no way to its end.
        width = self._area.viewport().width()
        self._page.resize(width, max(self._page.height(), self._page.heightForWidth(width)))
        self._area.ensureWidgetVisible(shown, 0, 8 * UNIT)
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(self._letters(_USUAL_LETTERS), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._letters(_LEAST_LETTERS), self._letters(_LEAST_LETTERS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._area.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown:
            bar.setValue(bar.value() + bar.pageStep())
        elif event.key() == Qt.Key.Key_PageUp:
            bar.setValue(bar.value() - bar.pageStep())
        else:
            super().keyPressEvent(event)

    def _take(self, subject: Subject) -> None:
        before, self._subject = self._subject, subject
        if self._page is not None and subject.server and subject.has_same_page(before):
            self._show_age()
        elif subject != before:
            is_same = subject.identity == before.identity
            self._rebuild(subject, keeps_place=is_same)

    def _rebuild(self, subject: Subject, *, keeps_place: bool) -> None:
        """Make the page anew; of the same server the folds and the place stay."""
        opened = self._opened() if keeps_place else []
        bar = self._area.verticalScrollBar()
        place = bar.value() if keeps_place else 0
        focused = self._focused_fold()
        had_focus = self._has_focus_inside()
        if subject.server is None:
            self._page = None
            fresh: QWidget = self._hint(subject.count)
        else:
            fresh = self._page = self._make_page(subject)
            for key in opened:
                if key in self._page.folds:
                    self._page.folds[key].open()
        self._area.setWidget(fresh)
        fresh.setAutoFillBackground(False)
        if self._page is not None:
            self._show_age()
        if place:
            fresh.resize(self._area.viewport().width(), fresh.heightForWidth(self._area.width()))
            bar.setValue(place)
        if had_focus:
            self._focus(focused if keeps_place else "")

    def _make_page(self, subject: Subject) -> ServerPage:
        from exchpatch_gui.views.panel.page import (  # noqa: PLC0415 (after the first frame)
            ServerPage,
            Shown,
        )

        assert subject.server is not None
        shown = Shown(subject.server, subject.result, subject.history, subject.upkeep)
        return ServerPage(self._look(), shown, self._clock())

    def _look(self) -> Look:
        from exchpatch_gui.viewmodels.panel_content import (  # noqa: PLC0415 (as above)
            PanelComposer,
        )
        from exchpatch_gui.views.panel.look import Look, Requests  # noqa: PLC0415 (as above)

        requests = Requests(
            open_url=self.open_url.emit,
            copy_text=self.copy_text.emit,
            check=self.check_requested.emit,
            edit=self.edit_requested.emit,
            acknowledge=self.acknowledge_requested.emit,
            withdraw=self.withdraw_requested.emit,
            show_finding=self.reveal,
            take_snapshot=self.snapshot_requested.emit,
            compare=self.comparison_requested.emit,
            sign_in=self.sign_in_requested.emit,
        )
        if self._composer is None:
            self._composer = PanelComposer(self._words)
        return Look(self._theme, self._composer, self._update_at, requests)

    def _show_age(self) -> None:
        subject = self._subject
        if self._page is None:
            return
        self._page.show_age(self._note(subject), is_checking=subject.checking)

    def _note(self, subject: Subject) -> str:
        if subject.checking and subject.result is not None:
            old = subject.stale_age or age(self._words, subject.result.at, self._clock())
            return self._say("checking.old", {"age": old})
        if subject.checking:
            return self._say("checking")
        if subject.stale_age and subject.result is not None:
            return self._say("old", {"age": subject.stale_age})
        return ""

    def _say(self, key: str, params: Params = NO_PARAMS) -> str:
        return self._words.text(f"panel.{key}", params)

    def _hint(self, count: int) -> QWidget:
        key, params = ("many", {"count": count}) if count else ("empty", {})
        return hint_page(self._theme, self._say(key, params), self._say(f"{key}.hint"))

    def _opened(self) -> list[str]:
        """Give the open folds, the outer ones first."""
        folds = self._page.folds if self._page else {}
        return [key for key, fold in folds.items() if fold.is_open]

    def _has_focus_inside(self) -> bool:
        widget = QApplication.focusWidget()
        return widget is not None and self._area.isAncestorOf(widget)

    def _focused_fold(self) -> str:
        folds = self._page.folds if self._page else {}
        return next((key for key, fold in folds.items() if fold.line.hasFocus()), "")

    def _focus(self, key: str) -> None:
        folds = self._page.folds if self._page else {}
        target: QWidget = folds[key].line if key in folds else self
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _letters(self, count: int) -> int:
        return self.fontMetrics().averageCharWidth() * count


def _unknown(_build: BuildNumber) -> Update | None:
    """Stand in for a catalogue."""
    return None
