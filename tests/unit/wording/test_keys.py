# SPDX-License-Identifier: MIT
"""What the code asks for is there: sentences of errors, checks, probes and messages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import exchpatch_gui
from exchpatch_gui import errors, wording
from exchpatch_gui.checks import base as outside
from exchpatch_gui.checks.inside import base as inside
from exchpatch_gui.probes.base import discover as probes

WORDS = wording.load()
KEYS = WORDS.keys()
_ERRORS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.UserError)
}
CHECKS = [check_id for check_id, _ in outside.discover()] + [one.id for one in inside.discover()]


@cache
def calls() -> tuple[ast.Call, ...]:
    files = sorted(Path(exchpatch_gui.__file__).parent.rglob("*.py"))
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in files)
    return tuple(node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))


def first_texts(names: set[str]) -> Iterator[str]:
    """Give the plain first argument of each call of one of these."""
    for call in calls():
        called = call.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        first = call.args[0] if call.args else None
        if name in names and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


def test_every_error_says_what_is_wrong_and_what_helps():
    raised = set(first_texts(_ERRORS))

    missing = [
        f"error.{key}.{part}"
        for key in sorted(raised)
        for part in ("message", "hint")
        if not WORDS.has(f"error.{key}.{part}")
    ]

    assert len(raised) > 40
    assert missing == []


def test_every_message_has_its_sentence():
    given = set(first_texts({"Message"}))

    assert len(given) > 40
    assert [key for key in sorted(given) if not WORDS.has(key)] == []


def test_every_text_of_a_sentence_that_is_asked_for_whole_is_there():
    asked = {key for key in first_texts({"text"}) if key.count(".") and "/" not in key}
    known = {key.removeprefix("panel.") for key in KEYS} | KEYS

    assert [key for key in sorted(asked) if not {key, f"{key}.other"} & known] == []


@pytest.mark.parametrize("check_id", CHECKS)
def test_every_check_says_something(check_id: str):
    assert [key for key in KEYS if key.startswith(f"finding.{check_id}.")]


def test_every_finding_belongs_to_a_check():
    stems = tuple(f"finding.{one}." for one in (*CHECKS, "not_collected"))
    said = [key for key in KEYS if key.startswith("finding.")]

    assert [key for key in sorted(said) if not key.startswith(stems)] == []


@pytest.mark.parametrize("probe_id", [one.id for one in probes()])
def test_every_probe_has_a_name(probe_id: str):
    assert WORDS.has(f"word.probe.{probe_id}")


def test_every_language_is_loaded_whole():
    sizes = {language: len(wording.load(language).keys()) for language in wording.LANGUAGES}

    assert set(sizes.values()) == {len(KEYS)}
