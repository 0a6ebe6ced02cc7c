# SPDX-License-Identifier: MIT
"""What is said of updates of Windows, disks and remote management."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of, not_collected

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY = TrafficLight.GREY

GIBIBYTE = 1024**3
APPHOST = {"path": "C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config"}


@pytest.mark.parametrize(
    ("newest", "light", "days"),
    [
        ("2026-06-20", GREEN, "0"),
        ("2026-06-21", GREEN, "0"),
        ("2026-05-06", GREEN, "45"),
        ("2026-05-05", YELLOW, "46"),
        ("2026-03-22", YELLOW, "90"),
        ("2026-03-21", RED, "91"),
    ],
)
def test_windows_has_to_be_updated_every_month(newest, light, days):
    items = [{"installed_on": one} for one in ("2020-01-01", newest, None)]

    found = finding_of("extra.os_patch_age", hotfixes={"items": items})

    assert (found.light, found.value) == (light, days)


@pytest.mark.parametrize("items", [[], [{"installed_on": None}]])
def test_updates_without_a_date_are_not_judged(items):
    assert finding_of("extra.os_patch_age", hotfixes={"items": items}).light is GREY


def volume(name, free, capacity):
    return {"name": name, "free_space": int(free * GIBIBYTE), "capacity": int(capacity * GIBIBYTE)}


def disks(*volumes, **facts):
    return findings_of(
        "extra.disk_free", volumes={"items": list(volumes)}, **{"iis_apphost": APPHOST, **facts}
    )


@pytest.mark.parametrize(
    ("free", "capacity", "light"),
    [
        (15, 100, GREEN),
        (14.9, 100, YELLOW),
        (10, 100, YELLOW),
        (9.9, 20, RED),
        (49, 1000, RED),
        (51, 1000, YELLOW),
    ],
)
def test_a_disk_has_to_have_room(free, capacity, light):
    (found,) = disks(volume("C:\\", free, capacity))

    assert (found.light, found.instance) == (light, "C:\\")


def test_only_disks_that_windows_and_exchange_write_to_are_judged():
    found = disks(
        volume("C:\\", 50, 100),
        volume("D:\\", 50, 100),
        volume("E:\\", 0, 100),
        volume("\\\\?\\Volume{1}\\", 0, 1),
        volume("M:\\", 0, 100),
        volume("M:\\DB1\\", 50, 100),
        volume("X:\\", 0, 0),
        exchange_setup={"msi_install_path": "D:\\Exchange Server\\V15\\"},
        mailbox_databases={
            "items": [{"edb_file_path": "m:\\db1\\DB1.edb", "log_folder_path": "M:\\DB1"}]
        },
    )

    assert [one.instance for one in found] == ["C:\\", "D:\\", "M:\\DB1\\"]
    assert {one.light for one in found} == {GREEN}


def test_the_mail_queue_counts():
    transport = {"queue_database_path": "E:\\Queue", "temporary_storage_path": None}

    found = disks(
        volume("C:\\", 50, 100),
        volume("E:\\", 1, 100),
        exchange_files={"edge_transport_config": transport},
        iis_apphost=not_collected(),
    )

    assert [(one.instance, one.light) for one in found] == [("C:\\", GREEN), ("E:\\", RED)]


def test_without_a_disk_that_counts_nothing_is_judged():
    (found,) = disks(volume("Z:\\", 50, 100))

    assert found.light is GREY


@pytest.mark.parametrize(
    ("unencrypted", "basic", "light", "value"),
    [
        (False, False, GREEN, "None"),
        (True, False, YELLOW, "AllowUnencrypted"),
        (True, True, YELLOW, "AllowUnencrypted, Basic"),
        (False, None, GREY, ""),
    ],
)
def test_remote_management_must_not_be_readable_on_its_way(unencrypted, basic, light, value):
    winrm = {"allow_unencrypted": unencrypted, "auth_basic": basic}

    found = finding_of("extra.winrm_self", winrm=winrm)

    assert (found.light, found.value) == (light, value)


def test_disks_are_judged_although_where_exchange_writes_is_not_known():
    places = ("exchange_setup", "exchange_files", "mailbox_databases")

    (found,) = disks(volume("C:\\", 5, 100), **dict.fromkeys(places, not_collected()))

    assert (found.light, found.instance) == (RED, "C:\\")
