# SPDX-License-Identifier: MIT
"""What is said of mailbox databases, their backups and their copies."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of, not_collected

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY, INFO = TrafficLight.GREY, TrafficLight.INFO

MEMBER = {"database_availability_group": "DAG1"}


def databases(**facts):
    return {"items": [{"name": "DB1", **facts}]}


@pytest.mark.parametrize(
    ("mounted", "server", "light", "variant"),
    [
        (True, "EX01", GREEN, "mounted"),
        (False, "ex01.contoso.example", RED, "dismounted"),
        (False, None, RED, "dismounted"),
        (False, "EX02", YELLOW, "dismounted_elsewhere"),
        (True, "EX02", GREEN, "mounted"),
        (None, "EX01", GREY, "not_collected"),
    ],
)
def test_a_database_has_to_be_mounted_where_it_is_active(mounted, server, light, variant):
    given = databases(mounted=mounted, mounted_on_server=server)

    found = finding_of("extra.db_mounted", mailbox_databases=given)

    assert (found.light, found.variant) == (light, variant)


@pytest.mark.parametrize(
    ("full", "incremental", "light", "value"),
    [
        ("2026-06-17T08:00:00Z", None, GREEN, "3"),
        ("2026-06-16T08:00:00Z", None, YELLOW, "4"),
        ("2026-06-13T08:00:00Z", None, YELLOW, "7"),
        ("2026-06-12T08:00:00Z", None, RED, "8"),
        ("2026-06-01T08:00:00Z", "2026-06-20T02:00:00Z", GREEN, "0"),
        (None, None, RED, "Never"),
    ],
)
def test_the_newest_backup_counts_when_the_facts_were_collected(full, incremental, light, value):
    given = databases(last_full_backup=full, last_incremental_backup=incremental)

    found = finding_of("extra.db_backup_age", mailbox_databases=given)

    assert (found.light, found.value, found.instance) == (light, value, "DB1")


@pytest.mark.parametrize(("server", "light"), [(MEMBER, INFO), ({}, RED)])
def test_copies_stand_in_for_backups_only_in_a_group(server, light):
    given = databases(circular_logging_enabled=True)

    found = finding_of("extra.db_backup_age", mailbox_databases=given, mailbox_server=server)

    assert found.light is light


def test_the_group_is_not_asked_for_where_a_backup_is_recent():
    given = databases(circular_logging_enabled=True, last_full_backup="2026-06-20T02:00:00Z")

    found = finding_of(
        "extra.db_backup_age", mailbox_databases=given, mailbox_server=not_collected()
    )

    assert found.light is GREEN


@pytest.mark.parametrize(
    ("copy", "light", "variant"),
    [
        ({"status": "Mounted"}, GREEN, "well"),
        (
            {"status": "Healthy", "copy_queue_length": 10, "content_index_state": "NotApplicable"},
            GREEN,
            "well",
        ),
        ({"status": "Healthy", "copy_queue_length": 11}, RED, "behind"),
        ({"status": "FailedAndSuspended"}, RED, "broken"),
        ({"status": "Healthy", "content_index_state": "Failed"}, RED, "index"),
    ],
)
def test_a_copy_has_to_be_healthy_and_close_behind(copy, light, variant):
    given = {"items": [{"name": "DB1\\EX01", **copy}]}

    found = finding_of("extra.copy_status", database_copies=given)

    assert (found.light, found.variant, found.value) == (light, variant, copy["status"])


def replication(*results):
    return {
        "items": [{"check": f"Test{number}", "result": one} for number, one in enumerate(results)]
    }


@pytest.mark.parametrize(
    ("results", "light", "value"),
    [
        (["Passed", "Passed"], GREEN, "Passed"),
        (["Passed", "*FAILED*"], RED, "FAILED"),
        (["Passed", "*Warning*"], YELLOW, "Warning"),
        ([], GREY, ""),
    ],
)
def test_the_replication_test_has_to_pass(results, light, value):
    found = finding_of(
        "extra.replication_health", mailbox_server=MEMBER, replication_health=replication(*results)
    )

    assert (found.light, found.value) == (light, value)


def test_a_server_on_its_own_replicates_nothing():
    assert findings_of("extra.replication_health", replication_health=not_collected()) == ()
