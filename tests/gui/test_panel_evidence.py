# SPDX-License-Identifier: MIT
"""How the panel knows what it says, what it could not look at, and the vulnerabilities it lists."""

from __future__ import annotations

from dataclasses import replace

from exchpatch_gui.domain.evidence import Failure, FailureKind, Kind, ProbeOutcome, ProbeStatus
from exchpatch_gui.viewmodels.panel_areas import areas, gaps
from exchpatch_gui.viewmodels.panel_evidence import (
    count_sights,
    not_checked,
    proofs,
    remarks,
    sights,
)
from exchpatch_gui.viewmodels.panel_holes import holes
from tests.gui import panel_samples as samples
from tests.gui.panel_samples import BEHIND, catalogue, composer, judged


def holes_of(result):
    return holes(result, composer(), catalogue().update_at)


def test_what_was_not_checked_stands_apart_with_its_reason():
    outcomes = samples.exchange("15.2.2562.37")
    params = {"where": "mail.contoso.example:25", "seconds": 10}
    failure = Failure("smtp", FailureKind.TIMEOUT, "connect", params)
    outcomes.append(ProbeOutcome("smtp", ProbeStatus.FAILED, failures=(failure,)))
    result = judged(outcomes)

    found = not_checked(result, composer())

    assert found[0].what == "SMTP service"
    assert "mail.contoso.example:25" in found[0].why
    assert found[0].hint
    assert len(found) == 1 + len(gaps(result))
    in_areas = [one for group in areas(result) for one in group.findings]
    assert not [one for one in gaps(result) if one in in_areas]


def test_equal_observations_are_told_once_with_their_number():
    result = judged(samples.exchange(BEHIND))

    told = sights(result, composer())

    (build,) = [one for one in told if one.value == BEHIND]
    assert "2 times" in build.how
    assert len(told) == count_sights(result) == len(result.observations) - 1


def test_builds_are_the_first_proof():
    told = proofs(judged(samples.exchange(BEHIND)), composer())

    assert told[0].value == BEHIND
    assert "X-OWA-Version header" in told[0].how


def test_doubts_are_told_apart_from_remarks():
    outcomes = samples.exchange(BEHIND)
    _answer, build, name, *_rest = samples.exchange(samples.newest())[0].observations
    others = (
        replace(build, id="obs-20", node="EX02"),
        replace(name, id="obs-21", node="EX02", value="EX02"),
    )
    suspicion = samples.seen(22, Kind.SUSPICION, "same-body", "headers")
    more = (*outcomes[0].observations, *others, suspicion)
    result = judged([replace(outcomes[0], observations=more)])

    told = remarks(result, composer())

    assert "EX01" in told[0].text
    assert "EX02" in told[0].text
    assert [one.doubts for one in told] == [False, True]


def test_vulnerabilities_that_attackers_use_come_first():
    found = holes_of(judged(samples.exchange(BEHIND)))

    assert found[0].is_exploited
    assert "used by attackers since" in found[0].remark
    assert found[0].may_acknowledge
    assert [one.is_exploited for one in found] == sorted(
        (one.is_exploited for one in found), reverse=True
    )


def test_a_fix_is_named_by_its_update_or_else_by_its_build():
    result = judged(samples.exchange(BEHIND))

    named = holes_of(result)[0].fixed_in
    bare = holes(result, composer(), lambda _build: None)[0].fixed_in

    assert bare == str(result.cves[0].fixed_in)
    assert named == catalogue().update_at(result.cves[0].fixed_in).name


def test_an_acknowledged_vulnerability_keeps_its_row_with_a_remark():
    first = holes_of(judged(samples.exchange(BEHIND)))[0].id
    answers = {("cve.by_build", first): samples.acceptance()}

    found = holes_of(judged(samples.exchange(BEHIND), answers=answers))[0]

    assert found.id == first
    assert found.remark.startswith("acknowledged")
    assert found.acknowledged
    assert not found.may_acknowledge
