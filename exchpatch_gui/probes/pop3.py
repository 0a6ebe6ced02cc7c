# SPDX-License-Identifier: MIT
"""POP3 on the same host: greeting, CAPA, QUIT."""

from __future__ import annotations

from exchpatch_gui.domain.evidence import Confidence, Kind, ProbeOutcome
from exchpatch_gui.net.lines import LineSession
from exchpatch_gui.probes.base import ProbeContext, probe
from exchpatch_gui.probes.mailing import converse, take_leave
from exchpatch_gui.probes.recording import Recorder
from exchpatch_gui.probes.signs.mail import mailbox_signs
from exchpatch_gui.probes.signs.software import greeting_software

PROBE_ID = "pop3"
DEFAULT_PORT = 110
_IMPLEMENTATION = "IMPLEMENTATION "


@probe(PROBE_ID, order=32, default_port=DEFAULT_PORT)
def pop3(context: ProbeContext) -> ProbeOutcome:
    """Read how the server greets and what it says of itself before anyone signs in."""
    return converse(context, PROBE_ID, DEFAULT_PORT, _talk)


def _talk(session: LineSession, recorder: Recorder, source: str) -> None:
    greeting = session.read_line()
    recorder.note(
        Kind.MAIL_SERVICE, f"{PROBE_ID} {greeting}", source=source, method="POP3 greeting"
    )
    signs = mailbox_signs(greeting.removeprefix("+OK").strip(), "POP3 greeting")
    recorder.note_signs(signs, source=source)
    if not greeting.startswith("+OK"):
        return
    session.send("CAPA")
    if session.read_line().startswith("+OK"):
        for line in session.read_lines(lambda line: line == "."):
            _note_implementation(line, recorder, source)
    take_leave(session, "QUIT")


def _note_implementation(line: str, recorder: Recorder, source: str) -> None:
    """Keep the name of the software, where CAPA tells it (RFC 2449, section 6.9)."""
    if line.upper().startswith(_IMPLEMENTATION):
        name = greeting_software(line[len(_IMPLEMENTATION) :])
        if name:
            recorder.note(
                Kind.OTHER_SOFTWARE,
                name,
                source=source,
                method="POP3 capabilities",
                confidence=Confidence.CERTAIN,
            )
