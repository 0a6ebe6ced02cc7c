# SPDX-License-Identifier: MIT
"""Names and the version of Windows, from the challenge that begins an NTLM sign-in."""

from __future__ import annotations

from exchpatch_gui.domain.evidence import Kind, ProbeOutcome, ProbeStatus
from exchpatch_gui.probes.base import ProbeContext, probe
from exchpatch_gui.probes.exchange_http import WEB_SERVICES
from exchpatch_gui.probes.recording import CancelledError, Recorder, may_ask_more
from exchpatch_gui.probes.signs.challenge import challenge_signs, first_message

PROBE_ID = "ntlm"


@probe(PROBE_ID, order=40)
def ntlm(context: ProbeContext) -> ProbeOutcome:
    """Begin a sign-in without a name on a new connection, read the challenge, and leave.

    The machine that answers may be a proxy in front of Exchange.
    """
    recorder = Recorder(context, PROBE_ID)
    if not may_ask_more(context):
        return recorder.outcome(ProbeStatus.NOT_APPLICABLE)
    try:
        answer = recorder.get(WEB_SERVICES, fresh=True, headers={"Authorization": first_message()})
    except CancelledError:
        return recorder.outcome(ProbeStatus.CANCELLED)
    if answer is not None:
        source = f"GET {WEB_SERVICES} with NTLM"
        recorder.note(Kind.ANSWER, str(answer.status), source=source, method="status line")
        signs = challenge_signs(answer.headers_all("WWW-Authenticate"))
        recorder.note_signs(signs, source=source)
    return recorder.outcome()
