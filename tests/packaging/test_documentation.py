# SPDX-License-Identifier: MIT
"""The documentation names everything there is, and nothing there isn't."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from devtools import reference
from exchpatch_gui.checks.base import discover as discover_checks
from exchpatch_gui.probes.base import discover as discover_probes

ROOT = Path(__file__).resolve().parents[2]
COMMAND_LINE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def help_of(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "exchpatch_gui", *command, "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def commands_in(help_text: str) -> list[str]:
    """Read the names of sub-commands out of a help text."""
    return re.findall(r"^ {4}([a-z]+(?:-[a-z]+)*)(?: {2,}|$)", help_text, re.MULTILINE)


@pytest.fixture(scope="module")
def helps() -> dict[str, str]:
    """The help of every command, and of every action of those that have some."""
    found = {name: help_of(name) for name in commands_in(help_of())}
    for name in list(found):
        for action in commands_in(found[name]):
            found[f"{name} {action}"] = help_of(name, action)
    return found


def options_in(text: str) -> set[str]:
    return set(re.findall(r"--[a-z][a-z-]+", text))


def test_every_command_is_documented(helps: dict[str, str]):
    missing = [name for name in helps if f"exchpatch {name}" not in COMMAND_LINE]

    assert {"check", "servers add", "import-healthchecker", "sign-ins pins", "demo"} <= helps.keys()
    assert missing == []


def test_options_and_their_documentation_are_the_same(helps: dict[str, str]):
    offered = options_in(help_of()).union(*map(options_in, helps.values()))

    assert options_in(COMMAND_LINE) == offered


def test_every_help_has_an_example(helps: dict[str, str]):
    assert [
        name for name, text in helps.items() if f"exchpatch {name.split()[0]}" not in text
    ] == []


def test_every_check_has_its_wording():
    known = reference.templates()
    for check_id, _ in discover_checks():
        variants = reference.titles(check_id, known)
        assert variants, f"{check_id} says nothing"
        for variant in variants:
            detail = f"finding.{check_id}.{variant}.detail"
            assert detail in known or f"{detail}.other" in known, f"{detail} is missing"


def test_the_page_of_checks_and_probes_is_that_of_the_code():
    written = reference.PAGE.read_text(encoding="utf-8")

    assert written == reference.page(), "run: python3 installer/dev.py docs"


def test_every_check_tells_when_it_shows_which_light_and_where_that_comes_from():
    page = reference.page()
    outside, _, inside = page.partition("\n## Checks of collected facts\n")
    rows = [
        row.split(" | ")
        for part in (outside, inside)
        for row in part.partition("\n### ")[0].splitlines()
        if row.startswith("| `")
    ]
    light = re.compile(r"\b(?:red|yellow|green|grey|information)\b", re.IGNORECASE)

    assert len(rows) > 150
    assert [row[0] for row in rows if not light.search(" ".join(row[1:]))] == []
    assert [row[0] for row in rows if row[-1] == "– |"] == []


def test_every_probe_says_what_it_sends():
    page = (ROOT / "docs" / "probes.md").read_text(encoding="utf-8")

    assert [probe.id for probe in discover_probes() if f"`{probe.id}`" not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path):
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)

    assert [target for target in targets if not (page.parent / target).exists()] == []
