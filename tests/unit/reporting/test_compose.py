# SPDX-License-Identifier: MIT
"""What a report says, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from exchpatch_gui.domain.evidence import Failure, FailureKind, Kind, Observation
from exchpatch_gui.domain.runs import CheckRun, ServerResult, Trigger
from exchpatch_gui.domain.verdicts import Acceptance
from exchpatch_gui.reporting.document_text import checksum
from exchpatch_gui.reporting.facts import LARGE_RUN
from exchpatch_gui.reporting.options import Template
from tests.helpers.result_texts import DAY, wording
from tests.helpers.results import (
    behind,
    cloud,
    current,
    expiring,
    fleet,
    level_only,
    run_of,
    silent,
    unsupported,
)
from tests.unit.reporting.reports import FULL_RUN, model

TECHNICAL = ("servers", "settings", "vulnerabilities")


def read_from_a_file() -> CheckRun:
    return replace(run_of(behind()), trigger=Trigger.IMPORT)


def test_servers_come_worst_first() -> None:
    keys = [server.light.key for server in model().servers]

    assert keys == sorted(keys, key=("red", "yellow", "grey", "green").index)
    assert [server.number for server in model().servers] == list(range(1, 9))


def test_every_light_has_a_counter_with_its_word() -> None:
    counters = [(one.light.word, one.count) for one in model().counters]

    assert counters == [("Act now", 3), ("Plan", 1), ("Unknown", 2), ("OK", 2)]


def test_report_carries_the_checksum_of_its_data() -> None:
    report = model()

    assert report.sha256 == checksum(FULL_RUN, wording())
    assert report.report_id == "3f2a9c51d0b8"


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        ((behind(), current()), "1 of 2 servers has a hole that attackers already use."),
        ((expiring(), current()), "Nothing is urgent, but plan work on 1 of 2 servers."),
        (
            (cloud(), current()),
            "Nothing bad was found, but the state of 1 of 2 servers is unknown.",
        ),
        (
            (current("a.example"), current("b.example")),
            "All 2 servers are up to date as far as can be seen, as of 19 Aug 2026.",
        ),
        ((), "No server was checked."),
        (
            (behind(), unsupported()),
            (
                "2 of 2 servers have holes that attackers already use. "
                "1 server runs a version that gets no more fixes."
            ),
        ),
    ],
)
def test_verdict_sums_up_all_servers(results: tuple[ServerResult, ...], verdict: str) -> None:
    assert model(run_of(*results)).verdict == verdict


def test_verdict_on_one_server_is_its_own_headline() -> None:
    assert model(run_of(silent())).verdict == "No answer: the state of this server is unknown."


def test_table_names_what_is_installed_and_needed() -> None:
    (server,) = model(run_of(behind())).servers

    assert (server.installed, server.installed_build) == ("SE RTM · Feb26SU", "15.2.2562.37")
    assert (server.needed, server.needed_build) == ("SE RTM · Aug26SU", "15.2.2562.46")
    assert (server.exploited, server.exposure, server.late) == ("1", "71 days", True)
    assert server.certificate == "14 Mar 2027"


def test_without_a_catalogue_builds_stand_for_names() -> None:
    (server,) = model(run_of(behind()), catalogue=None).servers

    assert (server.needed, server.needed_build) == ("15.2.2562.46", "")


def test_unknown_update_level_claims_nothing() -> None:
    (server,) = model(run_of(level_only())).servers

    assert server.installed == "2019 CU15 · update level not visible"
    assert server.exploited == "1 possible"
    assert (server.exposure, server.late) == ("–", False)


@pytest.mark.parametrize("result", [silent(), cloud()])
def test_server_whose_holes_are_unknown_shows_no_zero(result: ServerResult) -> None:
    (server,) = model(run_of(result)).servers

    assert server.exploited == "–"
    assert server.support == ""


def test_open_vulnerabilities_are_grouped_by_the_update_that_closes_them() -> None:
    (server,) = model(run_of(behind())).servers

    titles = [group.title for group in server.other_vulnerabilities]
    assert titles == [
        "Open, closed by SE RTM · Jun26SU: 22 vulnerabilities",
        "Open, closed by SE RTM · Aug26SU: 20 vulnerabilities",
    ]
    assert [one.link.text for one in server.vulnerabilities] == ["CVE-2026-42897"]


def test_farm_and_contradictions_are_told() -> None:
    (server,) = model(run_of(level_only())).servers

    assert server.notes == (
        "2 servers answer behind this name: EX01 (15.2.1748.10), EX02 (15.2.1748.26).",
        "Two builds were seen, 15.2.1748.10 and 15.2.1748.26; the lower one is judged.",
    )


def test_patch_evidence_tells_days_and_whether_that_was_in_time() -> None:
    rows = model(run_of(behind())).evidence

    told = [(row.update, row.published, row.first_seen, row.days, row.verdict.word) for row in rows]
    assert told == [
        ("SE RTM · Feb26SU", "10 Feb 2026", "20 Feb 2026", "10", "✓ in time"),
        ("SE RTM · Jun26SU", "9 Jun 2026", "not installed", "71", "✗ late"),
        ("SE RTM · Aug26SU", "11 Aug 2026", "not installed", "8", "still time"),
    ]
    assert rows[1].meaning == "23 holes open, 1 exploited"


def test_installed_update_that_was_never_seen_before_is_not_called_in_time() -> None:
    (row,) = model(run_of(replace(current(), first_seen=None))).evidence

    assert (row.first_seen, row.days, row.verdict.word) == ("–", "–", "not known")


def test_gap_of_several_servers_is_told_once() -> None:
    run = run_of(behind("a.example"), behind("b.example"), expiring())

    (gap,) = model(run).not_checked

    assert gap.what == "Services were not checked"
    assert gap.servers == "all 3 servers"


def test_failure_says_why_and_what_helps() -> None:
    (gap,) = model(run_of(silent())).not_checked

    assert gap.why == "edge1.fabrikam.example did not answer on port 443 in 10 s."
    assert gap.servers == "edge1.fabrikam.example"


def test_accepted_risk_is_listed_and_is_no_thing_to_do() -> None:
    result = expiring()
    until = Acceptance(
        "new server in May", "IT", date(2027, 5, 1), datetime(2026, 8, 1, tzinfo=UTC)
    )
    findings = (replace(result.findings[0], accepted=until), *result.findings[1:])

    report = model(run_of(replace(result, findings=findings)))

    (risk,) = report.accepted
    assert (risk.owner, risk.until, risk.reason) == ("IT", "1 May 2027", "new server in May")
    assert report.first_things == ()
    assert report.servers[0].findings[0].accepted == (
        "Acknowledged by IT until 1 May 2027: new server in May"
    )


def test_judging_another_day_is_said_on_the_first_page_and_in_the_method() -> None:
    report = model(run_of(behind(), day=DAY - timedelta(days=30)))

    assert report.notices[0].text.startswith("Judged as on 20 Jul 2026")
    assert any("not as on the day of the check" in entry.text for entry in report.method)


def test_stale_catalogue_and_stopped_run_are_said_on_the_first_page() -> None:
    run = replace(run_of(behind(), stale=True), complete=False)

    texts = [notice.text for notice in model(run).notices]

    assert texts[0].startswith("The catalogue of updates is of 19 Aug 2026, 47 days old.")
    assert texts[1].startswith("The check was stopped early. Only the 1 server")


def test_times_are_those_of_the_chosen_zone() -> None:
    zone = timezone(timedelta(hours=2))

    report = model(run_of(behind()), timezone=zone, timezone_name="Europe/Berlin")

    assert "19 Aug 2026, 10:30 Europe/Berlin" in [entry.text for entry in report.about]
    assert report.servers[0].seen_at == "10:30:01 – 10:30:07"


@pytest.mark.parametrize(
    ("template", "parts"),
    [
        (Template.OWNER, ()),
        (Template.TECHNICAL, (*TECHNICAL, "sources", "glossary")),
        (Template.AUDIT, (*TECHNICAL, "evidence", "sources", "glossary")),
    ],
)
def test_template_decides_the_parts(template: Template, parts: tuple[str, ...]) -> None:
    report = model(template=template)

    assert report.parts == parts
    assert bool(report.evidence) is ("evidence" in parts)
    assert bool(report.sources) is ("sources" in parts)


def test_method_names_requests_ports_and_what_was_not_done() -> None:
    texts = {entry.term: entry.text for entry in model().method}

    assert texts["Web ports"] == "443"
    assert "GET /EWS/Exchange.asmx" in texts["What was asked"]
    assert texts["What was not done"].startswith("No password was used")


def test_method_of_facts_brought_as_a_file_claims_no_requests() -> None:
    texts = {entry.term: entry.text for entry in model(read_from_a_file()).method}

    assert "What was asked" not in texts
    assert "Web ports" not in texts
    assert "nothing was asked over the network" in texts["How"]
    assert texts["What was not done"].startswith("Nobody signed in")


def test_method_names_who_signed_in_and_claims_no_longer_that_nobody_did() -> None:
    account = Observation(
        "collected-9",
        Kind.ACCOUNT,
        "CONTOSO\\svc-read",
        "WinRM",
        "sign-in",
        datetime(2026, 8, 20, 8, tzinfo=UTC),
    )
    signed_in = replace(behind(), observations=(*behind().observations, account))

    texts = {entry.term: entry.text for entry in model(run_of(signed_in, current())).method}

    assert texts["Signed in as"] == "CONTOSO\\svc-read"
    assert texts["How"].endswith("1 of them was also read from inside, signed in.")
    assert "WinRM" not in texts["What was asked"]
    assert texts["What was not done"].startswith("On servers with a stored sign-in")


def test_a_sign_in_that_failed_was_a_sign_in() -> None:
    params = {"host": "mail", "port": 5985, "seconds": 10.0}
    unanswered = Failure("winrm", FailureKind.TIMEOUT, "connect", params)
    tried = replace(behind(), failures=(unanswered,))

    texts = {entry.term: entry.text for entry in model(run_of(tried)).method}

    assert "Signed in as" not in texts
    assert not texts["What was not done"].startswith("No password was used")


def test_owner_is_told_of_the_method_only_what_was_not_done() -> None:
    report = model(template=Template.OWNER)

    assert [entry.term for entry in report.method] == ["What was not done"]


def test_many_servers_in_the_same_state_share_a_plan() -> None:
    report = model(run_of(*fleet(LARGE_RUN)))

    first, second = (report.plans[number] for number in (0, 1))
    plans = {server.plan for server in report.servers}
    assert plans == {0, *range(1, len(report.plans) + 1)}
    assert first.title == (
        "Plan 1: SE RTM · Feb26SU · 15.2.2562.37 → SE RTM · Aug26SU · 15.2.2562.46"
    )
    assert first.servers == "7 servers"
    assert first.steps[0].title == "Install SE RTM Aug26SU"
    assert second.vulnerabilities[0].link.text == "CVE-2026-42897"
    assert not any(server.steps or server.vulnerabilities for server in report.servers)


def test_missing_updates_of_a_plan_are_evidence_once() -> None:
    report = model(run_of(*fleet(LARGE_RUN)))

    missing = [row.server for row in report.evidence if row.first_seen == "not installed"]
    assert missing == ["Servers of plan 1", "Servers of plan 1"]
    assert "mail000.contoso.example" in [row.server for row in report.evidence]


def test_many_servers_are_told_without_what_is_in_order() -> None:
    server = model(run_of(*fleet(LARGE_RUN))).servers[0]

    assert [finding.light.key for finding in server.findings] == ["red"]
    assert [seen.what for seen in server.sightings] == ["Build"]


def test_links_lead_to_the_web_only() -> None:
    result = behind()
    links = ("javascript:alert(1)", "file:///etc/passwd", "https://learn.microsoft.com/x")
    finding = replace(result.findings[0], links=links)

    (server,) = model(run_of(replace(result, findings=(finding,)))).servers

    assert [link.url for link in server.findings[0].links] == ["https://learn.microsoft.com/x"]
