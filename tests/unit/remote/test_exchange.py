# SPDX-License-Identifier: MIT
"""Who signs in without a password gets what Exchange says by a second session, at its own door."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from psrpcore.types import PSGuid

from exchpatch_gui import resources
from exchpatch_gui.collected.document import Collected
from exchpatch_gui.collected.encoder import encode
from exchpatch_gui.collected.section import Status
from exchpatch_gui.demo.remoting.shells import Run
from exchpatch_gui.remote import exchange as second
from exchpatch_gui.remote.collect import Progress, collect
from exchpatch_gui.remote.exchange_sections import READERS
from tests.helpers.exchange_answers import healthy
from tests.helpers.exchange_shell import Answer, denied, diagnosis, exchange, many, thing
from tests.helpers.remote_servers import USER, answers
from tests.unit.remote.exchange_facts import FACTS
from tests.unit.remote.starting import LEFT_OUT, AtDoor, Start, bring, nobody

pytestmark = pytest.mark.usefixtures("ticket")


def brought_by(start: Start, **changes: Any) -> Collected:
    """Collect from a computer whose collector could not ask Exchange."""
    return bring(nobody(start(answers(LEFT_OUT)), **changes))


def data_of(found: Collected, name: str) -> Any:
    """Give a section's data as it is stored."""
    section = json.loads(encode(found))["sections"][name]
    assert section["status"] == "ok", section["error"]
    return section["data"]


def test_every_section_of_exchange_is_filled(start: Start, at_door: AtDoor):
    door = at_door(exchange(healthy()))

    found = brought_by(start)

    assert {name: data_of(found, name) for name in READERS} == FACTS
    assert {post.path for post in door.faults.posts} == {"powershell"}
    assert door.server.ledger.principals == [USER]
    assert door.server.shells == {}


def test_the_cmdlets_are_asked_for_this_server_with_plain_parameters(start: Start, at_door: AtDoor):
    asked: list[tuple[str, dict[str, object]]] = []
    at_door(exchange(healthy(), asked))

    brought_by(start)

    assert len(asked) == len(READERS) + 1
    assert ("Get-ExchangeServer", {"Identity": "EX01"}) in asked
    assert ("Get-OrganizationConfig", {}) in asked
    assert ("Get-OwaVirtualDirectory", {"Server": "EX01", "ADPropertiesOnly": True}) in asked


def test_the_script_asks_the_same_cmdlets(start: Start, at_door: AtDoor):
    asked: list[tuple[str, dict[str, object]]] = []
    at_door(exchange(healthy(), asked))
    script = resources.path("collector/Get-ExchangeState.ps1").read_text(encoding="utf-8")

    brought_by(start)

    assert [name for name, _ in asked if f"'{name}'" not in script and name not in script] == []
    assert second.NO_ACCOUNT in script


def test_progress_goes_on(start: Start, at_door: AtDoor):
    at_door(exchange(healthy()))
    told: list[Progress] = []

    collect(nobody(start(answers(LEFT_OUT))), threading.Event(), told.append)

    assert [one.section for one in told] == ["services", "certificates", *READERS]
    assert [one.done for one in told] == list(range(1, len(READERS) + 3))


def test_a_cmdlet_no_role_allows_costs_its_section_alone(start: Start, at_door: AtDoor):
    at_door(exchange({**healthy(), "Get-Queue": _missing}))

    found = brought_by(start)

    assert found.sections.queues.status is Status.ACCESS_DENIED
    assert "Get-Queue" in found.sections.queues.reason
    assert data_of(found, "mailbox_databases") == FACTS["mailbox_databases"]


def _missing(run: Run) -> None:
    run.complain(f"The term '{run.script}' is not recognized as the name of a cmdlet, function.")


def test_without_any_role_nothing_is_filled_and_nothing_is_green(start: Start, at_door: AtDoor):
    at_door(exchange({}))

    found = brought_by(start)

    states = {getattr(found.sections, name).status for name in READERS}
    assert states == {Status.ACCESS_DENIED}
    assert found.sections.services.status is Status.OK


def test_a_record_of_denial_is_told_in_the_words_of_the_server(start: Start, at_door: AtDoor):
    at_door(exchange({**healthy(), "Get-AuthConfig": denied}))

    section = brought_by(start).sections.auth_config

    assert (section.status, section.reason) == (Status.ACCESS_DENIED, "Zugriff verweigert.")


def test_an_error_beside_objects_counts_as_an_error(start: Start, at_door: AtDoor):
    def half(run: Run) -> None:
        run.write(thing("Half", Identity="EX01\\1", Status="Ready", MessageCount=1))
        run.complain("The queue viewer stopped.", "Half,Get-Queue")

    at_door(exchange({**healthy(), "Get-Queue": half}))

    section = brought_by(start).sections.queues

    assert (section.status, section.data) == (Status.ERROR, None)
    assert section.reason == "The queue viewer stopped."


