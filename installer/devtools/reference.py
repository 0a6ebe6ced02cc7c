# SPDX-License-Identifier: MIT
"""Writes docs/checks.md from the code, so that no check or probe goes undocumented.

Unlike the other modules here, this one runs inside the environment.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

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
ad any user of the domain. The rule is what the code says of itself.
"""

_AS_NEEDED = "those the case asks for"
_ADDRESS = re.compile(r"https://[^\"'\s)]+")

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
    yield "| check | judges | rule | needs the sections | Microsoft's page |\n|---|---|---|---|---|"
    for check in inside.discover():
        name = known[f"check.{check.id}"]
        needs = ", ".join(f"`{section_name(kind)}` ({block_of(kind)})" for kind in check.needs)
        pages = ", ".join(f"<{one}>" for one in _pages(check.judge))
        rule = _rule(check.judge)
        yield f"| `{check.id}` | {name} | {rule} | {needs or _AS_NEEDED} | {pages or '–'} |"
    yield "\n### What they say\n\n| check | variant | says |\n|---|---|---|"
    for check in inside.discover():
        for variant, title in titles(check.id, known).items():
            yield f"| `{check.id}` | {variant} | {_shown(title)} |"


def _rule(judge: Callable[..., object]) -> str:
    """Give what the function says of itself."""
    text = inspect.getdoc(judge.func if isinstance(judge, partial) else judge) or ""
    return " ".join(text.split()).replace("``", "`").replace("|", "\\|")


def _pages(judge: Callable[..., object]) -> list[str]:
    """Find the addresses a check gives with what it finds, in its module's helpers too."""
    found: list[str] = []
    waiting, looked_at = [judge], []
    while waiting:
        function = waiting.pop(0)
        if isinstance(function, partial):
            found += _addresses((function.args, function.keywords))
            function = function.func
        if function in looked_at:
            continue
        looked_at.append(function)
        text, module = inspect.getsource(function), inspect.getmodule(function)
        found += _addresses(text)
        for name in re.findall(r"\b[A-Za-z_]\w+", text):
            value = getattr(module, name, None)
            if inspect.isfunction(value) and inspect.getmodule(value) is module:
                waiting.append(value)
            elif isinstance(value, str | tuple):
                found += _addresses(value)
    return list(dict.fromkeys(found))


def _addresses(value: object) -> list[str]:
    return [one for one in _ADDRESS.findall(repr(value)) if not one.endswith("/")]


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
