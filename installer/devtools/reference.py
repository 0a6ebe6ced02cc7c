# SPDX-License-Identifier: MIT
"""Writes docs/checks.md from the code, so that no check or probe goes undocumented.

Unlike the other modules here, this one runs inside the environment.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from devtools import ROOT
from exchpatch_gui import resources
from exchpatch_gui.checks import base as checks
from exchpatch_gui.checks.inside import base as inside
from exchpatch_gui.collected.document import section_name
from exchpatch_gui.collected.section import block_of
from exchpatch_gui.domain.lights import Weight
from exchpatch_gui.probes import base as probes

PAGE = ROOT / "docs" / "checks.md"

_INTRODUCTION = """\
# Checks and probes

This page is written by `python3 installer/dev.py docs` from the code and its wording.

A probe observes and a check judges. Each finding of a result names the check that made it; the
table gives everything it may say. Words in angle brackets stand for what was found.
"""

_INSIDE = """\
They need what was [collected on the server](collected.md). Where a section or the value itself is
missing, each check that needs it is grey and says why. Sections of the block local need an
administrator of the server, those of the block exchange the role View-Only Organization
Management, those of the block ad any user of the domain. The rule is what the code says of itself.
"""

_OUTSIDE = """\
They need what the probes saw, or the build that was collected. The rule is what the code says of
itself.
"""

_AS_NEEDED = "those the case asks for"
_WEIGHTS = {
    Weight.SPEED: "As advice on speed it counts as yellow at most.",
    Weight.FARM: "As advice for large farms it counts as yellow there, as information elsewhere.",
}
_ADDRESS = re.compile(r"https://\S+[^\s.]")
_SOURCE = re.compile(r"^Source: (.+?)\.?$", re.MULTILINE)
_NUMBER = re.compile(r"(ADV|CVE-)?\d{4}-?\d+")

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
    yield "## Checks\n\n" + _OUTSIDE
    yield "| check | rule | source |\n|---|---|---|"
    for check_id, judge in checks.discover():
        yield f"| `{check_id}` | {_rule(judge)} | {_sources(check_id, judge)} |"
    yield from _said((check_id for check_id, _ in checks.discover()), known)


def _inside_lines(known: Templates) -> Iterator[str]:
    yield "\n## Checks of collected facts\n\n" + _INSIDE
    yield "| check | judges | rule | needs the sections | source |\n|---|---|---|---|---|"
    for check in inside.discover():
        name = known[f"check.{check.id}"]
        needs = ", ".join(f"`{section_name(kind)}` ({block_of(kind)})" for kind in check.needs)
        rule = " ".join((_rule(check.judge), *_exceptions(check)))
        sources = _sources(check.id, check.judge)
        yield f"| `{check.id}` | {name} | {rule} | {needs or _AS_NEEDED} | {sources} |"
    yield from _said((check.id for check in inside.discover()), known)


def _said(check_ids: Iterable[str], known: Templates) -> Iterator[str]:
    yield "\n### What they say\n\n| check | variant | says |\n|---|---|---|"
    for check_id in check_ids:
        for variant, title in titles(check_id, known).items():
            yield f"| `{check_id}` | {variant} | {_shown(title)} |"


def _rule(judge: Callable[..., object]) -> str:
    """Give what the function says of itself, and what it was registered with."""
    text = _SOURCE.sub("", inspect.getdoc(_function(judge)) or "")
    given = judge.keywords if isinstance(judge, partial) else {}
    more = (
        f"{name.capitalize()}: {', '.join('`' + '/'.join(one) + '`' for one in values)}."
        for name, values in given.items()
    )
    return " ".join((*text.split(), *more)).replace("``", "`").replace("|", "\\|")


def _exceptions(check: inside.InsideCheck) -> Iterator[str]:
    if check.weight in _WEIGHTS:
        yield _WEIGHTS[check.weight]
    if not check.on_edge:
        yield "Not on Edge servers."


def _sources(check_id: str, judge: Callable[..., object]) -> str:
    """Give the pages a rule comes from, else what its function names instead."""
    number = _NUMBER.search(check_id)
    own = ("" if number[1] else "CVE-") + number[0] if number else ""
    pages = [one + own if one.endswith("/") else one for one in _pages(judge)]
    words = _SOURCE.search(inspect.getdoc(_function(judge)) or "")
    return ", ".join(f"<{one}>" for one in pages) or (words[1] if words else "–")


def _function(judge: Callable[..., object]) -> Callable[..., object]:
    return judge.func if isinstance(judge, partial) else judge


def _pages(judge: Callable[..., object]) -> list[str]:
    """Find the addresses a check names or gives with what it finds, in its module's helpers too."""
    found: list[str] = []
    waiting, looked_at = [_function(judge)], set(_registered())
    while waiting:
        function = waiting.pop(0)
        module = inspect.getmodule(function)
        for node in ast.walk(ast.parse(inspect.getsource(function))):
            if isinstance(node, ast.Constant):
                found += _addresses(node.value)
            value = getattr(module, node.id, None) if isinstance(node, ast.Name) else None
            if inspect.isfunction(value) and inspect.getmodule(value) is module:
                waiting += [] if value in looked_at else [value]
                looked_at.add(value)
            elif isinstance(value, str | tuple):
                found += _addresses(value)
    return list(dict.fromkeys(found))


def _registered() -> Iterator[Callable[..., object]]:
    yield from (judge for _, judge in checks.discover())
    yield from (_function(check.judge) for check in inside.discover())


def _addresses(value: object) -> list[str]:
    texts = value if isinstance(value, tuple) else (value,)
    return [one for text in texts if isinstance(text, str) for one in _ADDRESS.findall(text)]


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
