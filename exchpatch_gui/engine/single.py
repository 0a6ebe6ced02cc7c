# SPDX-License-Identifier: MIT
"""A run without an engine: results that were judged one by one."""

from __future__ import annotations

import os
from datetime import datetime

from exchpatch_gui import __version__
from exchpatch_gui.domain.runs import CheckRun, ServerResult, Trigger
from exchpatch_gui.engine.evaluate import Judge


def run_of(
    judge: Judge, results: tuple[ServerResult, ...], trigger: Trigger, now: datetime
) -> CheckRun:
    """Gather results that this judge has given into one run."""
    return CheckRun(
        id=os.urandom(16).hex(),
        started=now,
        finished=now,
        trigger=trigger,
        app_version=__version__,
        day=judge.day,
        catalogue=judge.info,
        results=results,
    )
