# SPDX-License-Identifier: MIT
"""Writes docs/checks.md from the code, so that no check or probe goes undocumented.

Unlike the other modules here, this one runs inside the environment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from devtools import ROOT
from exchpatch_gui import resources
from exchpatch_gui.checks import base as checks
from exchpatch_gui.checks.inside import base as inside
from exchpatch_gui.collected.document import section_name
from exchpatch_gui.collected.section import block_of
from exchpatch_gui.probes import base as probes

PAGE = ROOT / "docs" / "checks.md"

_INTRODUCTION = """\
# Checks and probes

This page is written by `python3 installer/dev.py docs` from the code and its wording.

A probe observes and a check judges. Each finding of a result names the check that made it; the
table gives everything it may say. Words in angle brackets stand for what was found.
"""

_INSIDE = """\
They need what was [collected on the server](collected.md). Where a section is missing, each check
that needs it is grey and says why. Sections of the block local need an administrator of the
server, those of the block exchange the role View-Only Organization Management, those of the block
ad any user of the domain.
"""

Templates = Mapping[str, str]


def page() -> str:
    """Give the whole page."""
    known = templates()
    parts = (
        _INTRODUCTION,
        *_check_lines(known),
        *_inside_lines(known),
        *_probe_lines(known),
    )
    return "\n".join(parts) + "\n"


def templates() -> Templates:
    """Give every English sentence with its placeholders, by its id."""
    known: dict[str, str] = {}
    for file in sorted(resources.path("locale/en").glob("*.json")):
        known |= json.loads(file.read_text(encoding="utf-8"))
    return known


def titles(check_id: str, known: Templates) -> dict[str, str]:
    """Give what a check may say: variant to title, the plural where there are two forms."""
    pattern = re.compile(rf"finding\.{re.escape(check_id)}\.([^.]+)\.title(?:\.other)?")
    matches = (pattern.fullmatch(key) for key in sorted(known))
    return {match[1]: known[match[0]] for match in matches if match}


def _check_lines(known: Templates) -> Iterator[str]:
    yield "## Checks\n\n| check | variant | says |\n|---|---|---|"
    for check_id, _ in checks.discover():
        for variant, title in titles(check_id, known).items():
            yield f"| `{check_id}` | {variant} | {_shown(title)} |"


def _inside_lines(known: Templates) -> Iterator[str]:
    yield "\n## Checks of collected facts\n\n" + _INSIDE
    yield "| check | judges | needs the sections | variant | says |\n|---|---|---|---|---|"
    for check in inside.discover():
        name = known[f"check.{check.id}"]
        needs = ", ".join(f"`{section_name(kind)}` ({block_of(kind)})" for kind in check.needs)
        for variant, title in titles(check.id, known).items():
            yield f"| `{check.id}` | {name} | {needs or '–'} | {variant} | {_shown(title)} |"


def _probe_lines(known: Templates) -> Iterator[str]:
    yield "\n## Probes\n\n[probes.md](probes.md) tells what each of them sends."
    yield "\n| probe | looks at | runs | port |\n|---|---|---|---|"
    for probe in probes.discover():
        name = known[f"word.probe.{probe.id}"]
        when = f"with `--probe {probe.id}`" if probe.optional else "always"
        yield f"| `{probe.id}` | {name} | {when} | {probe.default_port or 'of the target'} |"


def _shown(template: str) -> str:
    return re.sub(r"\{(\w+)\}", r"‹\1›", template).replace("|", "\\\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
