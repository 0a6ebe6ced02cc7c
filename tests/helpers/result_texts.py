# SPDX-License-Identifier: MIT
"""The sentences and the small catalogue that the sample results of checks rest on."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

from exchpatch_gui import resources
from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.model import Level, Update, UpdateKind
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.wording import IN_WINDOW, Wording

DAY = date(2026, 8, 19)

SE_FEB = BuildNumber(15, 2, 2562, 37)
SE_JUN = BuildNumber(15, 2, 2562, 43)
SE_AUG = BuildNumber(15, 2, 2562, 46)
CU23_OCT = BuildNumber(15, 1, 2507, 61)
CU15_FAMILY = (BuildNumber(15, 2, 1748, 10), BuildNumber(15, 2, 1748, 26))

# The sentences of the checks are others' business; these stand in for them.
SENTENCES = {
    "sample.exploited": "Attackers use a hole that is open on this server: {first}.",
    "sample.unsupported": "Exchange Server {product} gets no more fixes since {ended}.",
    "sample.expiring": "The certificate ends in {count} days.",
    "sample.green": "Everything that can be seen from outside is up to date, as of {date}.",
    "sample.told": "The certificate is bad.",
    "sample.silent": "No answer: the state of this server is unknown.",
    "sample.level": "The cumulative update is known, the security update is not.",
    "sample.cloud": "This is Exchange Online: Microsoft keeps it up to date.",
    "sample.supported": "Supported at least until {ends}.",
    "sample.ended": "Support ended on {ends}; the paid extension ends on {esu}.",
    "sample.support-unknown": "Support is not known.",
    "sample.install": "Install {update}",
    "sample.run-elevated": "Take the .exe package and run it as administrator.",
    "sample.move": "Set up a new server with Exchange Server SE and move the mailboxes",
    "sample.setting": "Check that {setting} is on",
    "sample.setting.short": "{setting} is on",
    "sample.setting.note": "A script of Microsoft’s tells.",
    "sample.verify": "Check that mail flows and the services run",
    "sample.renew": "Renew the certificate {subject} before {ends}",
    "sample.two-builds": "Two builds were seen, {low} and {high}; the lower one is judged.",
    "finding.build.sample_behind.missing.title": "{count} security updates are missing",
    "finding.build.sample_behind.missing.detail": "Installed is {value}; {newest} is the newest.",
    "finding.build.sample_behind.missing.remedy": "Install {newest}, which contains the others.",
    "finding.cert.sample.ends.title": "The certificate ends on {ends}",
    "finding.cert.sample.ends.detail": "{instance}: after that day no client connects.",
    "finding.cert.sample.ends.remedy": "Renew the certificate of {instance}",
    "finding.cert.sample.told.title": "The certificate is bad",
    "finding.cert.sample.told.detail": "Nobody trusts it.",
    "finding.cert.sample.told.remedy": "Get another one.",
    "finding.cve.summary.open.title": "Holes are open",
    "finding.cve.summary.open.detail": "Some of them are old.",
    "finding.cve.summary.open.remedy": "Install the updates.",
    "finding.build.end_of_life.ended.title": "Support has ended",
    "finding.build.end_of_life.ended.detail": "It ended long ago.",
    "finding.build.end_of_life.ended.remedy": "Move on.",
    "finding.coverage.sign_in.outside_only.title": "Some checks need facts from inside",
    "finding.coverage.sign_in.outside_only.detail": "They don’t show from outside.",
    "finding.coverage.sign_in.outside_only.remedy": "Collect the facts.",
    "finding.identity.verdict.unreachable_refused.title": "The server takes no connection",
    "finding.identity.verdict.unreachable_refused.detail": "Nothing listens there.",
    "finding.identity.verdict.unreachable_refused.remedy": "Check the port.",
    "finding.tls.sample.modern.title": "TLS 1.2 or newer is in use",
    "finding.tls.sample.modern.detail": "The two sides agreed on {value}.",
    "finding.services.sample.hidden.title": "Services were not checked",
    "finding.services.sample.hidden.detail": "They only show after signing in.",
    "finding.services.sample.hidden.remedy": "Store a sign-in for this server.",
    "finding.gateway.sample.some.title": "A gateway stands in front: {value}",
    "finding.gateway.sample.some.detail": "It may change what is seen of the server.",
    "failure.timeout.connect.message": "{host} did not answer on port {port} in {seconds} s.",
    "failure.timeout.connect.hint": "Check that {host} is switched on and port {port} is open.",
}


@cache
def wording() -> Wording:
    """Give the real texts of reports with stand-ins for what the checks say."""
    table: dict[str, str] = {}
    for area in ("report", "words"):
        table |= json.loads(resources.path(f"locale/en/{area}.json").read_text("utf-8"))
    table = {key: text for key, text in table.items() if not key.endswith(f".{IN_WINDOW}")}
    return Wording("en", table | SENTENCES)


def catalogue() -> Catalogue:
    """Give a catalogue with the few updates the sample servers need."""
    level = Level("SE", "RTM")
    updates = (
        _update(Level("2016", "CU23"), "Oct25SU", CU23_OCT, date(2025, 10, 14)),
        _update(level, "Feb26SU", SE_FEB, date(2026, 2, 10)),
        _update(level, "Jun26SU", SE_JUN, date(2026, 6, 9)),
        _update(level, "Aug26SU", SE_AUG, date(2026, 8, 11)),
    )
    sources = {
        "msrc": "Microsoft Security Response Center, Security Update Guide",
        "kev": "CISA, Known Exploited Vulnerabilities Catalog",
    }
    return Catalogue(DAY, "shipped", {}, updates, (), sources=sources)


def _update(level: Level, name: str, build: BuildNumber, released: date) -> Update:
    return Update(level, UpdateKind.SU, name, build, released)
