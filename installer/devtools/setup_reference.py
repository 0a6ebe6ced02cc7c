# SPDX-License-Identifier: MIT
"""Writes the table of docs/setup-logs.md from the code, so that no cause goes undocumented.

Like ``reference``, this module runs inside the environment.
"""

from __future__ import annotations

from collections.abc import Iterator

from devtools import ROOT
from devtools.reference import templates
from exchpatch_gui.collected.setup_log.causes.readiness import OTHER_CHECK
from exchpatch_gui.collected.setup_log.causes.registry import ALL, ORDER, SOURCES

PAGE = ROOT / "docs" / "setup-logs.md"
_BEGIN, _END = "<!-- causes -->\n", "<!-- /causes -->"
_SHOWN_CHECKS = 2


def page(written: str) -> str:
    """Give the page with its table renewed."""
    before, _, rest = written.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}{''.join(_table())}{_END}{after}"


def _table() -> Iterator[str]:
    known = templates()
    yield "| cause | says | known by | source |\n|---|---|---|---|\n"
    for cause in sorted(ORDER, key=ORDER.__getitem__):
        title = known.get(f"setup.{cause}.title") or known[f"setup.{cause}.title.other"]
        shown = title.replace("{", "‹").replace("}", "›")
        link = f"[{SOURCES[cause].split('/')[2]}]({SOURCES[cause]})"
        yield f"| `{cause}` | {shown} | {_known_by(cause)} | {link} |\n"


def _known_by(cause_id: str) -> str:
    rows = [one for one in ALL if one.id == cause_id]
    checks = [name for one in rows for name in one.rules]
    signs = [sign for one in rows for sign in one.signs]
    parts = []
    if checks:
        named = ", ".join(f"`{one}`" for one in checks[:_SHOWN_CHECKS])
        more = f" and {len(checks) - _SHOWN_CHECKS} more" if len(checks) > _SHOWN_CHECKS else ""
        parts.append(f"readiness check {named}{more}")
    if signs:
        parts.append("sign " + ", ".join(f"`{one.strip()}`" for one in signs))
    if cause_id == OTHER_CHECK.id:
        parts.append("any other readiness check")
    return "; ".join(parts) or "what the script did and didn’t undo"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
