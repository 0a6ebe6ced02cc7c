# SPDX-License-Identifier: MIT
"""Which servers stand behind one name: the same question on three new connections."""

from __future__ import annotations

from exchpatch_gui.domain.evidence import Kind, ProbeOutcome, ProbeStatus
from exchpatch_gui.probes.base import ProbeContext, probe
from exchpatch_gui.probes.exchange_http import WEB_SERVICES
from exchpatch_gui.probes.recording import CancelledError, Recorder, may_ask_more
from exchpatch_gui.probes.signs.answer import read_answer

PROBE_ID = "farm"
CONNECTIONS = 3
LEAST_PAUSE = 2.0


@probe(PROBE_ID, order=50)
def farm(context: ProbeContext) -> ProbeOutcome:
    """Collect pairs of machine name and build; a load balancer may answer from any of them."""
    recorder = Recorder(context, PROBE_ID)
    if not may_ask_more(context):
        return recorder.outcome(ProbeStatus.NOT_APPLICABLE)
    path = _telling_path(context)
    try:
        for _ in range(CONNECTIONS):
            if not _ask(context, recorder, path):
                break
    except CancelledError:
        return recorder.outcome(ProbeStatus.CANCELLED)
    return recorder.outcome()


def _ask(context: ProbeContext, recorder: Recorder, path: str) -> bool:
    pause = context.options.pause
    recorder.wait(max(0.0, LEAST_PAUSE - pause) if pause else 0.0)
    answer = recorder.get(path, fresh=True)
    if answer is None:
        return False
    reading = read_answer(answer)
    recorder.note_signs(reading.signs, source=f"GET {path}", node=reading.node)
    return not reading.refused


def _telling_path(context: ProbeContext) -> str:
    """Choose the path whose answer named a machine or a build before."""
    for outcome in context.earlier:
        for one in outcome.observations:
            if one.kind in (Kind.FRONT_END, Kind.BUILD) and one.source.startswith("GET /"):
                return one.source.removeprefix("GET ")
    return WEB_SERVICES
