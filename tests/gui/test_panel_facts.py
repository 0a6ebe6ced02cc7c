# SPDX-License-Identifier: MIT
"""What the panel makes of a hundred findings from inside a server: folded, grouped, dated."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from exchpatch_gui.config import settings
from exchpatch_gui.domain.evidence import Confidence, Kind, Observation
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.values import replace
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.engine.judge_facts import judge_facts
from exchpatch_gui.viewmodels.panel_areas import (
    TO_DO,
    Area,
    AreaFindings,
    area_of,
    areas,
    gaps,
)
from exchpatch_gui.viewmodels.panel_evidence import not_checked
from exchpatch_gui.viewmodels.panel_facts import facts_line, has_facts
from exchpatch_gui.viewmodels.panel_text import as_text
from exchpatch_gui.views.panel.findings import area_key, calm_key
from exchpatch_gui.views.panel.steps import LATER
from exchpatch_gui.views.theme import Theme
from tests.gui import panel_samples as samples
from tests.gui.panel_views import fold, open_fold, opened_panel, said
from tests.helpers.collected import collected, not_collected

REASON = "Access is denied."
SETUP = {"exsetup_file_version": "15.2.1748.39"}


@pytest.fixture
def panel(qtbot, qapp):
    return opened_panel(qtbot, Theme(qapp, settings.Theme.LIGHT))


def from_inside(days_ago=0, **sections):
    """Judge a document in which much is wrong and much is in order."""
    facts = collected(**{"exchange_setup": SETUP} | sections)
    day = facts.collected_at.date().toordinal() + days_ago
    judge = Judge(samples.catalogue(), datetime.fromordinal(day).date())
    return judge_facts(judge, facts, samples.server())


def signed_in(result, account="CONTOSO\\svc-read"):
    """Let somebody have signed in for the facts."""
    who = Observation(
        id="collected-account",
        kind=Kind.ACCOUNT,
        value=account,
        source="WinRM",
        method="messages",
        at=datetime(2026, 6, 20, 8, 0, tzinfo=UTC),
        confidence=Confidence.CERTAIN,
    )
    return replace(result, observations=(*result.observations, who))


def test_the_page_says_when_the_facts_are_of_and_who_collected_them(panel):
    result = signed_in(from_inside(3))

    panel.show_server(samples.server(), result, ())

    line = facts_line(result, samples.composer())
    assert line.startswith("Facts collected on 20 Jun 2026, ")
    assert line.endswith(" by CONTOSO\\svc-read · 3 days old")
    assert line in said(panel)
    assert line in as_text(
        samples.server(), result, (), samples.composer(), samples.catalogue().update_at
    )


def test_facts_of_a_file_name_the_file_and_fresh_ones_no_age():
    line = facts_line(from_inside(), samples.composer())

    assert line.endswith(" by facts file")


def test_a_server_that_was_seen_from_outside_only_has_no_such_line():
    result = samples.judged(samples.exchange(samples.BEHIND))

    assert not has_facts(result)
    assert facts_line(result, samples.composer()) == ""


def test_checks_that_one_section_could_not_be_read_for_are_told_once():
    result = from_inside(services=not_collected("access_denied", REASON))
    of_services = [one for one in gaps(result) if one.details.get("section") == "services"]

    found = not_checked(result, samples.composer())
    told = [one for one in found if REASON in one.why]

    assert len(of_services) > 1
    assert [one.what for one in told] == [f"{len(of_services)} checks of services"]
    assert len(found) < len(gaps(result))


def test_sections_that_are_missing_for_the_same_reason_are_told_together():
    missing = not_collected("access_denied", REASON)
    result = from_inside(services=missing, certificates=missing)
    of_both = [one for one in gaps(result) if one.details.get("reason") == REASON]

    (told,) = [one for one in not_checked(result, samples.composer()) if REASON in one.why]

    assert told.what == f"{len(of_both)} checks of what could not be read"
    assert "services" in told.why.lower()
    assert "certificates" in told.why.lower()
    assert "View-Only Organization Management" in told.hint


def test_a_single_check_keeps_its_own_name():
    result = from_inside(power_plan=not_collected("error", REASON))

    (told,) = [one for one in not_checked(result, samples.composer()) if REASON in one.why]

    assert told.what.startswith("Not checked: ")


def test_an_area_in_order_counts_its_checks():
    result = from_inside()
    green = [one for one in result.findings if one.light is TrafficLight.GREEN]
    many = AreaFindings(Area.SERVICES, TrafficLight.GREEN, tuple(green[:5]))
    few = AreaFindings(Area.SERVICES, TrafficLight.GREEN, tuple(green[:2]))

    counted, named = (samples.composer().area(one, result).summary for one in (many, few))

    assert counted == "5 checks, all in order"
    assert named == samples.composer().card(green[0]).title


def loud_and_calm(result):
    """Give the area in which most is in order and something isn't."""
    mixed = [one for one in areas(result) if one.light in TO_DO]
    return max(mixed, key=lambda one: sum(each.light not in TO_DO for each in one.findings))


def test_what_is_in_order_is_folded_away_beside_what_is_not(qtbot, panel):
    result = from_inside()
    group = loud_and_calm(result)
    calm = [one for one in group.findings if one.light not in TO_DO]
    panel.show_server(samples.server(), result, ())

    open_fold(qtbot, panel, area_key(group.area))
    rest = fold(panel, calm_key(group.area))
    before = rest.is_open
    open_fold(qtbot, panel, calm_key(group.area))

    assert len(calm) > 3
    assert not before
    assert rest.line.text() == f"{len(calm)} more, all in order"
    assert samples.composer().card(calm[0]).title in said(panel)


def test_a_finding_in_order_can_still_be_revealed(panel):
    result = from_inside()
    calm = next(one for one in loud_and_calm(result).findings if one.light not in TO_DO)
    panel.show_server(samples.server(), result, ())

    panel.reveal(calm)

    assert fold(panel, calm_key(area_of(calm))).is_open
    assert samples.composer().card(calm).detail in said(panel)


def test_very_many_things_to_do_begin_with_the_most_urgent(qtbot, panel):
    result = from_inside()
    panel.show_server(samples.server(), result, ())
    before = said(panel)

    later = open_fold(qtbot, panel, LATER)

    assert "more things to plan" in later.line.text()
    assert len(said(panel)) > len(before)
