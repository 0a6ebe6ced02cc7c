# SPDX-License-Identifier: MIT
"""Where passwords are kept, or why they can't be, in a sentence."""

from __future__ import annotations

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.viewmodels.sign_in_book import VaultState
from exchpatch_gui.viewmodels.sign_in_texts import vault_key
from exchpatch_gui.views import ask
from exchpatch_gui.views.dialogs.notes import Said
from exchpatch_gui.wording import Wording


def vault_said(words: Wording, state: VaultState | None) -> Said:
    """Say it; nothing while the vault has not answered."""
    if state is None:
        return Said(words.text("signing.vault.asking"))
    if state.fault is not None:
        return Said(*ask.sentences(words, state.fault), TrafficLight.YELLOW)
    name = words.text(vault_key())
    return Said(words.text("signing.vault.kept", {"vault": name}), light=TrafficLight.GREEN)
