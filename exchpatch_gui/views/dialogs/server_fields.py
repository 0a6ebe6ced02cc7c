# SPDX-License-Identifier: MIT
"""The fields of one server in a dialog, each with a note below it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.server_form import Draft, Field, ServerForm
from exchpatch_gui.views.dialogs.frame import ServersDialog, TextField, line_field, plain
from exchpatch_gui.views.dialogs.notes import Note
from exchpatch_gui.views.dialogs.tag_field import TagField
from exchpatch_gui.views.theme import UNIT, Theme

_FORM_LETTERS = 46
_NOTE_LINES = 4


class ServerFieldsDialog(ServersDialog):
    """Has the fields; what they amount to is the business of the dialog that is made of it.

    Attributes:
        fields: Those that can be wrong.
        notes_below: What says so.

    Signals:
        edited: Something else stands in a field.
    """

    edited = Signal()

    def __init__(
        self, workspace: Workspace, theme: Theme, parent: QWidget | None, form: ServerForm
    ) -> None:
        super().__init__(workspace, theme, parent)
        self._form = form
        self.make_fields()

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

    def make_fields(self) -> None:
        """Make every field, empty."""
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
        self.fields: dict[Field, QWidget] = {
            Field.ADDRESS: self.address,
            Field.NAME: self.name,
            Field.GROUP: self.customer,
            Field.TAGS: self.tags,
            Field.NOTES: self.notes,
        }
        self.notes_below = {name: Note(self.theme) for name in Field}

    def form_column(self) -> QVBoxLayout:
        """Put the fields below one another, each with its note."""
        column = QVBoxLayout()
        column.setSpacing(UNIT + UNIT // 2)
        labels = {Field.GROUP: "dialog.customer"}
        for name, field in self.fields.items():
            field.setMinimumWidth(self.letters(_FORM_LETTERS))
            place = self.labelled(labels.get(name, f"dialog.server.{name}"), field)
            place.addWidget(self.notes_below[name])
            column.addLayout(place, 1 if name is Field.NOTES else 0)
        # Room for two lines, so that the fields below stay where they are while one types.
        note = self.notes_below[Field.ADDRESS]
        note.setMinimumHeight(2 * note.text.fontMetrics().lineSpacing() + UNIT // 2)
        column.addWidget(self.enabled)
        return column

    def fill(self) -> None:
        """Show what is edited, and listen from then on."""
        draft = self._form.draft
        self.address.setText(draft.address)
        self.name.setText(draft.name)
        self.customer.setEditText(draft.group)
        self.tags.setText(draft.tags)
        self.notes.setPlainText(draft.notes)
        self.enabled.setChecked(draft.enabled)
        for field in (self.address, self.name, self.tags):
            field.textChanged.connect(self.edited)
        self.customer.editTextChanged.connect(self.edited)
        self.notes.textChanged.connect(self.edited)
        self.edited.emit()
