# SPDX-License-Identifier: MIT
"""Where WinRM of a server answers: empty fields stand for what is usual."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.remotes import Channel, Remote
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.errors import UserError
from exchpatch_gui.services.sign_in_fields import read_remote
from exchpatch_gui.views import ask
from exchpatch_gui.views.dialogs.disclosure import Disclosure
from exchpatch_gui.views.dialogs.frame import line_field, mark
from exchpatch_gui.views.dialogs.notes import Note, Said
from exchpatch_gui.views.theme import UNIT, Theme, set_kind
from exchpatch_gui.wording import Wording


class RemoteFields(Disclosure):
    """Host with port, and how what is said is kept from others.

    Signals:
        changed: Something else stands there.
    """

    changed = Signal()

    def __init__(self, theme: Theme, words: Wording) -> None:
        super().__init__(theme, words.text("signing.remote"))
        self._words = words
        self._host = ""
        self.place = line_field("", words.text("signing.remote.host.hint"))
        self.channel = QComboBox()
        for channel in Channel:
            self.channel.addItem(words.text(f"signing.remote.{channel}"), channel)
        self.note = Note(theme)
        self.body.addLayout(self._labelled(theme, "host", self.place, self.note))
        self.body.addLayout(self._labelled(theme, "channel", self.channel))
        self.place.textChanged.connect(self._change)
        self.channel.currentIndexChanged.connect(self._change)
        self._tell()

    def show_remote(self, remote: Remote) -> None:
        """Show what is stored; it opens if something is unusual."""
        port = f":{remote.port}" if remote.port else ""
        self.place.setText(f"{Target(remote.host).netloc}{port}" if remote.host else "")
        self.channel.setCurrentIndex(self.channel.findData(remote.channel))
        self.open(is_open=remote != Remote())

    def show_host(self, host: str) -> None:
        """Show which host is usual: that of the server."""
        self._host = host
        self._tell()

    def read(self) -> Remote:
        """Give what stands in the fields; what is usual is empty.

        Raises:
            InputError: ``remote.host``.
        """
        return read_remote(self.place.text(), Channel(self.channel.currentData()))

    def point_at_fault(self, error: UserError) -> None:
        """Say what is wrong, and go there."""
        self.open()
        self._say(Said(*ask.sentences(self._words, error), TrafficLight.RED))
        self.place.setFocus()

    def _change(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        port = Remote(channel=Channel(self.channel.currentData())).usual_port
        host = self._host or self._words.text("dialog.server.address.example")
        self.place.setPlaceholderText(f"{host}:{port}")
        self._say(Said(self._words.text("signing.remote.host.hint")))

    def _say(self, said: Said) -> None:
        self.note.say(said)
        mark(self.place, wrong=said.light is TrafficLight.RED)

    def _labelled(
        self, theme: Theme, key: str, field: QWidget, note: QWidget | None = None
    ) -> QVBoxLayout:
        label = QLabel(self._words.text(f"signing.remote.{key}"))
        label.setFont(theme.small_font())
        set_kind(label, "muted")
        label.setBuddy(field)
        field.setAccessibleName(label.text())
        column = QVBoxLayout()
        column.setSpacing(UNIT // 2)
        column.addWidget(label)
        column.addWidget(field)
        if note is not None:
            column.addWidget(note)
        return column
