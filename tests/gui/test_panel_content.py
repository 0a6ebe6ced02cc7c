# SPDX-License-Identifier: MIT
"""What the panel says of a server: order, areas, causes, gaps, and nothing harmful."""

from __future__ import annotations

from datetime import timedelta

import pytest

from exchpatch_gui import wording
from exchpatch_gui.checks.inside.base import discover
from exchpatch_gui.domain.evidence import ProbeOutcome, ProbeStatus
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.domain.verdicts import CveState, Finding, StepKind, UrlKind
from exchpatch_gui.viewmodels.panel_areas import Area, area_of, areas
from exchpatch_gui.viewmodels.panel_evidence import (
    not_checked,
)
from exchpatch_gui.viewmodels.panel_holes import holes
from exchpatch_gui.viewmodels.panel_steps import what_to_do
from exchpatch_gui.viewmodels.panel_text import as_text
from tests.gui import panel_samples as samples
from tests.gui.panel_samples import BEHIND, ENDED, catalogue, composer, judged

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
SOON = samples.day() + timedelta(days=12)


def holes_of(result):
    return holes(result, composer(), catalogue().update_at)


def drawn_areas(result):
    return [(group.area.value, group.light.value) for group in areas(result)]


def test_steps_that_move_on_come_before_the_look_at_the_outcome():
    result = judged(samples.exchange(ENDED))

    todo = what_to_do(result, composer())

    kinds = [one.kind for one in result.advice.steps if one.kind is not StepKind.CONFIGURE]
    assert [step.number for step in todo.steps] == list(range(1, len(kinds) + 1))
    assert kinds[-1] is StepKind.VERIFY
    last = result.advice.steps[-1]
    assert todo.steps[-1].title == composer().sentences.say(last.title)


def test_settings_nobody_can_see_from_outside_are_folded_and_counted():
    result = judged(samples.exchange(BEHIND))

    todo = what_to_do(result, composer())

    count = sum(one.kind is StepKind.CONFIGURE for one in result.advice.steps)
    assert len(todo.settings) == count > 1
    assert str(count) in todo.settings_title


def test_a_certificate_about_to_end_is_a_thing_to_do_beside_the_update():
    result = judged(samples.exchange(BEHIND, ends=SOON))

    todo = what_to_do(result, composer())

    (step,) = [one for one in todo.steps if one.finding]
    assert step.finding.id == "cert.outside.expiry"
    assert step.note == composer().sentences.finding(step.finding).remedy
    assert step.number == len(todo.steps) - 1


def test_what_the_update_mends_is_not_a_thing_to_do_of_its_own():
    todo = what_to_do(judged(samples.exchange(BEHIND)), composer())

    assert not [one for one in todo.steps if one.finding]


def test_an_acknowledged_certificate_is_nothing_to_do():
    place = ("cert.outside.expiry", "")
    answers = {place: samples.acceptance()}
    result = judged(samples.exchange(samples.newest(), ends=SOON), answers=answers)

    todo = what_to_do(result, composer())

    assert todo.steps == ()
    assert todo.nothing == wording.load().text("panel.nothing.installed")


def test_a_server_without_an_answer_gets_its_cause_and_a_next_step():
    result = judged(samples.silence())
    history = [samples.entry(3, RED), samples.no_answer(1)]

    verdict = composer().verdict(result, history)
    todo = what_to_do(result, composer())

    failure = composer().sentences.failure(result.failures[0])
    assert verdict.light is TrafficLight.GREY
    assert verdict.may_check
    assert verdict.more[0] == failure.message
    assert BEHIND in verdict.more[1]
    assert composer().sentences.value((samples.now() - timedelta(days=3)).date()) in verdict.more[1]
    assert [one.title for one in todo.steps] == [failure.hint]
    assert not_checked(result, composer()) == ()


def test_a_failure_without_details_is_explained_by_the_finding():
    outcome = ProbeOutcome("exchange-http", ProbeStatus.FAILED)
    result = judged([outcome])

    verdict = composer().verdict(result, ())

    (finding,) = [one for one in result.findings if one.id == "identity.verdict"]
    assert verdict.more == (composer().sentences.finding(finding).detail,)


@pytest.mark.parametrize("outcomes", [samples.cloud(), samples.other_software()])
def test_what_is_not_exchange_says_what_it_is_and_asks_for_no_update(outcomes):
    result = judged(outcomes)

    todo = what_to_do(result, composer())

    assert composer().verdict(result, ()).more
    assert not todo.settings
    assert all(one.open is None for one in todo.steps)
    assert areas(result) == ()
    assert not_checked(result, composer()) == ()


