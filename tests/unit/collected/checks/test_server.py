# SPDX-License-Identifier: MIT
"""What is said of the server itself: role, licence, proxy, switches and groups."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY, INFO = TrafficLight.GREY, TrafficLight.INFO

EDGE = {"edge_transport_role_key": True}


@pytest.mark.parametrize(
    ("role", "value"),
    [
        ("Mailbox", "Mailbox"),
        ("Edge", "Edge"),
        ("ClientAccess", "ClientAccess"),
        ("Mailbox, ClientAccess", "MultiRole"),
    ],
)
def test_the_role_is_named(role, value):
    found = finding_of("server.role", exchange_server={"server_role": role})

    assert (found.light, found.value) == (INFO, value)


@pytest.mark.parametrize(
    ("edition", "trial", "light"),
    [
        ("StandardEvaluation", True, YELLOW),
        ("Standard", False, INFO),
        ("Standard", None, GREY),
        (None, False, GREY),
    ],
)
def test_a_server_needs_a_licence(edition, trial, light):
    found = finding_of(
        "server.edition_trial", exchange_server={"edition": edition, "is_trial_edition": trial}
    )

    assert (found.light, found.value) == (light, "" if light is GREY else edition)


@pytest.mark.parametrize(
    ("left", "expired", "light", "days"),
    [
        ("180.00:00:00", False, INFO, 180),
        ("7.00:00:00", False, INFO, 7),
        ("6.23:59:59.9999999", False, YELLOW, 6),
        ("00:00:00", True, RED, 0),
        ("00:00:00", None, RED, 0),
        ("-12.01:00:00", None, RED, 0),
    ],
)
def test_a_trial_ends(left, expired, light, days):
    server = {
        "is_trial_edition": True,
        "is_expired_trial_edition": expired,
        "remaining_trial_period": left,
    }

    found = finding_of("server.trial_remaining", exchange_server=server)

    assert (found.light, found.value, found.details["count"]) == (light, left, days)


@pytest.mark.parametrize("left", [None, "soon", "99:99", "1.2.3:4:5"])
def test_a_period_that_can_not_be_read_is_grey(left):
    server = {"is_trial_edition": True, "remaining_trial_period": left}

    assert finding_of("server.trial_remaining", exchange_server=server).light is GREY


def test_nothing_is_said_of_the_trial_of_a_licensed_server():
    server = {"is_trial_edition": False}

    assert findings_of("server.trial_remaining", exchange_server=server) == ()


@pytest.mark.parametrize(
    ("proxy", "light", "value"),
    [
        (None, INFO, "Not Set"),
        ("http://proxy.contoso.example:8080/", INFO, "http://proxy.contoso.example:8080/"),
        ("https://proxy.contoso.example/", RED, "https://proxy.contoso.example/"),
        ("proxy.contoso.example:8080", RED, "proxy.contoso.example:8080"),
    ],
)
def test_the_proxy_has_to_be_written_with_http(proxy, light, value):
    found = finding_of("server.internet_web_proxy", exchange_server={"internet_web_proxy": proxy})

    assert (found.light, found.value) == (light, value)


def directories(enabled):
    back_end = {"name": "EWS (Exchange Back End)", "mrs_proxy_enabled": True}
    return {"items": [back_end, {"name": "EWS (Default Web Site)", "mrs_proxy_enabled": enabled}]}


@pytest.mark.parametrize(
    ("enabled", "light", "value"),
    [(True, YELLOW, "True"), (False, INFO, "False"), (None, GREY, "")],
)
def test_moves_over_the_internet_are_told(enabled, light, value):
    found = finding_of("ews.mrs_proxy", ews_virtual_directories=directories(enabled))

    assert (found.light, found.value) == (light, value)


def test_a_server_without_that_directory_was_not_read_rightly():
    assert finding_of("ews.mrs_proxy").light is GREY


@pytest.mark.parametrize(
    ("enabled", "light", "value"),
    [(True, INFO, "True"), (False, INFO, "False"), (None, YELLOW, "Unknown")],
)
def test_download_domains_are_told(enabled, light, value):
    found = finding_of(
        "org.download_domains", organization_config={"enable_download_domains": enabled}
    )

    assert (found.light, found.value) == (light, value)


TRUSTED, SERVERS = "S-1-5-21-1-2-3-1120", "S-1-5-21-1-2-3-1119"
WELL_KNOWN = [
    {"well_known_guid": "ea876a58db6dd04c9006939818f800eb", "sid": TRUSTED},
    {"well_known_guid": "A7D2016C83F003458132789EEB127B84", "sid": SERVERS},
]


def membership(groups, administrators, known=WELL_KNOWN):
    return findings_of(
        "ad.server_membership",
        ad_computer={"member_of": [{"sid": one} for one in groups]},
        ad_well_known_groups={"items": known},
        local_administrators={"members": [{"sid": one} for one in administrators]},
    )


def test_a_server_in_all_groups_has_passed():
    (found,) = membership([SERVERS, TRUSTED], [TRUSTED, "S-1-5-21-9-9-9-500"])

    assert (found.light, found.value) == (INFO, "Passed")


@pytest.mark.parametrize(
    ("groups", "administrators", "instances"),
    [
        ([SERVERS], [TRUSTED], ["ad: Exchange Trusted Subsystem"]),
        ([TRUSTED], [TRUSTED], ["ad: Exchange Servers"]),
        ([TRUSTED, SERVERS], [], ["local: Exchange Trusted Subsystem"]),
        (
            [],
            [],
            [
                "ad: Exchange Trusted Subsystem",
                "ad: Exchange Servers",
                "local: Exchange Trusted Subsystem",
            ],
        ),
    ],
)
def test_each_missing_group_is_named(groups, administrators, instances):
    found = membership(groups, administrators)

    assert [one.instance for one in found] == instances
    assert {(one.light, one.value) for one in found} == {(RED, "Missing")}


@pytest.mark.parametrize("known", [[], WELL_KNOWN[:1], [*WELL_KNOWN[1:], {"well_known_guid": "x"}]])
def test_groups_nobody_knows_are_not_missing(known):
    (found,) = membership([], [], known)

    assert found.light is GREY


@pytest.mark.parametrize(
    "check_id", ["ews.mrs_proxy", "org.download_domains", "ad.server_membership"]
)
def test_edge_servers_are_outside_of_the_organisation(check_id):
    assert findings_of(check_id, exchange_setup=EDGE) == ()
