# SPDX-License-Identifier: MIT
"""Builds the report of a run: decides its parts, its order and every sentence in it."""

from __future__ import annotations

from collections import Counter as Tally
from datetime import datetime

from exchpatch_gui.domain.lights import TrafficLight, fold
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.runs import CheckRun
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.verdicts import SupportStatus
from exchpatch_gui.reporting import compose_audit, compose_method, compose_steps, facts
from exchpatch_gui.reporting.compose_server import ServerComposer
from exchpatch_gui.reporting.document_text import checksum
from exchpatch_gui.reporting.first_things import first_things
from exchpatch_gui.reporting.model import (
    Counter,
    Entry,
    KnownVulnerability,
    Notice,
    ReportModel,
    Setting,
)
from exchpatch_gui.reporting.model_server import (
    LightText,
    Link,
    Plan,
    ServerReport,
)
from exchpatch_gui.reporting.options import ReportOptions, Template
from exchpatch_gui.reporting.plans import share_plans
from exchpatch_gui.reporting.sentences import Sentences
from exchpatch_gui.wording import Wording

SHORT_ID = 12
HEADING_LIMIT = 120
_PARTS = {
    Template.OWNER: (),
    Template.TECHNICAL: ("servers", "settings", "vulnerabilities", "sources", "glossary"),
    Template.AUDIT: ("servers", "settings", "vulnerabilities", "evidence", "sources", "glossary"),
}


def build_report(run: CheckRun, options: ReportOptions, wording: Wording) -> ReportModel:
    """Make the one model that every output renders; the worst server comes first."""
    return _Report(run, options, wording).model()


class _Report:
    def __init__(self, run: CheckRun, options: ReportOptions, wording: Wording) -> None:
        self._run = run
        self._options = options
        self._sentences = Sentences(wording)
        self._sha256 = checksum(run, wording)
        self._results = facts.worst_first(run.results)

    def model(self) -> ReportModel:
        run, options, sentences = self._run, self._options, self._sentences
        parts = _PARTS[options.template]
        servers, plans = self._servers()
        audit = compose_audit.AuditComposer(sentences, options.catalogue, run.day)
        return ReportModel(
            language=sentences.language,
            paper=options.paper.value,
            timestamp=int(options.generated_at.timestamp()),
            title=clean(options.title, HEADING_LIMIT) or sentences.text("report.title"),
            customer=clean(options.customer, HEADING_LIMIT),
            about=self._about(),
            report_id=clean(run.id, SHORT_ID + 1)[:SHORT_ID],
            sha256=self._sha256,
            logo=options.logo,
            parts=parts,
            light=self._light(fold(one.light for one in self._results)),
            verdict=self._verdict(),
            counters=tuple(
                Counter(self._light(light), count) for light, count in run.summary.items()
            ),
            notices=tuple(self._notices()),
            first_things=first_things(self._results, sentences),
            servers=servers,
            plans=plans,
            settings=self._settings() if "settings" in parts else (),
            vulnerabilities=self._vulnerabilities() if "vulnerabilities" in parts else (),
            evidence=audit.patch_evidence(self._results, servers) if "evidence" in parts else (),
            accepted=audit.accepted(self._results),
            not_checked=audit.not_checked(self._results),
            method=compose_method.method(run, sentences, self._stamp, brief=not parts),
            sources=compose_method.sources(options.catalogue) if "sources" in parts else (),
            glossary=compose_method.glossary(sentences) if "glossary" in parts else (),
            labels=sentences.labels("report.label."),
        )

    def _servers(self) -> tuple[tuple[ServerReport, ...], tuple[Plan, ...]]:
        compact = facts.is_large(self._run)
        composer = ServerComposer(self._sentences, self._options, compact=compact)
        servers = [composer.compose(number, one) for number, one in enumerate(self._results, 1)]
        return share_plans(servers, self._sentences) if compact else (tuple(servers), ())

    def _settings(self) -> tuple[Setting, ...]:
        return compose_steps.settings_told(self._results, self._sentences)

    def _light(self, light: TrafficLight) -> LightText:
        return LightText(light.value, self._sentences.word("light", light))

    def _stamp(self, at: datetime) -> str:
        return self._sentences.value(at.astimezone(self._options.timezone))

    def _about(self) -> tuple[Entry, ...]:
        run, options, say = self._run, self._options, self._sentences.text
        catalogue = say(
            "report.about.catalogue", {"date": run.catalogue.date, "count": run.catalogue.age_days}
        )
        lines = (
            ("scope", say("report.about.scope", {"count": len(run.results)})),
            ("checked", self._stamp(run.finished) + " " + clean(options.timezone_name)),
            ("prepared_by", clean(options.prepared_by, HEADING_LIMIT)),
            ("catalogue", catalogue),
            ("program", say("report.about.program", {"version": run.app_version})),
        )
        return tuple(Entry(say(f"report.about_label.{key}"), text) for key, text in lines if text)

    def _verdict(self) -> str:
        run, say = self._run, self._sentences.text
        counts = run.summary
        total = len(run.results)
        if not total:
            return say("report.verdict.none")
        if total == 1:
            return self._sentences.say(self._results[0].headline)
        exploited = sum(bool(facts.exploited_open(one)) for one in self._results)
        params: Params = {"total": total, "date": run.catalogue.date}
        if exploited:
            verdict = say("report.verdict.exploited", {**params, "count": exploited})
        else:
            worst = fold(one.light for one in self._results)
            verdict = say(f"report.verdict.{worst}", {**params, "count": counts[worst]})
        unsupported = Tally(one.support.status for one in run.results)
        if count := unsupported[SupportStatus.OUT_OF_SUPPORT]:
            verdict += " " + say("report.verdict.unsupported", {"count": count})
        return verdict

    def _notices(self) -> list[Notice]:
        run, say = self._run, self._sentences.text
        yellow, info = self._light(TrafficLight.YELLOW), self._light(TrafficLight.INFO)
        found = []
        if run.day != run.started.date():
            found.append(Notice(info, say("report.notice.other_day", {"day": run.day})))
        if run.catalogue.stale:
            params: Params = {"date": run.catalogue.date, "count": run.catalogue.age_days}
            found.append(Notice(yellow, say("report.notice.stale", params)))
        if not run.complete:
            count = len(run.results)
            found.append(Notice(yellow, say("report.notice.incomplete", {"count": count})))
        return found

    def _vulnerabilities(self) -> tuple[KnownVulnerability, ...]:
        """List each vulnerability that is open anywhere once, the most urgent first."""
        spread = Tally(cve.id for one in self._results for cve in facts.open_cves(one))
        known = {cve.id: cve for one in self._results for cve in facts.open_cves(one)}
        say = self._sentences.value
        return tuple(
            KnownVulnerability(
                link=Link(cve.id, facts.vulnerability_page(cve.id)),
                title=clean(facts.dotted(cve.name, cve.title)),
                score=say(cve.cvss),
                exploited=say(cve.exploited_since) if cve.known_exploited else "–",
                servers=spread[cve.id],
            )
            for cve in sorted(known.values(), key=facts.urgency)
        )
