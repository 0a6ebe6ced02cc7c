# SPDX-License-Identifier: MIT
"""What belongs to an update besides installing it, by the rules that judge the server anyway."""

from __future__ import annotations

from datetime import date

import pytest

from exchpatch_gui import wording
from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.collected.decoder import decode
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.engine.judge_facts import judge_facts
from exchpatch_gui.engine.update_duties import update_duties
from exchpatch_gui.upkeep.duties import DutyState
from tests.helpers.collected import encoded, not_collected
from tests.helpers.snapshots import NEXT_LEVEL, facts, service

CATALOGUE = load_shipped()
JUDGE = Judge(CATALOGUE, date(2026, 6, 20))
OPEN, UNSEEN, DONE = DutyState.OPEN, DutyState.UNSEEN, DutyState.DONE
PROTECTION = "extended-protection"
SIGNING = {
    "items": [
        {
            "status": "Accepted",
            "component": "Data",
            "section": "EnableSerializationDataSigning",
            "parameters": ["Enabled=False"],
        }
    ]
}


def duties(build=NEXT_LEVEL, **sections):
    collected = decode(encoded(facts(build, **sections)), "ex01.json")
    result = judge_facts(JUDGE, collected)
    return update_duties(result, collected, CATALOGUE, JUDGE)


def states(**how):
    return {one.id: one.state for one in duties(**how)}


@pytest.mark.parametrize(
    ("file", "state"),
    [
        ({"exists": True}, OPEN),
        (not_collected("access_denied"), UNSEEN),
        ({"exists": False}, UNSEEN),
    ],
)
def test_a_step_is_open_only_if_that_was_seen(file, state):
    assert states(iis_apphost=file)[PROTECTION] is state


def test_a_step_that_was_taken_is_done():
    assert states(ad_domains=not_collected())["prepare-all-domains"] is UNSEEN
    assert states(hybrid_configuration={})["dedicated-hybrid-app"] is DONE


def test_a_step_names_what_it_closes_and_its_guide():
    (found,) = (one for one in duties(iis_apphost={"exists": True}) if one.id == PROTECTION)

    assert found.title.key == "step.configure.extended-protection"
    assert found.url.startswith("https://")
    assert found.note is not None


def test_what_the_update_does_itself_is_done_until_somebody_undoes_it():
    hidden = {"overrides_effective": not_collected(), "overrides_directory": not_collected()}

    assert states()["serialized-data-signing"] is DONE
    assert states(**hidden)["serialized-data-signing"] is DONE
    assert states(overrides_effective=SIGNING)["serialized-data-signing"] is OPEN


def test_a_build_without_the_fix_has_no_duty_of_it():
    """The update that asks for signing isn't in; what to install is told elsewhere."""
    assert "serialized-data-signing" not in states(build="15.02.1118.007")


def test_an_edge_server_has_no_steps_of_mailbox_servers():
    found = states(exchange_setup={"edge_transport_role_key": True})

    assert PROTECTION not in found
    assert "iis.site_state" not in found


@pytest.mark.parametrize(
    ("flags", "state"),
    [({}, DONE), ({"component_based_servicing": True}, OPEN), (not_collected(), UNSEEN)],
)
def test_what_checks_have_found_is_a_duty(flags, state):
    (found,) = (one for one in duties(pending_reboot=flags) if one.id == "os.reboot_pending")

    assert found.state is state
    assert bool(found.findings) is (state is not DONE)
    assert all(one.id == "os.reboot_pending" for one in found.findings)


def test_only_the_findings_that_are_open_are_named():
    some = [
        service("W3SVC"),
        service("MSExchangeIS", "Stopped", "Disabled"),
        service("pla", "Stopped", "Manual"),
    ]

    (found,) = (one for one in duties(services={"items": some}) if one.id == "svc.critical")

    assert [one.instance for one in found.findings] == ["MSExchangeIS"]


def test_the_open_ones_come_first():
    found = [one.state for one in duties(iis_apphost={"exists": True})]

    assert set(found) == {OPEN, UNSEEN, DONE}
    assert found == sorted(found, key=list(DutyState).index)


def test_every_duty_can_be_said():
    words = wording.load()

    assert all(words.say(one.title) for one in duties())
    assert all(words.has(f"upkeep.duty.{state}") for state in DutyState)
