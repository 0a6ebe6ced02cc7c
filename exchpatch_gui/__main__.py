# SPDX-License-Identifier: MIT
"""The way in: ``python -m exchpatch_gui`` and the command ``exchpatch``."""

from __future__ import annotations

import sys

from exchpatch_gui.cli.main import run


def main() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
