# SPDX-License-Identifier: MIT
"""The ways in: ``python -m exchpatch_gui`` and ``exchpatch-gui``, and the command ``exchpatch``."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

# By default the collector looks for garbage after every 700 new objects. A command makes some
# ten thousand that stay until its end, and looking at them again and again took a tenth of it.
_OBJECTS_BETWEEN_COLLECTIONS = 50_000
_FLAGS = ("--demo", "--in-background")
_PLACE = "--data-dir"


def main() -> None:
    """Show the window, or run the command if one is named; end with its exit code."""
    arguments = sys.argv[1:]
    if not wants_window(arguments):
        command()
    from exchpatch_gui.viewmodels.interpreter import (  # noqa: PLC0415 (a command never loads Qt)
        hurry,
    )

    hurry()
    from exchpatch_gui.app import run  # noqa: PLC0415 (likewise)

    _end(run(arguments))


def command() -> NoReturn:
    """Run the command line and end with its exit code."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from exchpatch_gui.cli.main import run  # noqa: PLC0415 (the window never loads the commands)

    code = run(sys.argv[1:])
    gc.freeze()  # else the interpreter looks through everything once more before it ends
    sys.exit(code)


def _end(code: int) -> NoReturn:
    """End the process at once.

    All is stored and closed. Taking the interpreter apart object by object takes as long as
    several frames, and Qt's objects have been known to crash on the way.
    """
    import logging  # noqa: PLC0415 (a command ends in another way)

    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a program with a window may have none
            stream.flush()
    os._exit(code)


def wants_window(arguments: Sequence[str]) -> bool:
    """Tell whether nothing but options of the window is given."""
    rest = list(arguments)
    while rest:
        option = rest.pop(0)
        if option == _PLACE:
            if not rest:
                return False
            rest.pop(0)
        elif option not in _FLAGS and not option.startswith(f"{_PLACE}="):
            return False
    return True


if __name__ == "__main__":
    main()
