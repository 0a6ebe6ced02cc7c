# SPDX-License-Identifier: MIT
"""Stores what the events of a run bring."""

from __future__ import annotations

from collections.abc import Sequence

from exchpatch_gui.domain.events import RunEvent, RunFinished, RunStarted, ServerFinished
from exchpatch_gui.domain.runs import CheckRun
from exchpatch_gui.storage.history import History
from exchpatch_gui.storage.records import RunRecord


class Recorder:
    """Writes runs and results; servers that aren't stored leave no trace."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._run_id = ""

    def keep(self, events: Sequence[RunEvent]) -> None:
        """Store events of one run in their order; neighbouring results in one transaction.

        A result is safe when this returns.

        Raises:
            StorageError: They can't be stored.
        """
        results: list[ServerFinished] = []
        for event in events:
            match event:
                case ServerFinished(server=server):
                    if server.id:
                        results.append(event)
                case RunStarted() if any(server.id for server in event.servers):
                    self._begin(event.run)
                case RunFinished(run=run) if run.id == self._run_id:
                    self._save(results)
                    results = []
                    self._history.finish(run.id, run.finished, complete=run.complete)
                case _:
                    pass
        self._save(results)

    def keep_whole(self, run: CheckRun, facts: Sequence[bytes] = ()) -> None:
        """Store a run whose results were judged one by one, each with the facts it rests on.

        Facts are packed documents, as in ``ServerFinished``.

        Raises:
            StorageError: It can't be stored.
        """
        self._begin(run)
        self._history.save(run.id, run.results, facts)
        self._history.finish(run.id, run.finished, complete=run.complete)

    def _begin(self, run: CheckRun) -> None:
        self._run_id = run.id
        self._history.begin(
            RunRecord(
                id=run.id,
                started=run.started,
                trigger=run.trigger,
                app_version=run.app_version,
                day=run.day,
                catalogue=run.catalogue,
            )
        )

    def _save(self, finished: Sequence[ServerFinished]) -> None:
        if finished:
            results = [one.result for one in finished]
            self._history.save(self._run_id, results, [one.facts for one in finished])
