# SPDX-License-Identifier: MIT
"""How servers are asked: how many at once, how long, and which further questions."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from exchpatch_gui.config.limits import within
from exchpatch_gui.config.settings import ProbeSettings, Settings
from exchpatch_gui.views.dialogs.frame import mark
from exchpatch_gui.views.dialogs.settings.page import Page
from exchpatch_gui.views.theme import Theme
from exchpatch_gui.wording import Wording

OPTIONAL_PROBES = ("smtp", "imap", "pop3", "ntlm", "farm", "exporttool")
"""Ids of the probes that run only when asked for, in the order they are offered."""


class NetworkPage(Page):
    """Limits and optional probes, each with what it asks."""

    name = "network"
    sign = "link"

    def __init__(self, theme: Theme, words: Wording, parent: QWidget) -> None:
        super().__init__(theme, words, parent)
        self.heading("network.limits")
        seconds = "network.seconds"
        self.concurrency = self.number(
            "network.concurrency.value", within(ProbeSettings, "concurrency")
        )
        self.timeout = self.number(seconds, within(ProbeSettings, "timeout"))
        self.deadline = self.number(seconds, within(ProbeSettings, "deadline"), 5)
        grid = self.add_grid()
        rows = (
            ("concurrency", self.concurrency),
            ("timeout", self.timeout),
            ("deadline", self.deadline),
        )
        for row, (key, control) in enumerate(rows):
            label = QLabel(self.say(f"network.{key}"), self)
            label.setBuddy(control)
            self.name_control(control, label.text())
            grid.addWidget(label, row, 0)
            control.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            grid.addWidget(control, row, 1)
        grid.setColumnStretch(2, 1)
        self.wrong = self.sentence(self.say("network.order"), "wrong")
        self.wrong.hide()
        self.add(self.wrong)
        self.heading("network.probes")
        self.add(self.hint("network.probes.hint"))
        self.probes = {one: self.check_box(f"network.probe.{one}") for one in OPTIONAL_PROBES}
        self.end()
        self.changed.connect(self._refresh)

    def show_settings(self, settings: Settings) -> None:
        probing = settings.probing
        self.concurrency.setValue(probing.concurrency)
        self.timeout.setValue(round(probing.timeout))
        self.deadline.setValue(round(probing.deadline))
        for probe, box in self.probes.items():
            box.setChecked(probe in probing.probes)

    def take_settings(self, settings: Settings) -> Settings:
        old = settings.probing
        others = tuple(one for one in old.probes if one not in self.probes)
        chosen = tuple(one for one, box in self.probes.items() if box.isChecked())
        probing = ProbeSettings(
            concurrency=self.concurrency.value(),
            timeout=_seconds(old.timeout, self.timeout.value()),
            deadline=_seconds(old.deadline, self.deadline.value()),
            probes=chosen + others,
        )
        return replace(settings, probing=probing)

    def fault(self) -> QWidget | None:
        return self.deadline if self.deadline.value() < self.timeout.value() else None

    def _refresh(self) -> None:
        wrong = self.fault() is not None
        mark(self.deadline, wrong=wrong)
        self.wrong.setVisible(wrong)


def _seconds(old: float, shown: int) -> float:
    """Keep a fraction that the control doesn't show, unless the number was changed."""
    return old if round(old) == shown else float(shown)
