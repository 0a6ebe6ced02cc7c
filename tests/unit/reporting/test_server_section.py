# SPDX-License-Identifier: MIT
"""The section of one server: short where all is well, nothing told twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from exchpatch_gui.domain.evidence import Failure, FailureKind
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.verdicts import Acceptance, CveReason, CveState
from exchpatch_gui.reporting.facts import settings
from exchpatch_gui.reporting.model_server import ServerReport
from tests.helpers.result_parts import finding, hole
from tests.helpers.result_texts import SE_JUN
from tests.helpers.results import behind, current, run_of, silent, unsupported
from tests.unit.reporting.reports import model, with_settings

DAY = date(2026, 6, 9)
GREEN = finding("tls.sample.modern", TrafficLight.GREEN)


def section(result: ServerResult) -> ServerReport:
    return model(run_of(result)).servers[0]


def test_what_is_in_order_is_one_line() -> None:
    told = section(replace(behind(), findings=(GREEN, GREEN, *behind().findings)))

    assert told.fine == " · ".join(["TLS 1.2 or newer is in use"] * 3)
    assert "green" not in [one.light.key for one in told.findings]


def test_very_long_line_ends_in_a_count() -> None:
    told = section(replace(behind(), findings=(GREEN,) * 33))

    assert told.fine.endswith("TLS 1.2 or newer is in use and 3 more")


def test_note_without_a_remedy_is_one_line() -> None:
    assert section(behind()).noted == "A gateway stands in front: Cloudflare"


def test_note_that_asks_for_something_has_lines_of_its_own() -> None:
    told = section(replace(behind(), findings=(finding("cert.sample.told", TrafficLight.INFO),)))

    assert [(one.title, one.remedy) for one in told.findings] == [
        ("The certificate is bad", "Get another one.")
    ]
    assert told.noted == ""


def test_findings_that_other_parts_tell_at_length_are_only_named() -> None:
    ended = finding("build.end_of_life.ended", TrafficLight.RED, links=("https://aka.ms/x",))

    (told,) = section(replace(behind(), findings=(ended,))).findings

    assert (told.title, told.detail, told.remedy, told.links) == ("Support has ended", "", "", ())


def test_accepted_finding_keeps_its_lines_whatever_its_light() -> None:
    until = Acceptance("spare", "IT", date(2027, 5, 1), datetime(2026, 8, 1, tzinfo=UTC))
    ended = finding("build.end_of_life.ended", TrafficLight.GREEN)

    told = section(replace(behind(), findings=(replace(ended, accepted=until),)))

    assert [one.detail for one in told.findings] == ["It ended long ago."]
    assert told.fine == ""


def test_failure_tells_why_nothing_is_known_once() -> None:
    verdict = finding("identity.verdict.unreachable_refused", TrafficLight.GREY)
    failed = replace(silent(), findings=(verdict,))

    told = model(run_of(failed))

    assert told.servers[0].findings == ()
    assert len(told.servers[0].gaps) == 1
    assert [one.what for one in told.not_checked] == ["Web pages of Exchange"]


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (CveState.CONFIGURATION_MISSING, "0"),
        (CveState.UNKNOWN, "–"),
        (CveState.POSSIBLE, "1 possible"),
        (CveState.MITIGATED, "1 mitigated"),
        (CveState.OPEN, "1"),
        (CveState.FIXED, "0"),
    ],
)
def test_exploited_holes_are_counted_only_where_they_are_open(state: CveState, shown: str) -> None:
    result = replace(current(), cves=(hole("CVE-2026-1", SE_JUN, DAY, state=state, exploited=DAY),))

    assert section(result).exploited == shown


def test_exploited_holes_never_examined_are_one_group_not_rows() -> None:
    unknown = replace(
        hole("CVE-2026-1", None, DAY, state=CveState.UNKNOWN, exploited=DAY),
        reason=CveReason.NOT_ASSESSED,
    )
    cves = (unknown, replace(unknown, id="CVE-2026-2"))
    others = (replace(unknown, id="CVE-2026-3", known_exploited=False),)

    told = section(replace(unsupported(), cves=cves + others))

    assert told.vulnerabilities == ()
    assert [(group.title, group.ids) for group in told.other_vulnerabilities] == [
        (
            (
                "Not known · not assessed since support ended: assume it is vulnerable · "
                "attackers use them: 2 vulnerabilities"
            ),
            ("CVE-2026-1", "CVE-2026-2"),
        ),
        (
            (
                "Not known · not assessed since support ended: assume it is vulnerable: "
                "1 vulnerability"
            ),
            ("CVE-2026-3",),
        ),
    ]


def test_holes_that_wait_for_a_told_setting_are_not_listed_again() -> None:
    waiting = hole("CVE-2024-21410", SE_JUN, DAY, state=CveState.CONFIGURATION_MISSING)
    other = replace(waiting, id="CVE-2018-8581")

    told = section(with_settings(replace(behind(), cves=(waiting, other)), "Protection"))

    assert [group.ids for group in told.other_vulnerabilities] == [("CVE-2018-8581",)]


def test_settings_are_named_in_the_section_and_told_once_for_all() -> None:
    first, second = (with_settings(behind(f"{name}.example"), "Protection") for name in "ab")

    report = model(run_of(first, second, with_settings(current(), "Signing", reached=True)))

    assert [server.settings for server in report.servers] == [
        "Protection is on",
        "Protection is on",
        "Signing is on",
    ]
    assert [step.order for step in report.servers[0].steps] == [1, 2]
    protection, signing = report.settings
    assert protection.title == "Check that Protection is on"
    assert protection.note == "A script of Microsoft’s tells."
    assert protection.closes == "CVE-2024-21410"
    assert protection.servers == "a.example, b.example"
    assert signing.servers == "mx.adatum.example"


def test_guide_and_note_that_two_steps_share_are_told_by_the_first() -> None:
    (move,) = unsupported().advice.steps
    note = Message("sample.run-elevated")
    steps = tuple(replace(move, order=order, note=note) for order in (1, 2))
    result = replace(unsupported(), advice=replace(unsupported().advice, steps=steps))

    first, second = section(result).steps

    assert (bool(first.note), bool(first.links)) == (True, True)
    assert (second.note, second.links) == ("", ())


def test_checks_that_need_a_sign_in_are_told_as_not_checked() -> None:
    inside = finding("coverage.sign_in.outside_only", TrafficLight.INFO)

    report = model(run_of(replace(behind(), findings=(inside,))))

    assert [one.what for one in report.not_checked] == ["Some checks need facts from inside"]
    assert report.servers[0].noted == "Some checks need facts from inside"


def test_unavailable_probe_of_a_reached_server_is_a_gap_beside_its_findings() -> None:
    params = {"host": "mail.contoso.example", "port": 25, "seconds": 10}
    failure = Failure("smtp", FailureKind.TIMEOUT, "connect", params)

    told = section(replace(behind(), failures=(failure,)))

    assert [gap.what for gap in told.gaps] == ["SMTP service"]
    assert [one.light.key for one in told.findings] == ["red", "grey"]


@pytest.mark.parametrize(("reason", "count"), [(CveReason.ACTION, 0), (CveReason.BUILD, 1)])
def test_a_setting_that_was_seen_to_be_missing_is_not_asked_for_once_more(
    reason: CveReason, count: int
) -> None:
    asked = with_settings(current(), "Extended Protection")
    known = hole("CVE-2024-21410", None, date(2024, 2, 13))
    missing = replace(known, reason=reason)

    assert len(settings(replace(asked, cves=(missing,)))) == count
