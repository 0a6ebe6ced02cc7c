# SPDX-License-Identifier: MIT
"""Asks whether a certificate that this computer doesn't trust is to be trusted at one place."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.domain.text import clean
from exchpatch_gui.net.tls import TlsFacts
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.views.dialogs.frame import ServersDialog
from exchpatch_gui.views.dialogs.notes import Note, Said
from exchpatch_gui.views.theme import UNIT, Theme, set_kind

_LETTERS = 66
_NAMES_AT_MOST = 12


class TrustDialog(ServersDialog):
    """Shows what the certificate says of itself; Enter and Escape don't trust it.

    Args:
        workspace: Says the language.
        theme: The look.
        place: Where it was shown.
        shown: The certificate.
        why: Why this computer doesn't trust it.
        parent: The window it belongs to.
    """

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        place: Target,
        shown: TlsFacts,
        why: str,
        parent: QWidget | None,
    ) -> None:
        super().__init__(workspace, theme, parent)
        self.setWindowTitle(self.say("signing.trust.title"))
        sentence = QLabel(self.say("signing.trust.text", {"place": str(place)}))
        sentence.setFont(theme.font(1.1, bold=True))
        sentence.setWordWrap(True)
        sentence.setTextFormat(Qt.TextFormat.PlainText)
        sentence.setMinimumWidth(self.letters(_LETTERS))
        self.body.addWidget(sentence)
        note = Note(theme)
        note.say(Said(why, "", TrafficLight.YELLOW))
        self.body.addWidget(note)
        self.body.addLayout(self._facts(shown))
        advice = QLabel(self.say("signing.trust.advice"))
        advice.setWordWrap(True)
        set_kind(advice, "muted")
        self.body.addWidget(advice)
        self.body.addStretch(1)
        self.trust_button = self.button("signing.trust.do", "danger")
        self.trust_button.clicked.connect(self.accept)
        self.cancel_button = self.button("signing.trust.not", "primary")
        self.cancel_button.clicked.connect(self.reject)
        self.add_buttons(self.cancel_button, self.trust_button)
        self.cancel_button.setFocus()

    def _facts(self, shown: TlsFacts) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(2 * UNIT)
        form.setVerticalSpacing(UNIT)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        names = shown.names[:_NAMES_AT_MOST]
        more = "…" if len(shown.names) > len(names) else ""
        days = (one.date() if one else None for one in (shown.starts, shown.ends))
        begin, end = map(self.words.value, days)
        for key, text in (
            ("names", ", ".join((*names, more)).rstrip(", ") or shown.subject),
            ("subject", shown.subject),
            ("issuer", shown.issuer),
            ("dates", self.say("signing.trust.period", {"begin": begin, "end": end})),
            ("key", ", ".join(one for one in (shown.key, shown.signature) if one)),
        ):
            if text:
                form.addRow(self._name(key), self._value(clean(text, 600)))
        digits = self._value("\n".join(grouped(shown.fingerprint)))
        digits.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        form.addRow(self._name("fingerprint"), digits)
        return form

    def _name(self, key: str) -> QLabel:
        label = QLabel(self.say(f"signing.trust.{key}"))
        set_kind(label, "muted")
        return label

    def _value(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


def grouped(fingerprint: str) -> Iterable[str]:
    """Write a fingerprint as Windows does, in lines that can be compared by eye."""
    pairs = [fingerprint[place : place + 2].upper() for place in range(0, len(fingerprint), 2)]
    return (" ".join(pairs[place : place + 16]) for place in range(0, len(pairs), 16))
