# SPDX-License-Identifier: MIT
"""What is said of TLS by the registry."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY = TrafficLight.GREY

UNSET = (None, None, None, None)
ON = (1, 0, 1, 0)
OFF = (0, 1, 0, 1)
WINDOWS_2019 = {"version": "10.0.17763"}
WINDOWS_2022 = {"version": "10.0.20348"}
WINDOWS_2025 = {"version": "10.0.26100"}
_FIELDS = (
    "server_enabled",
    "server_disabled_by_default",
    "client_enabled",
    "client_disabled_by_default",
)


def tls(dotnet=(1, 1), **versions):
    """Set versions, named as ``v1_2``; server and client, each Enabled and DisabledByDefault."""
    rows = {"1.0": OFF, "1.1": OFF, "1.2": ON, "1.3": UNSET}
    rows |= {name[1:].replace("_", "."): values for name, values in versions.items()}
    protocols = [
        {"version": version} | dict(zip(_FIELDS, values, strict=True))
        for version, values in rows.items()
    ]
    default, strong = dotnet
    nets = [
        {
            "version": version,
            "wow6432": wow,
            "system_default_tls_versions": default,
            "sch_use_strong_crypto": strong,
        }
        for version in ("v4.0.30319", "v2.0.50727")
        for wow in (False, True)
    ]
    return {"protocols": protocols, "dotnet": nets}


@pytest.mark.parametrize(
    ("values", "light", "state"),
    [
        (OFF, GREEN, "Disabled"),
        ((0, None, 0, None), GREEN, "Disabled"),
        (UNSET, YELLOW, "Enabled"),
        ((1, 0, None, None), YELLOW, "Enabled"),
        ((-1, 0, -1, 0), YELLOW, "Enabled"),
        ((0, 0, 0, 1), RED, "Half Disabled"),
        ((1, 1, 1, 0), RED, "Half Disabled"),
        ((0, 1, 1, 0), RED, "Misconfigured"),
        ((0, 1, -1, 0), RED, "Misconfigured"),
        ((0, 1, None, None), RED, "Misconfigured"),
    ],
)
@pytest.mark.parametrize("version", ["1_0", "1_1"])
def test_an_outdated_version_is_green_only_when_it_is_off_in_both_directions(
    version, values, light, state
):
    found = finding_of(f"tls.{version}", tls=tls(**{f"v{version}": values}))

    assert (found.light, found.value) == (light, state)


@pytest.mark.parametrize(
    ("values", "light", "state"),
    [
        (ON, GREEN, "Enabled"),
        (UNSET, GREEN, "Enabled"),
        (OFF, RED, "Disabled"),
        ((1, 1, 1, 1), RED, "Half Disabled"),
        ((1, 0, 0, 1), RED, "Misconfigured"),
    ],
)
def test_tls_1_2_has_to_be_on(values, light, state):
    found = finding_of("tls.1_2", tls=tls(v1_2=values))

    assert (found.light, found.value) == (light, state)


@pytest.mark.parametrize(
    ("values", "system", "build", "light"),
    [
        (ON, WINDOWS_2019, "15.2.1748.39", RED),
        (ON, WINDOWS_2022, "15.2.1544.9", RED),
        (ON, WINDOWS_2022, "15.2.1748.10", GREEN),
        (ON, WINDOWS_2025, "15.2.2562.17", GREEN),
        (OFF, WINDOWS_2022, "15.2.2562.17", GREEN),
        ((1, 0, 0, 1), WINDOWS_2025, "15.2.2562.17", RED),
        ((1, 1, 1, 1), WINDOWS_2025, "15.2.2562.17", RED),
    ],
)
def test_tls_1_3_may_be_on_only_where_windows_and_exchange_know_it(values, system, build, light):
    found = finding_of("tls.1_3", build=build, tls=tls(v1_3=values), operating_system=system)

    assert found.light is light


def test_tls_1_3_that_is_off_is_not_worth_a_word_where_windows_does_not_know_it():
    assert findings_of("tls.1_3", tls=tls(), operating_system=WINDOWS_2019) == ()


@pytest.mark.parametrize(
    ("values", "system", "light", "value"),
    [
        (ON, WINDOWS_2019, RED, "True"),
        (UNSET, WINDOWS_2019, GREEN, "False"),
        (ON, WINDOWS_2025, GREEN, "True"),
    ],
)
def test_tls_1_3_on_is_no_fault_where_it_is_supported(values, system, light, value):
    found = finding_of("tls.1_3_not_disabled", tls=tls(v1_3=values), operating_system=system)

    assert (found.light, found.value) == (light, value)


def test_a_version_that_was_not_collected_is_grey():
    found = finding_of("tls.1_2", tls={"protocols": []})

    assert found.light is GREY


def test_values_that_are_not_set_are_named_for_each_version_but_the_newest():
    found = findings_of("tls.values_null", tls=tls(v1_1=(0, 1, 0, None)))

    assert [(one.instance, one.light) for one in found] == [
        ("TLS 1.0", GREEN),
        ("TLS 1.1", RED),
        ("TLS 1.2", GREEN),
    ]
    assert found[1].details["values"] == "Client DisabledByDefault"


@pytest.mark.parametrize(
    ("dotnet", "light", "named"),
    [((1, 1), GREEN, ""), ((0, 0), GREEN, ""), ((1, None), RED, "SchUseStrongCrypto")],
)
def test_values_of_dotnet_4_have_to_be_set(dotnet, light, named):
    found = findings_of("tls.net_values_null", tls=tls(dotnet))

    assert [one.instance for one in found] == ["v4.0.30319", "v4.0.30319 (Wow6432Node)"]
    assert {(one.light, one.details["values"]) for one in found} == {(light, named)}


@pytest.mark.parametrize(
    ("dotnet", "versions", "light"),
    [
        ((1, 1), {}, GREEN),
        ((1, 0), {}, RED),
        ((None, 1), {"v1_0": ON}, RED),
        ((0, 0), {"v1_0": ON, "v1_1": ON}, GREEN),
    ],
)
def test_dotnet_may_not_insist_on_versions_that_are_off(dotnet, versions, light):
    assert finding_of("tls.net_not_strong", tls=tls(dotnet, **versions)).light is light


def test_versions_that_differ_by_direction_are_red():
    same = finding_of("tls.mismatch", tls=tls())
    differs = finding_of("tls.mismatch", tls=tls(v1_0=(0, 1, 1, 0)))

    assert (same.light, same.value) == (GREEN, "False")
    assert (differs.light, differs.value, differs.details["versions"]) == (RED, "True", "1.0")


def test_with_both_outdated_versions_on_nothing_is_hardened():
    assert finding_of("tls.hardening", tls=tls(v1_0=ON, v1_1=ON)).light is YELLOW
    assert finding_of("tls.hardening", tls=tls(v1_0=ON)).light is GREEN
