# SPDX-License-Identifier: MIT
"""Running a request in the foreground: progress, Ctrl-C, and the options of the probes."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from exchpatch_gui.cli.options import words
from exchpatch_gui.cli.progress import ProgressLine
from exchpatch_gui.domain.events import RunEvent
from exchpatch_gui.domain.evidence import SIGN_IN_PROBE
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.runs import CheckRun
from exchpatch_gui.engine.request import RunRequest
from exchpatch_gui.engine.runner import CheckEngine
from exchpatch_gui.errors import CommandError
from exchpatch_gui.net.trust import strict_context
from exchpatch_gui.services.container import optional_probes


def probe_options(options: argparse.Namespace) -> ProbeOptions:
    """Check and gather what the options say of the probes.

    Raises:
        CommandError: A probe is named that doesn't exist.
        MissingError: The file of certificates isn't there.
        InputError: It holds none that can be read.
    """
    known = {*optional_probes(), SIGN_IN_PROBE}
    ports = dict(options.port)
    for name in (*options.probe, *ports):
        if name not in known:
            raise CommandError("probe", name=name[:60], known=", ".join(sorted(known)))
    strict_context(options.ca_file, legacy=False)
    return ProbeOptions(
        extra=tuple(name for name in dict.fromkeys(options.probe) if name != SIGN_IN_PROBE),
        ports=ports,
        timeout=options.timeout,
        deadline=options.deadline,
        ca_file=options.ca_file,
    )


def run_until_done(
    engine: CheckEngine,
    request: RunRequest,
    options: argparse.Namespace,
    keep: Callable[[RunEvent], None],
) -> CheckRun:
    """Run the request; the first Ctrl-C ends it early and keeps what is done."""
    progress = ProgressLine(sys.stderr, words(options))
    cancel = threading.Event()

    def take(event: RunEvent) -> None:
        keep(event)
        progress(event)

    with _interrupt_sets(cancel):
        return engine.run(request, take, cancel)


@contextmanager
def _interrupt_sets(cancel: threading.Event) -> Iterator[None]:
    """Let the first interrupt cancel; a second one ends the program in the usual way."""

    def interrupted(_signal: int, _frame: object) -> None:
        if cancel.is_set():
            raise KeyboardInterrupt
        cancel.set()

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
