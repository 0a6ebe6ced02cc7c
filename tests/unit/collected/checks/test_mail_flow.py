# SPDX-License-Identifier: MIT
"""What is said of the transport service and its queues."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY = TrafficLight.GREY

TEMP = "D:\\Exchange\\TransportRoles\\data\\Temp"


def meters(**uses):
    rows = [{"resource": name, "current_use": use} for name, use in uses.items()]
    return {"meters": rows}


def test_memory_alone_presses_nobody():
    found = finding_of(
        "transport.back_pressure",
        resource_throttling=meters(SystemMemory="High", PrivateBytes="Low"),
    )

    assert (found.light, found.value) == (GREEN, "None")


def test_pressed_resources_are_named_once_without_their_paths():
    rows = {"UsedDiskSpace[D:\\Queue]": "Medium", "UsedDiskSpace[D:\\data]": "High"}
    given = meters(**rows, **{"DatabaseUsedSpace[D:\\Queue]": "High", "JetSessions": "Low"})

    found = finding_of("transport.back_pressure", resource_throttling=given)

    assert (found.light, found.value) == (RED, "UsedDiskSpace, DatabaseUsedSpace")


def test_nothing_measured_is_nothing_known():
    assert finding_of("transport.back_pressure").light is GREY


@pytest.mark.parametrize(
    ("queue", "light", "variant"),
    [
        ({"status": "Ready", "message_count": 101}, YELLOW, "long"),
        ({"status": "Retry", "message_count": 1}, YELLOW, "retry"),
        ({"status": "Retry", "message_count": 501}, RED, "long"),
        ({"status": "Active", "message_count": 501}, RED, "long"),
        ({"status": "Suspended", "message_count": 0}, RED, "suspended"),
    ],
)
def test_a_queue_that_is_stuck_is_named(queue, light, variant):
    flowing = {"identity": "EX01\\1", "status": "Ready", "message_count": 100}

    found = finding_of(
        "extra.queue_length", queues={"items": [flowing, {"identity": "x", **queue}]}
    )

    assert (found.light, found.variant, found.instance) == (light, variant, "x")
    assert found.value == str(queue["message_count"])


def test_copies_that_wait_by_design_are_no_jam():
    shadow = {"delivery_type": "ShadowRedundancy", "status": "Ready", "message_count": 2000}

    found = finding_of("extra.queue_length", queues={"items": [shadow]})

    assert (found.light, found.value) == (GREEN, "0")


def files(cleanup, storage=TEMP, **changes):
    transport = {"path": "T", "exists": True, "temporary_storage_path": storage}
    cleaning = {"path": "A", "exists": True, "cleanup_folder_paths": cleanup}
    return {
        "edge_transport_config": {**transport, **changes.get("transport", {})},
        "antimalware_config": {**cleaning, **changes.get("cleaning", {})},
    }


@pytest.mark.parametrize(
    ("given", "light", "value"),
    [
        (
            files([f"C:\\Windows\\Temp\\UnifiedContent;{TEMP.upper()}\\UnifiedContent\\"]),
            GREEN,
            True,
        ),
        (files([f"{TEMP}\\UnifiedContent"], storage=TEMP + "\\"), GREEN, True),
        (files(["C:\\Windows\\Temp\\UnifiedContent"]), RED, False),
        (files([]), RED, False),
        (files([], storage=None), RED, "Unknown"),
        (files([], transport={"exists": False}), RED, "Unknown"),
        (files([], cleaning={"parse_error": "line 3"}), RED, "Unknown"),
    ],
)
def test_the_folder_of_the_malware_scan_has_to_be_cleaned_up(given, light, value):
    found = finding_of("transport.unified_content", exchange_files=given)

    assert (found.light, found.value) == (light, str(value))


def test_edge_servers_scan_nothing():
    edge = {"edge_transport_role_key": True}

    assert findings_of("transport.unified_content", exchange_setup=edge) == ()
