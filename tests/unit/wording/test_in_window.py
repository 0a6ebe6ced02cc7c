# SPDX-License-Identifier: MIT
"""The window names what one clicks, the command what one types."""

from __future__ import annotations

import re

import pytest

from exchpatch_gui import wording
from tests.unit.wording.tables import tables

TYPED = re.compile(r"(?<![\w-])--[a-z]|exchpatch (?:lookup|catalogue|servers|judge|check)\b")
# What only the command says, and how to start the window itself in another place.
_OF_THE_COMMAND = re.compile(
    r"(cli|report\.terminal|setup|upkeep)\.|error\.(?!catalogue|name-server)"
    r"|failure\.tls-untrusted\.winrm"
)


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_no_sentence_of_the_window_asks_to_type_a_command(language: str):
    words = wording.load(language, wording.IN_WINDOW)

    typed = [
        key
        for key in sorted(words.keys())
        if not _OF_THE_COMMAND.match(key) and TYPED.search(words._table[key])
    ]

    assert typed == []


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_the_window_names_its_own_menus_and_settings(language: str):
    words = wording.load(language, wording.IN_WINDOW)

    said = words.text("failure.timeout.deadline.hint")
    brought = words.text("finding.catalogue.stale.old.remedy")

    assert words.text("around.settings.network") in said
    assert words.text("window.action.import-catalogue").rstrip("…") in brought
    assert words.text("window.more") in brought


def test_the_command_keeps_its_options():
    words = wording.load("en")

    assert "--deadline" in words.text("failure.timeout.deadline.hint")


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_what_stands_for_another_sentence_has_one(language: str):
    keys = wording.load(language).keys()
    ending = f".{wording.IN_WINDOW}"
    said = {key for texts in tables(language).values() for key in texts if key.endswith(ending)}

    assert said
    assert [one for one in sorted(said) if one.removesuffix(ending) not in keys] == []
    assert wording.load(language, wording.IN_WINDOW).keys() == keys
