# SPDX-License-Identifier: MIT
"""Finding the servers of an e-mail domain by DNS, and adding those that are chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QProgressBar, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.errors import UserError
from exchpatch_gui.net.dns import Dns
from exchpatch_gui.net.settings import NetError
from exchpatch_gui.services.discovery import Lead
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.find_leads import Finder, LeadColumn, LeadsModel, judge_leads
from exchpatch_gui.views import ask
from exchpatch_gui.views.dialogs.frame import ServersDialog, line_field, mark, plain
from exchpatch_gui.views.dialogs.notes import Note, Said
from exchpatch_gui.views.dialogs.rows_view import RowsView
from exchpatch_gui.views.theme import Theme, set_kind

_WIDTH_LETTERS = 106
_ROWS = 8


class FindDialog(ServersDialog):
    """Asks for a domain and shows what DNS names for it.

    Args:
        workspace: Where servers are stored.
        theme: The look.
        parent: The window it belongs to.
        domain: Looked for at once.
        customer: What stands in the field for the customer.
        make_dns: Makes what asks; called in a thread.
    """

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        parent: QWidget | None,
        *,
        domain: str = "",
        customer: str = "",
        make_dns: Callable[[], Dns] = Dns,
    ) -> None:
        super().__init__(workspace, theme, parent)
        self.setWindowTitle(self.say("dialog.find.title"))
        self._asked = ""
        self._begin_at_once = bool(domain)
        self.finder = Finder(make_dns, self)
        self.finder.found.connect(self._show_leads)
        self.finder.failed.connect(self._tell_failure)
        self.leads = LeadsModel(self.words, self)
        self.leads.chosen_changed.connect(self._count)
        self._make_search(domain)
        self.note = Note(theme)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.table = LeadsView(self.leads, theme)
        self.table.setAccessibleName(self.say("dialog.find.table"))
        self.customer = self.customer_field(workspace.inventory.groups())
        self.customer.setEditText(customer)
        for widget in (self.note, self.busy):
            self.body.addWidget(widget)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(self.labelled("dialog.customer", self.customer))
        self.cancel_button = self.button("dialog.cancel")
        self.cancel_button.clicked.connect(self.reject)
        self.add_button = self.button("dialog.find.add.none", "primary")
        self.add_button.clicked.connect(self._add)
        self.add_buttons(self.add_button, self.cancel_button)
        self.domain.textChanged.connect(self._typed)
        self.table.placeholder = self.say("dialog.find.first")
        self._rest(Said())
        self._count()
        self.resize(self.letters(_WIDTH_LETTERS), self.sizeHint().height())
        self.domain.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._begin_at_once:
            self._begin_at_once = False
            self._start()

    def done(self, code: int) -> None:
        self.finder.stop()
        super().done(code)

    def _make_search(self, domain: str) -> None:
        example, hint = self.say("dialog.find.domain.example"), self.say("dialog.find.domain.hint")
        self.domain = line_field(example, hint)
        self.domain.setText(domain)
        self.find_button = self.button("dialog.find.start")
        self.find_button.clicked.connect(self._start_or_stop)
        explanation = QLabel(hint)
        explanation.setWordWrap(True)
        explanation.setFont(self.theme.small_font())
        set_kind(explanation, "muted")
        place = self.labelled("dialog.find.domain", self.domain, self.find_button)
        place.addWidget(explanation)
        self.body.addLayout(place)

    def _typed(self) -> None:
        """Let Enter search while another domain stands in the field than was asked for."""
        mark(self.domain, wrong=False)
        text = self.domain.text().strip()
        self.find_button.setDefault(text != self._asked)
        self.add_button.setDefault(text == self._asked)

    def _start_or_stop(self) -> None:
        if self.finder.is_running:
            self.finder.stop()
            self._rest(Said())
        else:
            self._start()

    def _start(self) -> None:
        self.leads.show(())
        self.table.placeholder = ""
        try:
            domain = self.finder.start(self.domain.text())
        except UserError as error:
            message, hint = ask.sentences(self.words, error)
            self._rest(Said(message, hint, TrafficLight.RED))
            mark(self.domain, wrong=True)
            self.domain.setFocus()
            return
        self._asked = self.domain.text().strip()
        self._typed()
        self.note.say(Said(self.say("dialog.find.asking", {"domain": domain})))
        self.note.show()
        self.busy.show()
        self._name_button("dialog.find.stop")

    def _rest(self, said: Said) -> None:
        """Say something while nothing is asked."""
        self.note.say(said)
        self.note.setVisible(bool(said.text))
        self.busy.hide()
        self._name_button("dialog.find.start")
        self.make_room()

    def _name_button(self, key: str) -> None:
        icon = "stop" if key == "dialog.find.stop" else "find"
        self.theme.dress(self.find_button, icon, "text")
        self.find_button.setText(self.say(key))
        self.find_button.setAccessibleName(plain(self.find_button.text()))

    def _show_leads(self, domain: str, leads: Sequence[Lead]) -> None:
        try:
            rows = judge_leads(leads, domain, self.workspace.inventory.stored)
        except UserError as error:
            self._rest(Said())
            self.fail(error)
            return
        self.leads.show(rows)
        params = {"domain": domain}
        if not rows:
            hint = self.say("dialog.find.none.hint")
            self._rest(Said(self.say("dialog.find.none", params), hint, TrafficLight.GREY))
        elif all(row.lead.cloud for row in rows):
            hint = self.say("dialog.find.all-cloud.hint")
            self._rest(Said(self.say("dialog.find.all-cloud", params), hint, TrafficLight.INFO))
        else:
            self._rest(Said(self.say("dialog.find.found", {"count": len(rows)})))
            self.table.begin()

    def _tell_failure(self, error: Exception) -> None:
        if not isinstance(error, NetError):
            self._rest(Said())
            self.fail(error)
            return
        key = f"failure.{error.kind}.{error.reason}"
        message = self.say(f"{key}.message", error.params)
        self._rest(Said(message, self.say(f"{key}.hint", error.params), TrafficLight.YELLOW))

    def _count(self) -> None:
        count = len(self.leads.chosen())
        key = "dialog.find.add" if count else "dialog.find.add.none"
        self.add_button.setText(self.say(key, {"count": count}))
        self.add_button.setAccessibleName(plain(self.add_button.text()))
        self.add_button.setEnabled(bool(count))

    def _add(self) -> None:
        inventory = self.workspace.inventory
        try:
            saved = inventory.add_all(self.leads.chosen(), group=self.customer.currentText())
        except UserError as error:
            self.fail(error)
            return
        self.saved = saved
        self.undo = lambda: inventory.remove([one.id for one in saved])
        self.accept()


class LeadsView(RowsView):
    """A list in which a click or the space bar chooses a host."""

    def __init__(self, model: LeadsModel, theme: Theme) -> None:
        super().__init__(model, theme)
        self._leads = model
        self.clicked.connect(model.toggle)
        model.modelReset.connect(self._head)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(LeadColumn.NOTE, QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight(self.row_height * _ROWS)
        self._head()

    def begin(self) -> None:
        """Take the focus on the first host that can be chosen."""
        for place in range(self._leads.rowCount()):
            index = self._leads.index(place, LeadColumn.SERVER)
            if self._leads.row(index).can_add:
                self.setCurrentIndex(index)
                self.setFocus()
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Select}:
            self._leads.toggle(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _head(self) -> None:
        self.horizontalHeader().setVisible(self._leads.rowCount() > 0)
