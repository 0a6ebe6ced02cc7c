# SPDX-License-Identifier: MIT
"""Facts collected some time ago: they count until something was installed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.domain.evidence import (
    Failure,
    FailureKind,
    Kind,
    ProbeOutcome,
    ProbeStatus,
)
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.probes.base import ObservationLog
from tests.helpers.collected import collected

NOW = datetime(2026, 10, 15, 8, tzinfo=UTC)
BEFORE = datetime(2026, 10, 1, 6, 30, tzinfo=UTC)
MAIL = Server.ad_hoc(Target("mail.contoso.example"))


@pytest.fixture(scope="module")
def judge():
    return Judge(load_shipped(), NOW.date())


def facts(build="15.2.2562.46"):
    found = collected(exchange_setup={"exsetup_file_version": build})
    return replace(found, collected_at=BEFORE)


def seen(*notes):
    log = ObservationLog(lambda: NOW)
    observations = tuple(
        log.note(kind, value, source="GET /owa/auth/logon.aspx", method="X-OWA-Version header")
        for kind, value in ((Kind.FRONT_END, "EX01"), *notes)
    )
    return ProbeOutcome("exchange-http", ProbeStatus.OK, observations)


def refused(probe="exchange-http"):
    return ProbeOutcome(
        probe, ProbeStatus.FAILED, failures=(Failure(probe, FailureKind.REFUSED, "refused"),)
    )


def coverage(result):
    return [(one.variant, one.light) for one in result.findings if one.id == "coverage.sign_in"]


@pytest.mark.parametrize(
    "note",
    [
        (Kind.BUILD, "15.2.2562.46"),
        (Kind.BUILD, "15.2.2562.37"),
        (Kind.BUILD, "15.02.2562.056"),  # padded: no server writes it so
        (Kind.BUILD, "nonsense"),
        (Kind.PATH_BUILD, "15.2.2562"),
        (Kind.PATH_BUILD, "15.2.1748"),
        (Kind.PATH_BUILD, "15.2.x"),
        (Kind.PATH_BUILD, "15.2.2562.9999999"),
        (Kind.ADDRESS, "192.0.2.1"),
    ],
)
def test_facts_count_as_long_as_nothing_newer_is_seen(judge, note):
    result = judge.judge(MAIL, (seen(note),), NOW, earlier=facts())

    assert result.identity.build == "15.2.2562.46"
    assert coverage(result) == []
    assert "facts.age" in {one.id for one in result.findings}
    (of_facts,) = [one for one in result.observations if one.kind is Kind.FILE_BUILD]
    assert of_facts.at == BEFORE
    assert of_facts.source.startswith("earlier facts")


@pytest.mark.parametrize(
    "note",
    [
        (Kind.BUILD, "15.2.2562.56"),
        (Kind.PATH_BUILD, "15.2.2600"),
        (Kind.PATH_BUILD, "15.2.2562.50"),
    ],
)
def test_facts_from_before_an_update_leave_everything_inside_unknown(judge, note):
    result = judge.judge(MAIL, (seen(note),), NOW, earlier=facts())

    assert coverage(result) == [("outdated", TrafficLight.GREY)]
    assert not any(one.kind is Kind.FILE_BUILD for one in result.observations)
    assert "facts.age" not in {one.id for one in result.findings}
    (finding,) = [one for one in result.findings if one.id == "coverage.sign_in"]
    assert finding.details["at"] == BEFORE


def test_a_server_that_answers_nobody_outside_is_known_by_its_facts(judge):
    result = judge.judge(MAIL, (refused(),), NOW, earlier=facts())

    assert result.identity.verdict is IdentityVerdict.EXCHANGE
    assert result.identity.build == "15.2.2562.46"
    assert [one.probe for one in result.failures] == ["exchange-http"]


def test_a_sign_in_that_failed_is_never_green(judge):
    current = seen((Kind.BUILD, "15.2.2562.56"))

    alone = judge.judge(MAIL, (current,), NOW)
    failed = judge.judge(MAIL, (current, refused("winrm")), NOW)

    assert (alone.light, coverage(alone)) == (
        TrafficLight.GREEN,
        [("outside_only", TrafficLight.INFO)],
    )
    assert (failed.light, coverage(failed)) == (
        TrafficLight.GREY,
        [("failed", TrafficLight.GREY)],
    )


def test_what_a_stored_result_took_from_facts_makes_room_for_later_ones(judge):
    first = judge.judge(MAIL, (refused(),), NOW, earlier=facts("15.2.2562.37"))
    stored = ProbeOutcome("stored", ProbeStatus.OK, first.observations, first.failures)

    again = judge.judge(MAIL, (stored,), NOW, earlier=facts("15.2.2562.46"))
    without = judge.judge(MAIL, (stored,), NOW)

    assert again.identity.build == "15.2.2562.46"
    assert without.identity.verdict is IdentityVerdict.UNREACHABLE


def test_an_outcome_of_facts_alone_is_left_out_whole(judge):
    first = judge.judge(MAIL, (seen((Kind.BUILD, "15.2.2562.46")),), NOW, earlier=facts())
    of_facts = tuple(one for one in first.observations if one.kind is Kind.FILE_BUILD)
    outside = seen((Kind.BUILD, "15.2.2562.56"))

    result = judge.judge(MAIL, (ProbeOutcome("stored", ProbeStatus.OK, of_facts), outside), NOW)

    assert result.observations == outside.observations
