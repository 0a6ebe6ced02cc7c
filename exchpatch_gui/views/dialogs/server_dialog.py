# SPDX-License-Identifier: MIT
"""Adding and editing one server: one field is enough, and a test shows whether it is right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.errors import UserError
from exchpatch_gui.net.dns import Dns
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.addresses import short
from exchpatch_gui.viewmodels.server_form import Draft, Field, Reading, ServerForm
from exchpatch_gui.viewmodels.trial import TrialRunner
from exchpatch_gui.views import ask
from exchpatch_gui.views.dialogs.find_dialog import FindDialog
from exchpatch_gui.views.dialogs.frame import ServersDialog, TextField, line_field, mark, plain
from exchpatch_gui.views.dialogs.notes import Note, Said
from exchpatch_gui.views.dialogs.tag_field import TagField
from exchpatch_gui.views.dialogs.trial_card import TrialCard
from exchpatch_gui.views.theme import UNIT, Theme

SETTLE_MILLISECONDS = 350
"""A fault is told only when typing has paused so long; what is right is said at once."""
_FORM_LETTERS = 46
_CARD_LETTERS = 46
_NOTE_LINES = 4


class ServerDialog(ServersDialog):
    """Adds a server, or edits the one that is given.

    Args:
        workspace: Where servers are stored.
        theme: The look.
        server: What is edited; None to add one.
        parent: The window it belongs to.
        customer: What stands in its field at first when one is added.
        make_dns: Makes what asks DNS where a domain is typed; called in a thread.

    Signals:
        server_wanted: Id of a server of the list that the user wants to see instead.
    """

    server_wanted = Signal(int)

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        server: Server | None,
        parent: QWidget | None,
        *,
        customer: str = "",
        make_dns: Callable[[], Dns] = Dns,
    ) -> None:
        super().__init__(workspace, theme, parent)
        self._form = ServerForm(workspace, server, customer)
        self._make_dns = make_dns
        self.runner = TrialRunner(workspace, self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self._settled)
        self._make_fields()
        self.card = TrialCard(self.runner, theme, self.words)
        self.card.setMinimumWidth(self.letters(_CARD_LETTERS))
        self.card.wanted.connect(self._try)
        self.runner.changed.connect(self.make_room)
        columns = QHBoxLayout()
        columns.setSpacing(3 * UNIT)
        columns.addLayout(self._form_column(), 1)
        columns.addWidget(self.card, 1)
        self.body.addLayout(columns, 1)
        self.cancel_button = self.button("dialog.cancel")
        self.cancel_button.clicked.connect(self.reject)
        self.save_button = self.button("dialog.server.save.add", "primary")
        self.save_button.clicked.connect(self._save)
        self.add_buttons(self.save_button, self.cancel_button)
        self._fill(self._form.draft)
        if server is None:
            self.setWindowTitle(self.say("dialog.server.add"))
        else:
            self.setWindowTitle(self.say("dialog.server.edit", {"name": server.name}))
        self.address.setFocus()

    def draft(self) -> Draft:
        """Give what stands in the fields."""
        return Draft(
            address=self.address.text(),
            name=self.name.text(),
            group=self.customer.currentText(),
            tags=self.tags.text(),
            notes=self.notes.toPlainText(),
            enabled=self.enabled.isChecked(),
        )

    def wanted_height(self) -> int:
        return max(super().wanted_height(), self.height() + self.card.missing_height())

    def done(self, code: int) -> None:
        self._settle.stop()
        self.runner.forget()
        super().done(code)

    def _make_fields(self) -> None:
        example = self.say("dialog.server.address.example")
        self.address = line_field(example, self.say("dialog.server.address.hint"))
        self.name = line_field("", self.say("dialog.server.name.hint"))
        self.customer = self.customer_field(self._form.groups())
        self.tags = TagField(self._form.tags())
        self.tags.setPlaceholderText(self.say("dialog.server.tags.example"))
        self.tags.setToolTip(self.say("dialog.server.tags.hint"))
        self.tags.setAccessibleDescription(self.tags.toolTip())
        self.notes = TextField(lines=_NOTE_LINES)
        self.enabled = QCheckBox(self.say("dialog.server.enabled"))
        self.enabled.setAccessibleName(plain(self.enabled.text()))
        self._fields: dict[Field, QWidget] = {
            Field.ADDRESS: self.address,
            Field.NAME: self.name,
            Field.GROUP: self.customer,
            Field.TAGS: self.tags,
            Field.NOTES: self.notes,
        }
        self._notes = {name: Note(self.theme) for name in Field}

    def _form_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(UNIT + UNIT // 2)
        labels = {Field.GROUP: "dialog.customer"}
        for name, field in self._fields.items():
            field.setMinimumWidth(self.letters(_FORM_LETTERS))
            place = self.labelled(labels.get(name, f"dialog.server.{name}"), field)
            place.addWidget(self._notes[name])
            column.addLayout(place, 1 if name is Field.NOTES else 0)
        # Room for two lines, so that the fields below stay where they are while one types.
        note = self._notes[Field.ADDRESS]
        note.setMinimumHeight(2 * note.text.fontMetrics().lineSpacing() + UNIT // 2)
        column.addWidget(self.enabled)
        return column

    def _fill(self, draft: Draft) -> None:
        self.address.setText(draft.address)
        self.name.setText(draft.name)
        self.customer.setEditText(draft.group)
        self.tags.setText(draft.tags)
        self.notes.setPlainText(draft.notes)
        self.enabled.setChecked(draft.enabled)
        for field in (self.address, self.name, self.tags):
            field.textChanged.connect(self._changed)
        self.customer.editTextChanged.connect(self._changed)
        self.notes.textChanged.connect(self._changed)
        self._changed()

    def _changed(self) -> None:
        """Say at once what is right; what is wrong may only be unfinished."""
        reading = self._read()
        if reading is None:
            return
        tried = self.runner.server
        if tried is not None and tried.target != reading.target:
            self.runner.forget()
        host = reading.target.host if reading.target else ""
        self.name.setPlaceholderText(host)
        save = "find" if reading.is_mail_address else "edit" if self._form.server else "add"
        self.save_button.setText(self.say(f"dialog.server.save.{save}"))
        self.save_button.setAccessibleName(plain(self.save_button.text()))
        self._show(reading, with_faults=False)
        self._settle.start()

    def _settled(self) -> None:
        reading = self._read()
        if reading is not None:
            self._show(reading, with_faults=bool(self.address.text().strip()))

    def _read(self) -> Reading | None:
        try:
            return self._form.read(self.draft())
        except UserError as error:
            self.fail(error)
            return None

    def _show(self, reading: Reading, *, with_faults: bool) -> None:
        for name, note in self._notes.items():
            fault = reading.faults.get(name)
            if fault is None:
                said = self._said_of_address(reading) if name is Field.ADDRESS else Said()
            elif with_faults:
                said = self._said_of_fault(fault, reading, name)
            else:
                # One that is shown stays until the field is right or says something else.
                stays = note.said.light is TrafficLight.RED
                said = note.said if stays else self._said_of_nothing(name)
            note.say(said)
            note.setVisible(name is Field.ADDRESS or bool(said.text))
            mark(self._fields[name], wrong=said.light is TrafficLight.RED)
        self.make_room()

    def _said_of_nothing(self, name: Field) -> Said:
        empty = name is Field.ADDRESS and not self.address.text().strip()
        return Said(self.say("dialog.server.address.hint")) if empty else Said()

    def _said_of_fault(self, fault: UserError, reading: Reading, name: Field) -> Said:
        message, hint = ask.sentences(self.words, fault)
        if name is not Field.ADDRESS or reading.suggestion is None:
            return Said(message, hint, TrafficLight.RED)
        target = short(reading.suggestion)
        link = self.say("dialog.server.use", {"target": target})
        return Said(message, "", TrafficLight.RED, link, lambda: self.address.setText(target))

    def _said_of_address(self, reading: Reading) -> Said:
        other, target, domain = reading.duplicate, reading.target, reading.domain
        if other is not None:
            kind = ".customer" if other.group else ""
            values = {"name": other.name, "customer": other.group}
            text = self.say(f"dialog.server.duplicate{kind}", values)
            show = self.say("dialog.server.show")
            return Said(text, "", TrafficLight.YELLOW, show, lambda: self._show_other(other))
        if domain:
            kind = "mail-address" if target is None else "domain"
            text = self.say(f"dialog.server.{kind}", {"domain": domain})
            return Said(text, "", TrafficLight.INFO, self.say("dialog.server.find"), self._find)
        if target is None:
            return Said()
        edited = self._form.server
        if edited is not None and edited.target != target:
            values = {"target": short(target), "before": short(edited.target)}
            return Said(self.say("dialog.server.moved", values))
        return Said(self.say("dialog.server.read", {"target": short(target)}))

    def _show_other(self, other: Server) -> None:
        self.server_wanted.emit(other.id)
        self.reject()

    def _save(self) -> None:
        reading = self._read()
        if reading is None:
            return
        if reading.is_mail_address and not reading.faults:
            self._find()
            return
        if not reading.can_save:
            self._point_at_fault(reading)
            return
        try:
            server, self.undo = self._form.save(self.draft())
        except UserError as error:
            self.fail(error)
            return
        self.saved = (server,)
        self.accept()

    def _point_at_fault(self, reading: Reading) -> None:
        self._settle.stop()
        self._show(reading, with_faults=True)
        wrong = next((name for name in Field if name in reading.faults), Field.ADDRESS)
        self._fields[wrong].setFocus()

    def _try(self) -> None:
        reading = self._read()
        if reading is None:
            return
        if reading.target is None:
            self._point_at_fault(reading)
            return
        edited = self._form.server
        name = self.name.text().strip() or reading.target.host
        server = Server(reading.target, name, id=edited.id if edited else 0)
        try:
            self.runner.start(server)
        except UserError as error:
            self.fail(error)

    def _find(self) -> None:
        """Look for the servers of the domain; what is added there ends this dialog, too."""
        reading = self._read()
        if reading is None or not reading.domain:
            return
        finder = FindDialog(
            self.workspace,
            self.theme,
            self,
            domain=reading.domain,
            customer=self.customer.currentText(),
            make_dns=self._make_dns,
        )
        finder.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        finder.accepted.connect(lambda: self._take_over(finder))
        finder.open()

    def _take_over(self, finder: FindDialog) -> None:
        self.saved, self.undo = finder.saved, finder.undo
        self.accept()
