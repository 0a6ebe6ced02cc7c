# SPDX-License-Identifier: MIT
"""Where a sign-in is used: for one customer or tag, or for several at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QWidget

from exchpatch_gui.domain.sign_ins import ChosenSignIn, Scope, SignIn
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import UserError
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.places import Place, PlacesModel
from exchpatch_gui.viewmodels.sign_in_book import SignInBook
from exchpatch_gui.viewmodels.sign_in_choice import choice_of, store_choice
from exchpatch_gui.views.dialogs.frame import ServersDialog
from exchpatch_gui.views.dialogs.rows_view import RowsView
from exchpatch_gui.views.dialogs.sign_in_picker import SignInPicker
from exchpatch_gui.views.theme import Theme, set_kind

_LETTERS = 60
_ROWS = 9


class PlaceDialog(ServersDialog):
    """Chooses who signs in to the servers of one customer or tag."""

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        book: SignInBook,
        place: Place,
        parent: QWidget | None,
    ) -> None:
        super().__init__(workspace, theme, parent)
        self._book = book
        self._place = place
        name = {"name": clean(place.name, 80)}
        self.setWindowTitle(self.say(f"signing.place.{place.scope}.title", name))
        text = _sentence(self.say(f"signing.place.{place.scope}", name))
        text.setMinimumWidth(self.letters(_LETTERS))
        self.body.addWidget(text)
        self.picker = SignInPicker(workspace, theme, book)
        assigned = book.assigned(place.scope, place.name)
        nothing = self.say("signing.place.nothing")
        self.picker.show_choice(choice_of(assigned), ChosenSignIn(None), nothing)
        self.picker.changed.connect(self.make_room)
        self.body.addLayout(self.labelled("signing.who", self.picker))
        self.body.addStretch(1)
        self.cancel_button = self.button("dialog.cancel")
        self.cancel_button.clicked.connect(self.reject)
        self.save_button = self.button("signing.save.edit", "primary")
        self.save_button.clicked.connect(self.accept)
        self.add_buttons(self.save_button, self.cancel_button)
        if book.vault is None and book.sign_ins():
            book.look()
        self.picker.box.setFocus()

    def accept(self) -> None:
        """Store what is chosen."""
        try:
            if self.picker.choice != choice_of(
                self._book.assigned(self._place.scope, self._place.name)
            ):
                store_choice(self._book, *self._place, self.picker.choice)
        except UserError as error:
            self.fail(error)
            return
        super().accept()


class PlacesDialog(ServersDialog):
    """Ticks the customers and tags for which one sign-in is used."""

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        book: SignInBook,
        sign_in: SignIn,
        parent: QWidget | None,
    ) -> None:
        super().__init__(workspace, theme, parent)
        label = {"label": clean(sign_in.label, 80)}
        self.setWindowTitle(self.say("signing.places.title", label))
        text = _sentence(self.say("signing.places.text"))
        text.setMinimumWidth(self.letters(_LETTERS))
        self.body.addWidget(text)
        inventory = workspace.inventory
        self.model = PlacesModel(book, sign_in, _places(inventory.groups(), inventory.tags()), self)
        self.table = PlacesView(self.model, theme)
        self.table.setAccessibleName(self.windowTitle())
        self.table.placeholder = self.say("signing.places.none")
        self.body.addWidget(self.table, 1)
        self.cancel_button = self.button("dialog.cancel")
        self.cancel_button.clicked.connect(self.reject)
        self.save_button = self.button("signing.save.edit", "primary")
        self.save_button.clicked.connect(self.accept)
        self.add_buttons(self.save_button, self.cancel_button)
        self.table.begin()

    def accept(self) -> None:
        """Store what is ticked."""
        try:
            self.model.store()
        except UserError as error:
            self.fail(error)
            return
        super().accept()


class PlacesView(RowsView):
    """A list in which a click or the space bar ticks a place."""

    def __init__(self, model: PlacesModel, theme: Theme) -> None:
        super().__init__(model, theme)
        self._places = model
        self.clicked.connect(model.toggle)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setVisible(model.rowCount() > 0)
        self.setMinimumHeight(self.row_height * _ROWS)

    def begin(self) -> None:
        """Take the focus on the first place."""
        self.setCurrentIndex(self._places.index(0, 0))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Select}:
            self._places.toggle(self.currentIndex())
            return
        super().keyPressEvent(event)


def _places(groups: Sequence[str], tags: Sequence[str]) -> tuple[Place, ...]:
    return (
        *(Place(Scope.CUSTOMER, one) for one in groups),
        *(Place(Scope.TAG, one) for one in tags),
    )


def _sentence(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    set_kind(label, "muted")
    return label
