# SPDX-License-Identifier: MIT
"""What is said of Extended Protection."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of, not_collected
from tests.helpers.collected_iis import BACK, FRONT, apphost, complete

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY, INFO = TrafficLight.GREY, TrafficLight.INFO

NEW, OLD = "15.2.1748.39", "15.2.986.5"


def judged(check_id, rows, build=NEW, **sections):
    return findings_of(check_id, build=build, iis_apphost=apphost(rows), **sections)


def vulnerable(rows, build=NEW, **sections):
    (found,) = judged("cve.extended_protection", rows, build, **sections)
    return found


def test_everything_as_expected_is_green():
    found = vulnerable(complete())

    assert (found.light, found.value, found.details["reason"]) == (GREEN, "Secured", "")


@pytest.mark.parametrize(
    ("rows", "build", "reason"),
    [
        ({}, OLD, "update_and_enable"),
        (complete(), OLD, "configured_but_unsupported_build"),
        ({}, NEW, "not_configured"),
        (complete(**{f"{BACK}/PowerShell": (None, None, None)}), NEW, "not_as_expected"),
        (complete(**{f"{BACK}/EWS": ("Allow", None, None)}), NEW, "not_as_expected"),
        (complete(**{f"{FRONT}/owa": ("Allow", None, None)}), NEW, "not_as_expected"),
        (complete(**{f"{FRONT}/Autodiscover": ("Require", None, None)}), NEW, "not_as_expected"),
    ],
)
def test_everything_else_is_vulnerable_with_its_reason(rows, build, reason):
    found = vulnerable(rows, build)

    assert (found.light, found.value, found.variant) == (RED, "Vulnerable", reason)
    assert found.details["reason"] == reason


def test_a_directory_that_is_not_as_expected_is_named():
    found = vulnerable(complete(**{f"{BACK}/EWS": ("Allow", None, None)}))

    assert found.details["directories"] == f"{BACK}/EWS"


@pytest.mark.parametrize(
    ("path", "row"),
    [
        (f"{FRONT}/OAB", ("Require", None, None)),
        (f"{BACK}/EWS", ("None", None, False)),
    ],
    ids=["stricter", "only-listed-addresses"],
)
def test_some_deviations_are_as_safe(path, row):
    assert vulnerable(complete(**{path: row})).light is GREEN


def test_only_listed_addresses_excuse_no_other_directory():
    assert vulnerable(complete(**{f"{FRONT}/EWS": ("None", None, False)})).light is RED


def test_a_directory_without_a_value_has_that_of_the_level_above_only():
    rows = complete()
    for name in ("emsmdb", "nspi"):
        del rows[f"{BACK}/mapi/{name}"]

    assert vulnerable(rows).light is RED
    assert vulnerable(rows | {f"{BACK}/mapi": ("Require", None, None)}).light is GREEN
    assert vulnerable(rows | {BACK: ("Require", None, None)}).light is RED


def test_windows_that_ignores_it_makes_it_vulnerable():
    found = vulnerable(complete(), registry={"suppress_extended_protection": 1})

    assert (found.light, found.variant) == (RED, "suppressed")


def test_without_the_registry_nothing_is_called_secured():
    gone = not_collected("access_denied")

    assert vulnerable(complete(), registry=gone).light is GREY
    assert vulnerable({}, registry=gone).light is RED


@pytest.mark.parametrize(
    "file", [{"exists": False}, {"exists": True, "parse_error": "line 3"}], ids=["gone", "damaged"]
)
@pytest.mark.parametrize("check_id", ["cve.extended_protection", "ep.enabled_any", "ep.too_strict"])
def test_a_main_file_that_can_not_be_read_is_grey(check_id, file):
    assert finding_of(check_id, iis_apphost=file).light is GREY


def test_edge_servers_have_no_extended_protection():
    edge = {"edge_transport_role_key": True}

    assert judged("cve.extended_protection", {}, exchange_setup=edge) == ()


def test_whether_it_is_on_anywhere_is_told():
    (none,) = judged("ep.enabled_any", {})
    (some,) = judged("ep.enabled_any", {f"{FRONT}/EWS": ("Allow", None, None)})

    assert (none.light, none.value) == (INFO, "False")
    assert (some.light, some.value) == (INFO, "True")


@pytest.mark.parametrize(
    ("path", "row", "light"),
    [
        (f"{FRONT}/OAB", ("Require", None, None), YELLOW),
        (f"{FRONT}/OAB", ("Allow", None, None), GREEN),
        (f"{FRONT}/PowerShell", ("Require", "SslNegotiateCert", None), GREEN),
        (f"{FRONT}/PowerShell", ("Require", "Ssl", None), YELLOW),
    ],
)
def test_what_is_stricter_than_expected_is_yellow(path, row, light):
    (found,) = judged("ep.too_strict", complete(**{path: row}))

    assert found.light is light
    if light is YELLOW:
        assert (found.instance, found.value) == (path, "Require")


def test_on_builds_without_support_nothing_is_called_too_strict():
    (found,) = judged("ep.too_strict", complete(), OLD)

    assert found.light is GREEN
