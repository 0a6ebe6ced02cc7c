# SPDX-License-Identifier: MIT
"""What is said of the settings that often go wrong."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY, INFO = TrafficLight.GREY, TrafficLight.INFO


@pytest.mark.parametrize(
    ("milliseconds", "light"),
    [
        (None, RED),
        (0, RED),
        (899_999, YELLOW),
        (900_000, GREEN),
        (1_800_000, GREEN),
        (1_800_001, YELLOW),
    ],
)
def test_connections_are_kept_alive_between_15_and_30_minutes(milliseconds, light):
    found = finding_of("cfg.tcp_keepalive", registry={"tcp_keep_alive_time": milliseconds})

    assert (found.verdict, found.value) == (light, str(milliseconds or 0))


@pytest.mark.parametrize(
    ("flags", "running", "light", "value"),
    [
        (None, [0, 0], INFO, "False"),
        (0, [2], INFO, "False"),
        (1, None, RED, "True"),
        (-1, [], RED, "True"),
        (0, [1, 2], RED, "True"),
        (0, None, GREY, ""),
    ],
)
def test_credential_guard_is_red_if_it_is_set_or_runs(flags, running, light, value):
    registry = {"lsa_cfg_flags": flags, "device_guard_services_running": running}

    found = finding_of("cfg.credential_guard", registry=registry)

    assert (found.light, found.value) == (light, value)


@pytest.mark.parametrize(
    ("set_to", "light"), [(None, GREEN), (0, GREEN), (1, YELLOW), (-1, YELLOW)]
)
def test_a_policy_against_new_root_certificates_is_yellow(set_to, light):
    found = finding_of("cfg.root_auto_update", registry={"disable_root_auto_update": set_to})

    assert (found.light, found.value) == (light, str(bool(set_to)))


@pytest.mark.parametrize(("exists", "light"), [(True, GREEN), (False, RED)])
def test_the_transport_service_needs_its_configuration(exists, light):
    files = {"edge_transport_config": {"path": "C:\\x.config", "exists": exists}}

    found = finding_of("cfg.edgetransport_config", exchange_files=files)

    assert (found.light, found.value) == (light, str(exists))


def test_a_configuration_file_that_is_damaged_is_red_and_an_absent_one_is_not_judged():
    broken = {"path": "C:\\EdgeTransport.exe.config", "exists": True, "parse_error": "line 3"}
    absent = {"path": "C:\\noderunner.exe.config", "exists": False, "parse_error": None}

    (found,) = findings_of(
        "cfg.config_invalid_xml",
        exchange_files={"edge_transport_config": broken, "noderunner_config": absent},
    )

    assert (found.light, found.value) == (RED, "True")
    assert found.instance == "EdgeTransport.exe.config"


def test_configuration_files_that_can_be_read_are_green():
    file = {"path": "C:\\a.config", "exists": True, "parse_error": None}
    files = {"edge_transport_config": file, "noderunner_config": file}

    found = findings_of("cfg.config_invalid_xml", exchange_files=files)

    assert [(one.light, one.value) for one in found] == [(GREEN, "False")] * 2


def test_domains_with_a_wildcard_in_front_are_no_open_relay():
    domains = [{"domain_name": "*.contoso.example"}, {"domain_name": "contoso.example"}]

    found = finding_of("cfg.open_relay", accepted_domains={"items": domains})

    assert (found.light, found.value) == (INFO, "Not Set")


@pytest.mark.parametrize(
    ("kind", "build", "variant"),
    [
        ("ExternalRelay", "15.2.986.5", "open"),
        ("InternalRelay", "15.2.922.7", "open"),
        ("InternalRelay", "15.2.986.5", "internal"),
    ],
)
def test_a_domain_that_stands_for_all_is_red(kind, build, variant):
    domain = {"id": "All", "domain_name": "*", "domain_type": kind}

    found = finding_of("cfg.open_relay", build=build, accepted_domains={"items": [domain]})

    assert (found.light, found.variant, found.value) == (RED, variant, f"All ({kind})")


@pytest.mark.parametrize(("set_to", "light"), [(None, GREEN), (0, GREEN), (1, RED), (-1, RED)])
def test_windows_that_ignores_extended_protection_is_red(set_to, light):
    found = finding_of("cfg.suppress_ep", registry={"suppress_extended_protection": set_to})

    assert found.light is light
