# SPDX-License-Identifier: MIT
"""The way in: ``python -m exchpatch_gui`` and the command ``exchpatch``."""

from __future__ import annotations

import gc
import sys

from exchpatch_gui.cli.main import run

# By default the collector looks for garbage after every 700 new objects. A command makes some
# ten thousand that stay until its end, and looking at them again and again took a tenth of it.
_OBJECTS_BETWEEN_COLLECTIONS = 50_000


def main() -> None:
    """Run the command line and end the process with its exit code."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    code = run(sys.argv[1:])
    gc.freeze()  # else the interpreter looks through everything once more before it ends
    sys.exit(code)


if __name__ == "__main__":
    main()
