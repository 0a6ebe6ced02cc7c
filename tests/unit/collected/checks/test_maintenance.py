# SPDX-License-Identifier: MIT
"""What is said of servers that are out of service."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of, not_collected

RED, GREEN, GREY = TrafficLight.RED, TrafficLight.GREEN, TrafficLight.GREY

FREE = {
    "name": "EX01",
    "database_copy_activation_disabled_and_move_now": False,
    "database_copy_auto_activation_policy": "Unrestricted",
}
MEMBER = {**FREE, "database_availability_group": "DAG1"}
ACTIVE = {"component": "ServerWideOffline", "state": "Active"}
OFF = "Requestor:Maintenance; State:Inactive; Timestamp:9/28/2021 5:20:23 PM"
ON = "Requestor:Functional; State:Active; Timestamp:9/28/2021 5:20:23 PM"


def components(*rows):
    return {"items": [ACTIVE, *rows]}


def inactive(name="HubTransport", local=(), remote=()):
    return {
        "component": name,
        "state": "Inactive",
        "local_states": list(local),
        "remote_states": list(remote),
    }


def test_a_server_in_service_is_green():
    given = components(inactive("ForwardSyncDaemon"), inactive("ProvisioningRps"))

    found = finding_of("maint.ok", component_states=given, mailbox_server=FREE)

    assert (found.light, found.value) == (GREEN, "Not in maintenance")
    assert finding_of("maint.component", component_states=given).light is GREEN


@pytest.mark.parametrize(
    ("states", "server", "nodes"),
    [
        (components(inactive()), FREE, []),
        (components(), {**FREE, "database_copy_auto_activation_policy": "Blocked"}, []),
        (components(), {**FREE, "database_copy_activation_disabled_and_move_now": True}, []),
        (components(), MEMBER, [{"name": "ex01", "state": "Paused"}]),
    ],
)
def test_whatever_is_out_of_service_makes_the_whole_red(states, server, nodes):
    found = finding_of(
        "maint.ok", component_states=states, mailbox_server=server, cluster={"nodes": nodes}
    )

    assert (found.light, found.value, found.details["count"]) == (RED, "In maintenance", 1)


def test_another_node_that_is_down_is_no_maintenance_of_this_server():
    nodes = [{"name": "EX01", "state": "Up"}, {"name": "EX02", "state": "Down"}]
    facts = {"mailbox_server": MEMBER, "cluster": {"installed": True, "nodes": nodes}}

    assert finding_of("maint.ok", component_states=components(), **facts).light is GREEN
    own, other = findings_of("maint.cluster_node", **facts)
    assert (own.light, own.instance) == (GREEN, "EX01")
    assert (other.light, other.instance, other.value) == (RED, "EX02", "Down")


def test_the_cluster_is_asked_for_only_in_a_group():
    missing = not_collected("skipped")
    facts = {"component_states": components(), "cluster": missing}

    assert findings_of("maint.cluster_node", mailbox_server=FREE, cluster=missing) == ()
    assert finding_of("maint.ok", mailbox_server=FREE, **facts).light is GREEN
    assert finding_of("maint.ok", mailbox_server=MEMBER, **facts).light is GREY
    assert finding_of("maint.cluster_node", mailbox_server=MEMBER, cluster=missing).light is GREY


@pytest.mark.parametrize(
    ("local", "remote", "variant"),
    [
        ([OFF], [ON, OFF], "inactive"),
        ([ON, OFF], [ON], "inactive_local"),
        ([ON], [OFF], "inactive_remote"),
        ([], [], "inactive"),
    ],
)
def test_a_component_says_who_holds_it_back(local, remote, variant):
    given = components(inactive("HubTransport", local, remote))

    found = finding_of("maint.component", component_states=given)

    assert (found.light, found.variant) == (RED, variant)
    assert (found.instance, found.value) == ("HubTransport", "Inactive")


def test_without_any_component_nothing_is_called_active():
    assert finding_of("maint.component").light is GREY


@pytest.mark.parametrize(
    ("change", "light", "value"),
    [
        ({}, GREEN, "Unrestricted"),
        (
            {"database_copy_auto_activation_policy": "blocked"},
            RED,
            "DatabaseCopyAutoActivationPolicy",
        ),
        ({"database_copy_activation_disabled_and_move_now": None}, GREY, ""),
    ],
)
def test_databases_have_to_be_able_to_become_active(change, light, value):
    found = finding_of("maint.db_copy", mailbox_server={**FREE, **change})

    assert (found.light, found.value) == (light, value)


def test_edge_servers_hold_no_databases():
    edge = {"edge_transport_role_key": True}
    facts = {"exchange_setup": edge, "mailbox_server": not_collected("skipped")}

    assert findings_of("maint.db_copy", **facts) == ()
    assert findings_of("maint.cluster_node", **facts) == ()
    assert finding_of("maint.ok", component_states=components(), **facts).light is GREEN
