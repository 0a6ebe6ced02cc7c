# SPDX-License-Identifier: MIT
"""What is said of the machine, its memory and its network adapters."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY, INFO = TrafficLight.GREY, TrafficLight.INFO

GIBIBYTE = 1024**3
EDGE = {"edge_transport_role_key": True}


@pytest.mark.parametrize(
    ("maker", "value"),
    [
        ("VMware, Inc.", "VMware"),
        ("Amazon EC2", "AmazonEC2"),
        ("Microsoft Corporation", "HyperV"),
        ("Contoso", "Physical"),
        (None, "Unknown"),
    ],
)
def test_the_kind_of_machine_is_named(maker, value):
    found = finding_of("hw.type", hardware={"manufacturer": maker})

    assert (found.light, found.value) == (INFO, value)


@pytest.mark.parametrize(
    ("build", "role", "gigabytes", "light"),
    [
        ("15.2.1748.39", {}, 127, YELLOW),
        ("15.2.1748.39", {}, 128, INFO),
        ("15.2.2562.17", {}, 257, YELLOW),
        ("15.2.1748.39", EDGE, 64, INFO),
        ("15.2.1748.39", EDGE, 63, YELLOW),
        ("15.1.2507.39", {}, 6, INFO),
        ("15.1.2507.39", {}, 193, YELLOW),
        ("15.0.1497.48", {}, 97, YELLOW),
    ],
)
def test_memory_is_compared_with_what_is_recommended(build, role, gigabytes, light):
    found = finding_of(
        "hw.memory",
        build=build,
        exchange_setup=role,
        hardware={"memory_modules": [{"capacity": gigabytes * GIBIBYTE}]},
    )

    assert (found.verdict, found.value) == (light, str(gigabytes))


def machine(maker, gigabytes=16.0):
    return {"manufacturer": maker, "memory_modules": [{"capacity": int(gigabytes * GIBIBYTE)}]}


@pytest.mark.parametrize(
    ("hardware", "counters", "light", "value"),
    [
        (
            machine("Microsoft Corporation"),
            {"hyperv_maximum_memory_mb": 16384.0},
            GREEN,
            "False",
        ),
        (
            machine("Microsoft Corporation", 15.9),
            {"hyperv_maximum_memory_mb": 16384.0},
            GREEN,
            "False",
        ),
        (machine("Microsoft Corporation"), {"hyperv_maximum_memory_mb": 1048576.0}, RED, "True"),
        (
            machine("Microsoft Corporation"),
            {"vmware_memory_reservation_mb": 16384.0},
            YELLOW,
            "Unknown",
        ),
        (machine("VMware, Inc."), {"vmware_memory_reservation_mb": 16384.0}, GREEN, "False"),
        (machine("VMware, Inc."), {"vmware_memory_reservation_mb": 0.0}, RED, "True"),
    ],
)
def test_a_virtual_machine_has_to_keep_its_memory(hardware, counters, light, value):
    found = finding_of("hw.dynamic_memory", hardware=hardware, counters=counters)

    assert (found.verdict, found.value) == (light, value)


def test_a_physical_machine_keeps_its_memory_anyway():
    assert findings_of("hw.dynamic_memory", hardware=machine("Contoso")) == ()


@pytest.mark.parametrize("check_id", ["hw.memory", "hw.dynamic_memory"])
def test_memory_nobody_knows_is_not_judged(check_id):
    assert finding_of(check_id, hardware={"manufacturer": "VMware, Inc."}).light is GREY


def network(components=None, **adapter):
    return {
        "disabled_components": components,
        "adapters": [{"name": "LAN", **adapter}],
    }


@pytest.mark.parametrize(
    ("enabled", "components", "light", "value"),
    [
        (True, None, INFO, "True"),
        (True, -1, INFO, "True"),
        (False, 255, INFO, "True"),
        (False, None, RED, "False"),
        (False, 0, RED, "False"),
        (False, -1, RED, "False"),
        (None, 255, GREY, ""),
    ],
)
def test_ipv6_is_switched_off_in_one_way_only(enabled, components, light, value):
    given = network(components, ipv6_enabled=enabled)

    found = finding_of("nic.ipv6_disabled_wrong", network=given)

    assert (found.light, found.value) == (light, value)


@pytest.mark.parametrize(
    ("registers", "light", "value"),
    [(True, GREEN, "False"), (False, RED, "True"), (None, GREY, "")],
)
def test_an_adapter_has_to_register_the_name(registers, light, value):
    given = network(register_in_dns=registers)

    found = finding_of("nic.none_registered_dns", network=given)

    assert (found.light, found.value) == (light, value)


@pytest.mark.parametrize("check_id", ["nic.none_registered_dns", "nic.ipv6_disabled_wrong"])
def test_a_server_without_adapters_was_not_read_rightly(check_id):
    assert finding_of(check_id, network={"adapters": []}).light is GREY
