# SPDX-License-Identifier: MIT
"""IMAP on the same host: greeting, CAPABILITY, ID where it is offered, LOGOUT."""

from __future__ import annotations

from exchpatch_gui.domain.evidence import Kind, ProbeOutcome
from exchpatch_gui.net.lines import LineSession
from exchpatch_gui.probes.base import ProbeContext, probe
from exchpatch_gui.probes.mailing import converse, take_leave
from exchpatch_gui.probes.recording import Recorder
from exchpatch_gui.probes.signs.mail import imap_id_signs, mailbox_signs

PROBE_ID = "imap"
DEFAULT_PORT = 143


@probe(PROBE_ID, order=31, default_port=DEFAULT_PORT)
def imap(context: ProbeContext) -> ProbeOutcome:
    """Read how the server greets and what it says of itself before anyone signs in."""
    return converse(context, PROBE_ID, DEFAULT_PORT, _talk)


def _talk(session: LineSession, recorder: Recorder, source: str) -> None:
    greeting = session.read_line()
    recorder.note(
        Kind.MAIL_SERVICE, f"{PROBE_ID} {greeting}", source=source, method="IMAP greeting"
    )
    signs = mailbox_signs(greeting.removeprefix("* OK").strip(), "IMAP greeting")
    recorder.note_signs(signs, source=source)
    if not greeting.startswith("* OK"):
        return
    capabilities = _ask(session, "a1 CAPABILITY")
    if any("ID" in line.upper().split() for line in capabilities):
        for line in _ask(session, "a2 ID NIL"):
            recorder.note_signs(imap_id_signs(line), source=source)
    take_leave(session, "a3 LOGOUT")


def _ask(session: LineSession, command: str) -> tuple[str, ...]:
    session.send(command)
    return session.read_lines(lambda line: not line.startswith("*"))
