# SPDX-License-Identifier: MIT
"""Checks that could not be made are told together, wherever a result is shown."""

from __future__ import annotations

import pytest

from exchpatch_gui import wording
from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import Trigger
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.engine.judge_facts import judge_facts
from exchpatch_gui.engine.single import run_of
from exchpatch_gui.reporting.compose import build_report
from exchpatch_gui.reporting.sentences import Sentences
from exchpatch_gui.reporting.terminal import render_terminal
from exchpatch_gui.reporting.unmade import grouped, told
from tests.helpers.collected import collected, not_collected
from tests.unit.reporting.reports import options

REFUSED = "The user isn't assigned to any management roles."
BROKEN = "The queue database is locked."


@pytest.fixture(scope="module")
def result():
    facts = collected(
        exchange_setup={"exsetup_file_version": "15.2.2562.46"},
        exchange_server=not_collected("access_denied", REFUSED),
        organization_config=not_collected("access_denied", REFUSED),
        auth_config=not_collected("access_denied", REFUSED),
        queues=not_collected("error", BROKEN),
    )
    catalogue = load_shipped()
    return judge_facts(Judge(catalogue, catalogue.date), facts)


@pytest.fixture(scope="module")
def sentences():
    return Sentences(wording.load())


def test_checks_are_grouped_by_why_they_were_not_made(result):
    groups = grouped(result.findings)

    reasons = [(one.status, one.findings[0].details["reason"]) for one in groups]
    assert reasons[0] == ("access_denied", REFUSED)
    assert reasons.count(("error", BROKEN)) == 1
    sizes = [len(one.findings) for one in groups]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 5
    assert all(one.light is TrafficLight.GREY for group in groups for one in group.findings)


def test_a_group_names_its_checks_their_number_and_the_reason(result, sentences):
    group = grouped(result.findings)[0]

    text = told(group, sentences)

    assert str(len(group.findings)) in text.title
    assert REFUSED in text.detail
    for finding in group.findings:
        assert sentences.text(f"check.{finding.id}") in text.detail
    assert "View-Only Organization Management" in text.remedy


def test_a_check_alone_is_told_as_itself(result, sentences):
    (group,) = [one for one in grouped(result.findings) if one.status == "error"]

    assert told(group, sentences) == sentences.finding(group.findings[0])


def test_report_tells_each_reason_once(result):
    judge = Judge(load_shipped(), load_shipped().date)
    run = run_of(judge, (result,), Trigger.IMPORT, result.at)

    report = build_report(run, options(), wording.load())

    assert sum(REFUSED in one.why for one in report.not_checked) == 1
    (section,) = report.servers
    assert sum(REFUSED in one.detail for one in section.findings) == 1


def test_terminal_tells_each_reason_once(result):
    judge = Judge(load_shipped(), load_shipped().date)
    run = run_of(judge, (result,), Trigger.IMPORT, result.at)

    said = " ".join(render_terminal(run, wording.load(), verbose=True).split())

    assert said.count(REFUSED) == 1
