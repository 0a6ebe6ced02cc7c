# SPDX-License-Identifier: MIT
"""The one door for people who work with a checkout: every command does its own set-up.

``python3 installer/dev.py run demo --pdf demo.pdf`` and ``python3 installer/dev.py test`` are all
that a fresh machine with Python 3.11 or newer needs.
"""

from __future__ import annotations

import sys

from devtools.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
