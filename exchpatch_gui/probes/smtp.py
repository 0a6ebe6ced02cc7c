# SPDX-License-Identifier: MIT
"""SMTP on the same host: greeting, EHLO, QUIT; no STARTTLS, no AUTH, no mail."""

from __future__ import annotations

from exchpatch_gui.domain.evidence import Kind, ProbeOutcome
from exchpatch_gui.net.lines import LineSession
from exchpatch_gui.net.settings import NetError
from exchpatch_gui.probes.base import ProbeContext, probe
from exchpatch_gui.probes.mailing import converse, take_leave
from exchpatch_gui.probes.recording import Recorder
from exchpatch_gui.probes.signs.mail import smtp_signs

PROBE_ID = "smtp"
DEFAULT_PORT = 25
# A name under .invalid claims to be nobody else's (RFC 2606).
_OUR_NAME = "exchpatch.invalid"


@probe(PROBE_ID, order=30, default_port=DEFAULT_PORT)
def smtp(context: ProbeContext) -> ProbeOutcome:
    """Read how the server greets and which extensions it offers."""
    return converse(context, PROBE_ID, DEFAULT_PORT, _talk)


def _talk(session: LineSession, recorder: Recorder, source: str) -> None:
    lines = session.read_lines(_is_last)
    recorder.note(
        Kind.MAIL_SERVICE, f"{PROBE_ID} {lines[0]}", source=source, method="SMTP greeting"
    )
    if not lines[0].startswith("220"):
        return
    signs = smtp_signs(lines[0][4:], _extensions(session))
    recorder.note_signs(signs, source=source)


def _extensions(session: LineSession) -> tuple[str, ...]:
    """Ask for the extensions; a server that refuses or hangs up has none to tell."""
    try:
        session.send(f"EHLO {_OUR_NAME}")
        lines = session.read_lines(_is_last)
    except NetError:
        return ()
    take_leave(session, "QUIT")
    return tuple(line[4:] for line in lines) if lines[0].startswith("250") else ()


def _is_last(line: str) -> bool:
    return line[3:4] != "-"
