# SPDX-License-Identifier: MIT
"""What the form of a server says below its fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.errors import UserError
from exchpatch_gui.viewmodels.addresses import short
from exchpatch_gui.viewmodels.server_form import Field, Reading, ServerForm
from exchpatch_gui.views.ask import sentences
from exchpatch_gui.views.dialogs.notes import Said
from exchpatch_gui.wording import Wording


class Deeds(NamedTuple):
    """What the links do.

    Attributes:
        show: Leads to another server of the list.
        find: Looks for the servers of the domain.
        use: Puts an address into the field.
    """

    show: Callable[[Server], None]
    find: Callable[[], None]
    use: Callable[[str], None]


class AddressTeller:
    """Words what is right, what is wrong, and what can be done about it."""

    def __init__(self, words: Wording, form: ServerForm, deeds: Deeds) -> None:
        self._say = words.text
        self._words = words
        self._form = form
        self._deeds = deeds

    def nothing(self, name: Field, address: str) -> Said:
        """Say what belongs into a field that is only unfinished."""
        empty = name is Field.ADDRESS and not address.strip()
        return Said(self._say("dialog.server.address.hint")) if empty else Said()

    def fault(self, fault: UserError, reading: Reading, name: Field) -> Said:
        """Say what is wrong with a field, and what was perhaps meant."""
        message, hint = sentences(self._words, fault)
        if name is not Field.ADDRESS or reading.suggestion is None:
            return Said(message, hint, TrafficLight.RED)
        target = short(reading.suggestion)
        link = self._say("dialog.server.use", {"target": target})
        return Said(message, "", TrafficLight.RED, link, lambda: self._deeds.use(target))

    def address(self, reading: Reading) -> Said:
        """Say what an address that can be read amounts to."""
        other, target, domain = reading.duplicate, reading.target, reading.domain
        if other is not None:
            kind = ".customer" if other.group else ""
            values = {"name": other.name, "customer": other.group}
            text = self._say(f"dialog.server.duplicate{kind}", values)
            show = self._say("dialog.server.show")
            return Said(text, "", TrafficLight.YELLOW, show, lambda: self._deeds.show(other))
        if domain:
            kind = "mail-address" if target is None else "domain"
            text = self._say(f"dialog.server.{kind}", {"domain": domain})
            find = self._say("dialog.server.find")
            return Said(text, "", TrafficLight.INFO, find, self._deeds.find)
        if target is None:
            return Said()
        edited = self._form.server
        if edited is not None and edited.target != target:
            values = {"target": short(target), "before": short(edited.target)}
            return Said(self._say("dialog.server.moved", values))
        return Said(self._say("dialog.server.read", {"target": short(target)}))
