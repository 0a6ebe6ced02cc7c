# SPDX-License-Identifier: MIT
"""What the probes of the mail protocols share: one short conversation in lines."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from exchpatch_gui.domain.evidence import ProbeOutcome, ProbeStatus
from exchpatch_gui.net.lines import LineSession
from exchpatch_gui.net.settings import Deadline, NetError, NetSettings
from exchpatch_gui.probes.base import ProbeContext
from exchpatch_gui.probes.recording import Recorder

Talk = Callable[[LineSession, Recorder, str], None]


def converse(context: ProbeContext, probe_id: str, default_port: int, talk: Talk) -> ProbeOutcome:
    """Connect, let ``talk`` read and note, and hang up; what was noted before a fault is kept."""
    recorder = Recorder(context, probe_id)
    if context.cancel.is_set():
        return recorder.outcome(ProbeStatus.CANCELLED)
    options, host = context.options, context.server.target.host
    port = options.ports.get(probe_id, default_port)
    try:
        with LineSession(
            host,
            port,
            NetSettings(timeout=options.timeout),
            deadline=Deadline(options.timeout),
            cancel=context.cancel,
        ) as session:
            talk(session, recorder, f"{probe_id.upper()} port {port}")
    except NetError as error:
        recorder.fail(error.kind, error.reason, **error.params)
    return recorder.outcome()


def take_leave(session: LineSession, command: str) -> None:
    """Say good-bye and hear it out (RFC 5321, 4.1.1.10); a server that just hangs up may."""
    with contextlib.suppress(NetError):
        session.send(command)
        session.read_line()
