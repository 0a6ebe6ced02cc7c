# SPDX-License-Identifier: MIT
"""What is said of overrides and of the safeguards they switch off."""

from __future__ import annotations

import pytest

from exchpatch_gui.checks.inside.effective_settings import settings
from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import collected, context_of, finding_of, findings_of, not_collected

RED, GREEN = TrafficLight.RED, TrafficLight.GREEN
GREY, INFO = TrafficLight.GREY, TrafficLight.INFO

JAN23SU, NOV23SU = "15.2.1118.21", "15.2.1118.40"


def override(place, *parameters, name="One", **more):
    component, section = place.split("/")
    row = {"name": name, "component": component, "section": section, "parameters": parameters}
    return row | more


def effective(*rows):
    return {"items": [{"status": "Accepted"} | row for row in rows]}


def set_by(**sections):
    return [f"{one.place}={one.value}" for one in settings(context_of(collected(**sections)))]


def test_what_the_server_applies_counts_and_not_what_the_directory_holds():
    directory = {"items": [override("Cafe/HttpRequestFiltering", "Enabled=False")]}

    assert set_by(overrides_effective=effective(), overrides_directory=directory) == []


def test_only_accepted_overrides_count():
    refused = override("Cafe/X", "Enabled=False", status="Rejected")
    accepted = override("Cafe/Y", "Enabled = a=b", "Odd")

    found = set_by(overrides_effective=effective(refused, accepted))

    assert found == ["Cafe/Y/Enabled=a=b", "Cafe/Y/Odd="]


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({}, True),
        ({"servers": ["EX01"]}, True),
        ({"servers": ["ex01.contoso.example", "EX02"]}, True),
        ({"servers": ["EX02"]}, False),
        ({"min_version": "15.2.1748.39"}, True),
        ({"min_version": "15.2.2562.17"}, False),
        ({"max_version": "15.02.1748.038"}, False),
        ({"max_version": "nonsense"}, True),
    ],
)
def test_the_directory_stands_in_for_this_server_and_build(more, counts):
    directory = {"items": [override("Cafe/X", "Enabled=False", **more)]}

    found = set_by(overrides_effective=not_collected(), overrides_directory=directory)

    assert found == (["Cafe/X/Enabled=False"] if counts else [])


@pytest.mark.parametrize(
    "check_id",
    ["override.list", "override.duplicate", "override.strict_mode", "sds.enabled"],
)
def test_without_either_source_the_check_is_grey(check_id):
    found = finding_of(
        check_id,
        overrides_effective=not_collected("access_denied"),
        overrides_directory=not_collected("skipped"),
    )

    assert (found.light, found.details["section"]) == (GREY, "overrides_effective")


def test_overrides_are_listed_with_what_they_set():
    rows = (override("Cafe/X", "A=1", "B=2"), override("Data/Y", "C=3", name="Two"))

    found = findings_of("override.list", overrides_effective=effective(*rows))

    assert [(one.light, one.instance, one.value) for one in found] == [
        (INFO, "", "True"),
        (INFO, "One", "Cafe/X/A=1, Cafe/X/B=2"),
        (INFO, "Two", "Data/Y/C=3"),
    ]


def test_without_overrides_there_is_nothing_to_list():
    found = finding_of("override.list")

    assert (found.light, found.value) == (INFO, "False")


def test_a_parameter_that_two_overrides_set_is_red():
    rows = (
        override("Cafe/X", "A=1", "B=2"),
        override("cafe/x", "a=2", name="Two"),
        override("Cafe/Other", "A=1", name="Three"),
    )

    found = finding_of("override.duplicate", overrides_effective=effective(*rows))

    assert (found.light, found.instance) == (RED, "Cafe/X/A")
    assert found.details["overrides"] == "One: 1, Two: 2"
    assert finding_of("override.duplicate").light is GREEN


def test_an_override_of_the_strict_mode_is_red():
    row = override("Data/DeserializationBinderSettings", "LearningLocations=Here")

    found = finding_of("override.strict_mode", overrides_effective=effective(row))

    assert (found.light, found.value) == (RED, "True")
    assert finding_of("override.strict_mode").value == "False"
    assert finding_of("override.strict_mode").light is GREEN
    assert findings_of("override.strict_mode", build="15.0.1497.48") == ()


@pytest.mark.parametrize(("set_to", "light"), [(None, GREEN), (0, GREEN), (1, RED)])
def test_the_check_of_base_types_may_not_be_off(set_to, light):
    registry = {"disable_base_type_check_for_deserialization": set_to}

    found = finding_of("override.base_type_check", registry=registry)

    assert (found.light, found.value) == (light, str(bool(set_to)))


@pytest.mark.parametrize(
    ("build", "values", "light", "value"),
    [
        ("15.2.986.5", [], RED, "Unsupported build"),
        (JAN23SU, [], RED, "False"),
        (JAN23SU, ["true"], GREEN, "True"),
        (NOV23SU, [], GREEN, "True"),
        (NOV23SU, ["False"], RED, "False"),
        (NOV23SU, ["True", "true"], GREEN, "True"),
        (NOV23SU, ["True", "False"], RED, "False"),
    ],
)
def test_data_of_the_shell_is_signed_by_build_and_override(build, values, light, value):
    rows = [override("Data/EnableSerializationDataSigning", f"Enabled={one}") for one in values]

    found = finding_of("sds.enabled", build=build, overrides_effective=effective(*rows))

    assert (found.light, found.value) == (light, value)


@pytest.mark.parametrize(("set_to", "light"), [(None, RED), (0, RED), (1, GREEN)])
def test_on_2013_the_registry_says_whether_data_is_signed(set_to, light):
    registry = {"enable_serialization_data_signing": set_to}

    assert finding_of("sds.enabled", build="15.0.1497.48", registry=registry).light is light


def test_edge_servers_have_nothing_to_sign():
    edge = {"edge_transport_role_key": True}

    assert findings_of("sds.enabled", exchange_setup=edge) == ()
    assert findings_of("sds.enabled", exchange_server={"is_edge_server": True}) == ()
