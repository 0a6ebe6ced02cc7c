# SPDX-License-Identifier: MIT
"""Long work for a worker thread, ordered in the main thread with all it needs to know."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence

from exchpatch_gui.domain.outline import Outline
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.services.workspace import Workspace


def order_report(
    workspace: Workspace, servers: Sequence[Server], form: str, customer: str = ""
) -> Callable[[], bytes]:
    """Order a report of these servers.

    Args:
        workspace: Says where the results are and what the user has chosen.
        servers: Those it covers.
        form: A value of ``reports.Format``.
        customer: Whose servers these are, or empty.
    """
    paths, clock = workspace.paths, workspace.clock
    chosen, words, covered = workspace.settings.report, workspace.words, tuple(servers)

    def work() -> bytes:
        from exchpatch_gui.services.reports import Format, ReportJob  # noqa: PLC0415 (loads much)

        job = ReportJob(
            paths=paths,
            servers=covered,
            day=workspace.day,
            format=Format(form),
            customer=customer,
            chosen=chosen,
            catalogue=workspace.catalogue,
            words=words,
            clock=clock,
        )
        return job.make()

    return work


def order_rejudging(
    workspace: Workspace, *, by_other_rules: bool = False
) -> Callable[[threading.Event], Mapping[int, Outline]]:
    """Order the latest results as they are judged today; the event ends the work early.

    Args:
        workspace: Says where the results are.
        by_other_rules: The user's choices have changed what counts: judge every server.
    """
    paths, clock = workspace.paths, workspace.clock

    def work(stop: threading.Event) -> Mapping[int, Outline]:
        from exchpatch_gui.services.rejudging import judge_anew  # noqa: PLC0415 (loads much)

        return judge_anew(
            paths,
            workspace.catalogue,
            workspace.day,
            clock,
            stop,
            by_other_rules=by_other_rules,
        )

    return work