def test_what_has_nothing_to_give_is_not_taken_for_fine(start: Start, at_door: AtDoor):
    nothing: dict[str, Answer] = {"Get-OrganizationConfig": [], "Get-ExchangeDiagnosticInfo": []}
    at_door(exchange({**healthy(), **nothing, "Get-HybridConfiguration": []}))

    found = brought_by(start)

    assert found.sections.organization_config.status is Status.ERROR
    assert "Get-OrganizationConfig" in found.sections.organization_config.reason
    assert found.sections.overrides_effective.status is Status.ERROR
    assert data_of(found, "hybrid_configuration")["configured"] is False


def test_a_server_on_its_own_is_not_asked_for_replication(start: Start, at_door: AtDoor):
    asked: list[tuple[str, dict[str, object]]] = []
    alone = thing(
        "MailboxServer",
        Name="EX01",
        DatabaseAvailabilityGroup=None,
        DatabaseCopyActivationDisabledAndMoveNow=False,
        DatabaseCopyAutoActivationPolicy="Unrestricted",
    )
    at_door(exchange({**healthy(), "Get-MailboxServer": [alone]}, asked))

    found = brought_by(start)

    assert found.sections.replication_health.status is Status.SKIPPED
    assert "Test-ReplicationHealth" not in dict(asked)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("<Diagnostics><Error>RPC Error 5 (access)</Error></Diagnostics>", Status.ACCESS_DENIED),
        ("<Diagnostics><Components /></Diagnostics>", Status.ERROR),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><Diagnostics>&a;</Diagnostics>", Status.ERROR),
        ("no XML at all", Status.ERROR),
        ("", Status.ERROR),
    ],
)
def test_diagnostics_without_an_answer_are_not_taken_for_none(
    start: Start, at_door: AtDoor, text: str, status: Status
):
    at_door(exchange({**healthy(), "Get-ExchangeDiagnosticInfo": [thing("Info", Result=text)]}))

    found = brought_by(start)

    assert found.sections.overrides_effective.status is status
    assert found.sections.resource_throttling.status is status


@pytest.mark.parametrize(
    ("updated", "stored"),
    [
        ('Updated="06/20/2026 07:00:00"', "2026-06-20T07:00:00Z"),
        ('Updated="lately"', None),
        ("", None),
    ],
)
def test_the_time_of_overrides_is_read_as_it_is_written(
    start: Start, at_door: AtDoor, updated: str, stored: str | None
):
    inside = f"<VariantConfiguration><Overrides {updated} /></VariantConfiguration>"
    at_door(exchange({**healthy(), "Get-ExchangeDiagnosticInfo": [diagnosis(inside)]}))

    found = brought_by(start)

    assert data_of(found, "overrides_effective") == {"updated": stored, "items": []}


def test_a_tracker_without_meters_says_nothing(start: Start, at_door: AtDoor):
    inside = "<ResourceThrottling><ResourceTracker /></ResourceThrottling>"
    at_door(exchange({**healthy(), "Get-ExchangeDiagnosticInfo": [diagnosis(inside)]}))

    assert brought_by(start).sections.resource_throttling.status is Status.ERROR


@pytest.mark.parametrize(
    ("cmdlet", "objects", "section"),
    [
        ("Get-Queue", [thing("Q", Identity="a", Status="Ready", MessageCount="many")], "queues"),
        ("Get-Queue", ["text"], "queues"),
        ("Get-Queue", [many("a", "b")], "queues"),
        ("Get-AuthServer", [thing("A", Name="a", Type="b", Enabled="perhaps")], "auth_servers"),
        ("Get-ExchangeServer", [thing("S", Name=thing("N"))], "exchange_server"),
        ("Get-MailboxDatabase", [thing("D", Name="DB01", Mounted=True)], "mailbox_databases"),
        ("Get-IRMConfiguration", [7], "irm_configuration"),
        ("Get-IRMConfiguration", [PSGuid(int=7)], "irm_configuration"),
        ("Get-IRMConfiguration", [{"InternalLicensingEnabled": True}], "irm_configuration"),
    ],
)
def test_objects_of_another_shape_cost_their_section_alone(
    start: Start, at_door: AtDoor, cmdlet: str, objects: list[Any], section: str
):
    at_door(exchange({**healthy(), cmdlet: objects}))

    found = brought_by(start)

    assert getattr(found.sections, section).status is Status.ERROR
    others = {getattr(found.sections, one).status for one in READERS if one != section}
    assert others == {Status.OK}


def test_hostile_text_stays_text(start: Start, at_door: AtDoor):
    name = "\x1b[31m<script>_x0041_\x00\u202e" + "x" * 100_000
    at_door(
        exchange(
            {
                **healthy(),
                "Get-DynamicDistributionGroup": [thing("G", Name=name)],
                "Get-Queue": lambda run: run.complain("\x1b[31m\u202e" + "y" * 100_000),
            }
        )
    )

    found = brought_by(start)

    (group,) = data_of(found, "public_folder_groups")["names"]
    assert group == name
    assert len(found.sections.queues.reason) <= 501
    assert not set(found.sections.queues.reason) & {"\x1b", "\u202e"}
