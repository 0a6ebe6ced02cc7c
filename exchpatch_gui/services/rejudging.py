# SPDX-License-Identifier: MIT
"""What stored evidence means today: a day has passed, or a newer catalogue is in use."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import date

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.domain.outline import Change, Outline
from exchpatch_gui.domain.outlining import outline
from exchpatch_gui.services.clock import Clock
from exchpatch_gui.services.session import Session

_AT_ONCE = 25


def judge_anew(
    paths: AppPaths,
    catalogue: Catalogue,
    day: date,
    clock: Clock,
    stop: threading.Event,
    *,
    by_other_rules: bool = False,
) -> Mapping[int, Outline]:
    """Judge what was last seen on every server whose result is of another day or catalogue.

    It opens the data directory by itself, so any thread may do it. Nothing is stored.

    Args:
        paths: The data directory.
        catalogue: To judge by.
        day: To judge as on.
        clock: Gives the current time.
        stop: When set, what is done so far is given.
        by_other_rules: The user's choices have changed what counts: judge every server.

    Raises:
        StorageError: The results can't be read.
    """
    found: dict[int, Outline] = {}
    with Session.open(paths, clock=clock) as session:
        before = session.outlines()
        ids = tuple(before) if by_other_rules else session.judged_otherwise(day, catalogue.date)
        servers = {one.id: one for one in session.servers()}
        judge = session.judge(catalogue, day)
        for start in range(0, len(ids), _AT_ONCE):
            if stop.is_set():
                break
            some = tuple(servers[one] for one in ids[start : start + _AT_ONCE] if one in servers)
            for result in session.latest(some, judge):
                assert result.server is not None
                old = before.get(result.server.id)
                brief = outline(result, old)
                if old is not None and old.light is not brief.light:
                    # It did not change when it was seen, but when it was judged anew.
                    brief = brief._replace(change=Change(clock(), old.light))
                found[result.server.id] = brief
    return found