def test_a_green_server_has_nothing_to_install():
    result = judged(samples.exchange(samples.newest()))

    todo = what_to_do(result, composer())

    assert result.light is GREEN
    assert todo.steps == ()
    assert todo.nothing == "There is nothing to install."
    assert composer().verdict(result, ()).more == ()


def test_areas_come_worst_first_and_in_their_order():
    found = drawn_areas(judged(samples.exchange(BEHIND, ends=SOON)))

    assert found == [
        ("security", "red"),
        ("updates", "red"),
        ("certificates", "yellow"),
        ("support", "green"),
        ("connection", "green"),
        ("identity", "green"),
    ]


def test_an_acknowledged_finding_leaves_the_light_of_its_area_but_stays_in_it():
    place = ("cert.outside.expiry", "")
    result = judged(samples.exchange(BEHIND, ends=SOON), answers={place: samples.acceptance()})

    group = next(one for one in areas(result) if one.area is Area.CERTIFICATES)
    words = composer().area(group, result)

    assert group.light is GREEN
    assert group.findings[-1].id == "cert.outside.expiry"
    assert "1 acknowledged" in words.summary


def test_an_acknowledgement_names_owner_day_and_reason():
    answers = {("build.latest_su", ""): samples.acceptance("A change freeze holds.")}
    result = judged(samples.exchange(BEHIND), answers=answers)

    card = composer().card(next(one for one in result.findings if one.accepted))

    assert "Head of IT" in card.acknowledged
    assert "A change freeze holds." in card.acknowledged
    until = samples.day() + timedelta(days=30)
    assert composer().sentences.value(until) in card.acknowledged
    assert not card.may_acknowledge


def test_the_security_area_counts_open_vulnerabilities():
    result = judged(samples.exchange(BEHIND))

    group = areas(result)[0]
    words = composer().area(group, result)

    count = sum(one.state is CveState.OPEN for one in result.cves)
    assert words.summary == f"{count} open vulnerabilities · 1 used by attackers"
    assert words.spoken.startswith("Act now: Security")


def test_every_check_has_an_area_and_every_area_a_name():
    words = wording.load()
    unknown = Finding("weather.outside", GREEN, "fine")

    assert area_of(unknown) is Area.OTHER
    known = [Finding(one.id, GREEN, "fine") for one in discover()]
    assert [one.id for one in known if area_of(one) is Area.OTHER] == []
    assert [one for one in Area if not words.has(f"panel.area.{one}")] == []
    assert [one for one in UrlKind if not words.has(f"panel.open.{one}")] == []


def test_the_header_leaves_out_an_address_that_is_the_name():
    result = judged(samples.exchange(BEHIND))

    header = composer().header(samples.server(), result)
    moved = samples.server(target=Target("10.0.0.4", 8443), notes="In the basement", enabled=False)
    full = composer().header(moved, result)

    assert header.lines == (
        f"Exchange Server SE RTM · Feb26SU · {BEHIND}",
        "Contoso GmbH · hybrid",
    )
    assert full.lines[1:] == (
        "10.0.0.4:8443",
        "Contoso GmbH · hybrid",
        "In the basement",
        "“Check all” leaves this server out.",
    )


def test_nothing_a_server_sends_brings_control_characters_along():
    hostile = "Kerio\x1b[31m\u202eConnect\n" + "x" * 90
    result = judged(samples.other_software(hostile))

    told = as_text(samples.server(), result, (), composer(), catalogue().update_at)

    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "Kerio" in told


def test_the_text_for_a_ticket_has_state_steps_holes_and_gaps():
    server, result = samples.server(), judged(samples.exchange(BEHIND))

    told = as_text(server, result, (), composer(), catalogue().update_at)

    assert told.startswith(f"mail.contoso.example\nExchange Server SE RTM · Feb26SU · {BEHIND}")
    assert "Act now – " in told
    for section in ("WHAT TO DO", "WHY", "VULNERABILITIES", "NOT CHECKED"):
        assert f"\n{section}\n- " in told
    for step in what_to_do(result, composer()).steps:
        assert step.title in told
        assert step.open is None or step.open.url in told
    for hole in holes_of(result):
        assert hole.id in told
