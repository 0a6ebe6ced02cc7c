# SPDX-License-Identifier: MIT
"""``python -m devtools.screenshots FOLDER [--docs]``: pictures of the window in every state.

Each series has a process of its own, for language, scale and direction hold for a process. With
``--docs`` the few that the documentation shows are written anew. This module runs inside the
environment.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from devtools import ROOT
from devtools.scenes import empty_window, window_at_work
from devtools.scenes_of_updates import signed_in
from devtools.stage import Look, set_up, shrink
from exchpatch_gui import wording
from exchpatch_gui.config.settings import Theme

FOLDER = ROOT / "build" / "screenshots"
DOCS: Mapping[str, str] = {
    "window-light.png": "light/window-result.png",
    "window-dark.png": "dark/window-checking.png",
    "window-german.png": "de/window-result.png",
    "window-add.png": "light/dialog-edit-tested-red.png",
    "window-sign-in.png": "light/server-sign-in-tested.png",
    "window-update.png": "light/dialog-update.png",
}
"""Picture of ``docs/images`` to the one it is made from."""
_ACTS = {"empty": empty_window, "work": window_at_work, "inside": signed_in}
_ONE = "--one"


def looks() -> tuple[Look, ...]:
    """Give every series: both themes, every language, twice the scale, and mirrored."""
    others = (one for one in wording.LANGUAGES if one != "en")
    return (
        Look("light"),
        Look("dark", theme=Theme.DARK),
        *(Look(language, language=language) for language in others),
        Look("twice", scale=2),
        Look("mirrored", mirrored=True),
    )


def main(arguments: Sequence[str]) -> int:
    """Take all pictures and give an exit code."""
    if _ONE in arguments:
        folder, _, name, act = arguments
        return _take(Path(folder), name, act)
    folders = [one for one in arguments if not one.startswith("--")]
    target = Path(folders[0]) if folders else FOLDER
    for look in looks():
        for act in _ACTS:
            command = [sys.executable, "-m", "devtools.screenshots", str(target), _ONE, look.name]
            if code := subprocess.run([*command, act], check=False).returncode:
                return code
    if "--docs" in arguments:
        for name, source in DOCS.items():
            shrink(target / source, ROOT / "docs" / "images" / name)
    print(f"{sum(1 for _ in target.rglob('*.png'))} pictures are in {target}")
    return 0


def _take(folder: Path, name: str, act: str) -> int:
    look = next(one for one in looks() if one.name == name)
    with set_up(look, folder / name, demo=act != "empty") as stage:
        _ACTS[act](stage)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
