# SPDX-License-Identifier: MIT
"""The ways in: ``python -m exchpatch_gui`` and ``exchpatch-gui``, and the command ``exchpatch``."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

# By default the collector looks for garbage after every 700 new objects. A command makes some
# ten thousand that stay until its end, and looking at them again and again took a tenth of it.
# So does a window until its first frame.
_OBJECTS_BETWEEN_COLLECTIONS = 50_000
_FLAG = "--demo"
_PLACE = "--data-dir"


def main() -> None:
    """Show the window, or run the command if one is named; end with its exit code."""
    arguments = sys.argv[1:]
    if wants_window(arguments):
        from exchpatch_gui.app import run  # noqa: PLC0415 (a command never loads Qt)

        sys.exit(run(arguments))
    sys.exit(_run_command(arguments))


def wants_window(arguments: Sequence[str]) -> bool:
    """Tell whether nothing but options of the window is given."""
    rest = list(arguments)
    while rest:
        option = rest.pop(0)
        if option == _PLACE:
            if not rest:
                return False
            rest.pop(0)
        elif option != _FLAG and not option.startswith(f"{_PLACE}="):
            return False
    return True


def _run_command(arguments: Sequence[str]) -> int:
    from exchpatch_gui.cli.main import run  # noqa: PLC0415 (the window never loads the commands)

    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    code = run(arguments)
    gc.freeze()  # else the interpreter looks through everything once more before it ends
    return code


if __name__ == "__main__":
    main()
