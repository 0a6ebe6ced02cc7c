# SPDX-License-Identifier: MIT
"""The polite sequence: one anonymous GET as a rule, three at most, and the facts of its TLS."""

from __future__ import annotations

from exchpatch_gui.domain.evidence import (
    Confidence,
    FailureKind,
    Kind,
    ProbeOutcome,
    ProbeStatus,
)
from exchpatch_gui.net.http import Answer
from exchpatch_gui.net.tls import tls_values
from exchpatch_gui.probes.base import ProbeContext, probe
from exchpatch_gui.probes.recording import CancelledError, Recorder
from exchpatch_gui.probes.signs.answer import Reading, read_answer
from exchpatch_gui.probes.signs.hosts import is_cloud_host

PROBE_ID = "exchange-http"
MOST_REQUESTS = 3
LOGON = "/owa/auth/logon.aspx"
WEB_SERVICES = "/EWS/Exchange.asmx"
AUTODISCOVER = "/autodiscover/autodiscover.xml"
# Never with owaVer: the page repeats that parameter in its version header.
ERROR_PAGE = "/owa/auth/errorFE.aspx?httpCode=404"


@probe(PROBE_ID, order=10, optional=False)
def exchange_http(context: ProbeContext) -> ProbeOutcome:
    """Ask for the sign-in page and, while the build stays unknown, for two more paths."""
    sequence = _Sequence(context)
    status = None
    try:
        sequence.run()
    except CancelledError:
        status = ProbeStatus.CANCELLED
    sequence.note_connection()
    return sequence.recorder.outcome(status)


class _Sequence:
    def __init__(self, context: ProbeContext) -> None:
        self.recorder = Recorder(context, PROBE_ID)
        self._context = context
        self._readings: list[Reading] = []

    def run(self) -> None:
        logon = self._ask(LOGON)
        if logon is None or self._may_stop(logon):
            return
        services = self._ask_services(logon)
        if services is None or self._may_stop(services) or services.version:
            return
        if not self._knows_level and self._has_room and not self._will_ask_exporttool:
            self._ask(ERROR_PAGE, ignore_version=logon.hands_over_version)

    def note_connection(self) -> None:
        session, note = self._context.session, self.recorder.note
        source = f"connection to {self._context.server.target}"
        if session.address:
            note(Kind.ADDRESS, session.address, source=source, method="address")
        for alias in session.aliases:
            note(Kind.ADDRESS, alias, source=source, method="alias")
        facts = session.tls
        for kind, value in tls_values(facts) if facts else ():
            note(kind, value, source=source, method="TLS handshake")
        for name in self._names_at_microsoft()[:1]:
            note(
                Kind.CLOUD,
                name,
                source=source,
                method="name of the host",
                confidence=Confidence.CERTAIN,
            )

    def _ask_services(self, logon: Reading) -> Reading | None:
        """Ask for the web services, where there are none for autodiscover."""
        services = self._ask(WEB_SERVICES)
        if services is None or services.answer.status != 404 or self._may_stop(services):
            return services
        if logon.answer.status != 404 and self._will_ask_exporttool:
            return services
        return self._ask(AUTODISCOVER)

    def _may_stop(self, reading: Reading) -> bool:
        """Tell whether the build is settled, it is the cloud, or we were asked to stop."""
        if reading.build_is_known or reading.refused:
            return True
        return reading.is_cloud or bool(self._names_at_microsoft())

    def _ask(self, path: str, *, ignore_version: bool = False) -> Reading | None:
        answer = self.recorder.get(path)
        if answer is None:
            return None
        reading = read_answer(answer, ignore_version=ignore_version)
        source = f"GET {path}"
        self.recorder.note_signs(reading.signs, source=source, node=reading.node)
        self._compare(reading, source)
        self._readings.append(reading)
        if reading.refused:
            self.recorder.fail(FailureKind.BLOCKED, reading.refused, status=answer.status)
        return reading

    def _compare(self, reading: Reading, source: str) -> None:
        """Note what no two answers of one real server have in common."""
        for earlier in self._readings:
            if _same_request_id(earlier.answer, reading.answer):
                self._suspect("constant-request-id", source, "request-id header")
            if _same_page(earlier.answer, reading.answer):
                self._suspect("same-body", source, "page text")

    def _suspect(self, contradiction: str, source: str, method: str) -> None:
        self.recorder.note(Kind.SUSPICION, contradiction, source=source, method=method)

    def _names_at_microsoft(self) -> list[str]:
        """Give the names that show that the host itself is run by Microsoft."""
        facts = self._context.session.tls
        certified = facts.names if facts and facts.trust == "trusted" else ()
        names = (self._context.server.target.host, *self._context.session.aliases, *certified)
        return [name for name in names if is_cloud_host(name)]

    @property
    def _knows_level(self) -> bool:
        return any(one.page.build or one.version for one in self._readings)

    @property
    def _has_room(self) -> bool:
        return self.recorder.requests < MOST_REQUESTS

    @property
    def _will_ask_exporttool(self) -> bool:
        """Whether the last of the three requests belongs to the probe ``exporttool``."""
        return "exporttool" in self._context.options.extra


def _same_request_id(one: Answer, other: Answer) -> bool:
    value = one.header("request-id")
    return bool(value) and value == other.header("request-id")


def _same_page(one: Answer, other: Answer) -> bool:
    return one.status == other.status == 200 and bool(one.body.strip()) and one.body == other.body
