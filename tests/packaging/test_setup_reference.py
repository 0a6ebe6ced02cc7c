# SPDX-License-Identifier: MIT
"""The documentation of installation logs names every cause there is."""

from __future__ import annotations

from devtools import setup_reference
from exchpatch_gui.collected.setup_log.causes.registry import ORDER


def test_the_table_of_causes_is_that_of_the_code():
    written = setup_reference.PAGE.read_text(encoding="utf-8")

    assert written == setup_reference.page(written), "run: python3 installer/dev.py docs"
    assert [cause for cause in ORDER if f"| `{cause}` |" not in written] == []
