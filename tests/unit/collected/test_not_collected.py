# SPDX-License-Identifier: MIT
"""What could not be collected is grey and told, never green, and harms no other check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from exchpatch_gui import wording
from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.checks.base import CheckContext
from exchpatch_gui.checks.base import discover as discover_outside
from exchpatch_gui.checks.inside.base import InsideCheck, check, discover
from exchpatch_gui.collected.document import section_name
from exchpatch_gui.collected.exchange_server import MailboxServer
from exchpatch_gui.collected.local_network import Cluster
from exchpatch_gui.collected.local_system import PowerPlan
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import NOT_COLLECTED, Finding
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.engine.headline import headline
from exchpatch_gui.engine.judge_facts import judge_facts
from exchpatch_gui.errors import Bug
from exchpatch_gui.reporting.sentences import Sentences
from tests.helpers.catalogues import context, identity
from tests.helpers.collected import (
    BUILD,
    DAY,
    collected,
    context_of,
    finding_of,
    findings_of,
    not_collected,
)

CHECKS = discover()
JUDGING = load_shipped()


def nodes(checked: CheckContext) -> Iterator[Finding]:
    """Stand for a check that needs the cluster only in a database availability group."""
    yield Finding("test.cluster", TrafficLight.RED, "found")
    if checked.section(MailboxServer).database_availability_group:
        for node in checked.section(Cluster).nodes:
            yield Finding("test.cluster", TrafficLight.GREEN, "up", instance=node.name)


def run(function, facts, *needs):
    return list(InsideCheck("test.cluster", needs, function).run(context_of(facts)))


@pytest.mark.parametrize(
    ("check_id", "section"),
    [(one.id, section_name(kind)) for one in CHECKS for kind in one.needs],
)
@pytest.mark.parametrize("status", ["error", "access_denied", "skipped"])
def test_a_section_that_is_missing_makes_every_check_of_it_grey(check_id, section, status):
    found = finding_of(check_id, **{section: not_collected(status, "No luck.")})

    assert found.light is TrafficLight.GREY
    assert found.variant == NOT_COLLECTED
    assert found.details == {"status": status, "section": section, "reason": "No luck."}


def test_the_sentence_names_the_check_and_repeats_the_reason_harmlessly():
    found = finding_of("os.power_plan", power_plan=not_collected("error", "a\x1b[31mb\u202ec"))
    text = Sentences(wording.load()).finding(found)

    assert text.title == "Not checked: Power plan"
    assert found.details["reason"] == "a [31mb c"
    assert "a [31mb c" in text.detail


def test_a_value_the_server_did_not_give_is_grey():
    found = finding_of("os.power_plan", power_plan={"instance_id": None})

    assert (found.light, found.details["status"]) == (TrafficLight.GREY, "unreadable")
    assert found.details["reason"] == "instance_id"


def test_a_section_needed_in_some_cases_only_is_missed_in_those_only():
    alone = collected(cluster=not_collected("skipped"))
    member = collected(
        mailbox_server={"database_availability_group": "DAG1"}, cluster=not_collected("skipped")
    )

    assert [one.variant for one in run(nodes, alone)] == ["found"]
    assert [one.variant for one in run(nodes, member)] == ["found", NOT_COLLECTED]


@pytest.mark.expects_log
def test_a_fault_of_one_check_is_logged_and_ends_this_check_alone():
    def faulty(_context):
        yield Finding("test.cluster", TrafficLight.GREEN, "found")
        raise ZeroDivisionError

    found = run(faulty, collected())

    assert [one.light for one in found] == [TrafficLight.GREEN, TrafficLight.GREY]
    assert found[1].details["status"] == "fault"
    assert found[1].details["reason"] == "ZeroDivisionError"


def test_what_a_finding_repeats_of_the_server_is_made_harmless():
    def repeats(_context):
        yield Finding(
            "test.cluster",
            TrafficLight.INFO,
            "found",
            instance="a\x00",
            value="b\u202e" * 9000,
            details={"name": "c\n", "count": 1, "day": date(2026, 1, 1)},
        )

    (found,) = run(repeats, collected())

    assert found.instance == "a"
    assert found.value.isprintable()
    assert len(found.value) <= 1000
    assert found.details == {"name": "c", "count": 1, "day": date(2026, 1, 1)}


def test_a_server_with_a_missing_section_is_never_green():
    facts = {
        "exchange_setup": {"exsetup_file_version": "15.02.2562.056", "exsetup_path": "x"},
        "operating_system": {"current_build": "20348", "ubr": 1, "last_boot_up_time": None},
    }
    judge = Judge(JUDGING, JUDGING.date)

    result = judge_facts(judge, collected(**facts, power_plan=not_collected("access_denied")))

    missed = [one for one in result.findings if one.variant == NOT_COLLECTED]
    assert {"os.power_plan", "os.uptime"} <= {one.id for one in missed}
    assert all(one.light is TrafficLight.GREY for one in missed)
    assert result.light is not TrafficLight.GREEN


def test_the_headline_counts_what_could_not_be_checked():
    checked = context_of(collected())
    missed = tuple(
        finding_of(name, **{section: not_collected()})
        for name, section in (("os.power_plan", "power_plan"), ("os.uptime", "operating_system"))
    )

    said = headline(checked, missed, TrafficLight.GREY)

    assert said.params == {"count": 2}
    assert wording.load().say(said).startswith("2 checks could not be made")


def test_without_facts_nothing_runs_that_needs_them():
    checked = context(identity(BUILD, JUDGING), JUDGING, DAY)

    with pytest.raises(Bug):
        checked.section(PowerPlan)
    assert {one.id for one in CHECKS}.isdisjoint(one for one, _ in discover_outside())


def test_a_check_can_only_need_what_is_a_section():
    with pytest.raises(KeyError):
        check("test.nonsense", needs=(TrafficLight,))


def test_an_id_belongs_to_one_check():
    with pytest.raises(ValueError, match=r"os\.power_plan"):
        check("os.power_plan", needs=(PowerPlan,))(nodes)


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("check_id", [one.id for one in CHECKS])
def test_every_check_has_a_name_and_sentences(language, check_id):
    table = wording.load(language)
    parts = ("title", "detail", "remedy")
    start = f"finding.{check_id}."
    variants = {key[len(start) :].split(".")[0] for key in table.keys() if key.startswith(start)}  # noqa: SIM118 (a Wording is no dict)

    assert table.has(f"check.{check_id}")
    assert variants
    assert [
        f"{one}.{part}"
        for one in variants
        for part in parts
        if not table.has(f"{start}{one}.{part}")
    ] == []


@pytest.mark.parametrize(
    ("at", "light", "variant"),
    [
        ("2026-06-20T08:00:00Z", TrafficLight.INFO, "fresh"),
        ("2026-05-16T08:00:00Z", TrafficLight.INFO, "fresh"),
        ("2026-05-15T08:00:00Z", TrafficLight.GREY, "old"),
        ("2026-06-21T08:00:00Z", TrafficLight.INFO, "later"),
    ],
)
def test_facts_that_are_too_old_are_grey(at, light, variant):
    day = date(2026, 6, 20)
    shift = day - date.fromisoformat(at[:10])

    (found,) = findings_of("facts.age", day=DAY + shift)

    assert (found.light, found.variant, found.details["days"]) == (light, variant, shift.days)
