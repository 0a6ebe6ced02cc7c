# SPDX-License-Identifier: MIT
"""Components that an update has left out of service, and who has to free them."""

from __future__ import annotations

import pytest

from exchpatch_gui.upkeep.differences import Area, Judged
from tests.helpers.snapshots import area_of, difference_of

START = "Set-ServerComponentState -Identity 'EX01' -Component 'HubTransport'"


def states(*items):
    return {"component_states": {"items": list(items)}}


def component(state="Active", name="HubTransport", local=(), remote=()):
    return {
        "component": name,
        "state": state,
        "local_states": [f"Requestor:{one}; State:Inactive; Timestamp:1.2.2026" for one in local],
        "remote_states": [f"Requester:{one}; State:Inactive; Timestamp:1.2.2026" for one in remote],
    }


def changed(new, old=None):
    return difference_of(Area.COMPONENTS, states(old or component()), states(new))


@pytest.mark.parametrize(
    ("local", "remote", "commands"),
    [
        (["Maintenance"], ["Maintenance"], ("-Requester Maintenance -State Active",)),
        (["Functional"], [], ("-Requester Functional -State Active -LocalOnly",)),
        ([], ["HealthAPI"], ("-Requester HealthAPI -State Active -RemoteOnly",)),
        (
            ["Maintenance"],
            ["Deployment"],
            (
                "-Requester Maintenance -State Active -LocalOnly",
                "-Requester Deployment -State Active -RemoteOnly",
            ),
        ),
        (["Somebody"], ["$(whoami)"], ()),
        ([], [], ()),
    ],
)
def test_each_requester_frees_it_where_it_holds_it(local, remote, commands):
    found = changed(component("Inactive", local=local, remote=remote))

    assert (found.kind, found.judged) == ("inactive", Judged.RESTORE)
    assert found.commands == tuple(f"{START} {one}" for one in commands)


def test_a_requester_that_does_not_hold_it_need_not_free_it():
    held = component("Inactive", local=["Maintenance"])
    held["local_states"].append("Requestor:Functional; State:Active; Timestamp:1.2.2026")
    held["remote_states"] = ["no such form", "State:Inactive"]

    assert changed(held).commands == (f"{START} -Requester Maintenance -State Active -LocalOnly",)


def test_one_that_is_back_in_service_is_expected():
    found = changed(component(), component("Inactive"))

    assert (found.kind, found.judged, found.commands) == ("active", Judged.EXPECTED, ())


def test_maintenance_that_began_before_is_as_before():
    out = states(component("Inactive"))

    area = area_of(Area.COMPONENTS, out, out)

    assert area.differences == ()
    assert area.same == area.count


def test_one_that_is_gone_is_told():
    found = difference_of(Area.COMPONENTS, states(component()), states())

    assert (found.kind, found.judged) == ("gone", Judged.LOOK)


def test_the_whole_server_comes_last():
    names = ["ServerWideOffline", "HubTransport", "UMCallRouter"]
    before = states(*(component(name=name) for name in names))
    after = states(*(component("Inactive", name=name) for name in names))

    found = area_of(Area.COMPONENTS, before, after).differences

    assert [one.name for one in found] == ["HubTransport", "UMCallRouter", "ServerWideOffline"]


def test_what_only_exchange_online_has_does_not_count():
    before = states(component(name="ForwardSyncDaemon"))

    area = area_of(Area.COMPONENTS, before, states(component("Inactive", "ForwardSyncDaemon")))

    assert area.differences == ()
