# SPDX-License-Identifier: MIT
"""What a window asks of Python, in a process of its own, for it holds for all of a process."""

from __future__ import annotations

import json
import subprocess
import sys

_CODE = """
import gc, json, linecache, sys
from exchpatch_gui.viewmodels import interpreter
interpreter.hurry()
hurried = gc.isenabled()
import exchpatch_gui.app
read = [one for one in linecache.cache if "exchpatch_gui" in one]
interpreter.settle()
print(json.dumps([hurried, read, gc.isenabled(), sys.getswitchinterval()]))
"""


def test_nothing_is_read_or_looked_through_before_the_first_frame():
    done = subprocess.run(
        [sys.executable, "-c", _CODE], capture_output=True, text=True, timeout=60, check=True
    )

    looked_through, sources, again, switch = json.loads(done.stdout)
    assert not looked_through
    assert sources == []
    assert again
    assert switch < 0.005
