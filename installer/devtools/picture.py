# SPDX-License-Identifier: MIT
"""Draws docs/images/terminal.svg: what a terminal shows of one command, as it is today.

Like ``reference``, this module runs inside the environment.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
from collections.abc import Sequence

from devtools import ROOT

PICTURE = ROOT / "docs" / "images" / "terminal.svg"
# Looking up a build needs no network, and a fixed day gives the same picture every time.
COMMAND = ("lookup", "15.2.2562.37", "--as-of", "2026-10-15")

_ROWS = 26
_COLUMNS = 98
_CHARACTER_WIDTH = 8.43
_ROW_HEIGHT = 19
_MARGIN = 22
_COLOURS = {"[!]": "#ff7b72", "[~]": "#e3b341", "[?]": "#9aa4ae", "[+]": "#56d364", "$": "#79c0ff"}
_FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img">
<title>What a terminal shows of: {title}</title>
<rect width="{width:.0f}" height="{height:.0f}" rx="9" fill="#0d1117"/>
<g font-family="monospace" font-size="14" fill="#e6edf3" xml:space="preserve">
{rows}
</g>
</svg>
"""


def draw(command: Sequence[str], output: str) -> str:
    """Give the picture of a command and the first rows of what it printed."""
    typed = f"exchpatch {' '.join(command)}"
    printed = output.splitlines()
    rows = [f"$ {typed}", *printed[:_ROWS], *(["    …"] if len(printed) > _ROWS else [])]
    return _FRAME.format(
        width=_COLUMNS * _CHARACTER_WIDTH + 2 * _MARGIN,
        height=len(rows) * _ROW_HEIGHT + 2 * _MARGIN,
        title=html.escape(typed),
        rows="\n".join(_row(number, text) for number, text in enumerate(rows)),
    )


def _row(number: int, text: str) -> str:
    sign = re.match(r"\s*(\[.\]|\$)", text)
    colour = f' fill="{_COLOURS[sign[1]]}"' if sign and sign[1] in _COLOURS else ""
    x, y = _MARGIN, _MARGIN + (number + 0.75) * _ROW_HEIGHT
    return f'<text x="{x}" y="{y:.0f}"{colour}>{html.escape(text)}</text>'


if __name__ == "__main__":
    shown = subprocess.run(
        [sys.executable, "-m", "exchpatch_gui", *COMMAND],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=False,
    )
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(draw(COMMAND, shown.stdout), encoding="utf-8", newline="\n")
