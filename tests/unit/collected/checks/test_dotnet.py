# SPDX-License-Identifier: MIT
"""Which .NET Framework fits which Exchange."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of, not_collected

YELLOW, GREEN, GREY = TrafficLight.YELLOW, TrafficLight.GREEN, TrafficLight.GREY

WINDOWS_2016, WINDOWS_2019, WINDOWS_2022 = "10.0.14393", "10.0.17763", "10.0.20348"


def judged(check_id, build, release, version=WINDOWS_2022):
    return finding_of(
        check_id,
        build=build,
        dotnet={"release": release},
        operating_system={"version": version},
    )


@pytest.mark.parametrize(
    ("build", "version", "wanted"),
    [
        ("15.0.775.38", WINDOWS_2016, "4.5"),
        ("15.0.847.32", WINDOWS_2016, "4.5.2"),
        ("15.0.1210.3", WINDOWS_2016, "4.6.1"),
        ("15.0.1263.5", WINDOWS_2016, "4.6.2"),
        ("15.0.1365.1", WINDOWS_2016, "4.7.1"),
        ("15.0.1497.48", WINDOWS_2016, "4.8"),
        ("15.1.396.30", WINDOWS_2016, "4.5.2"),
        ("15.1.466.34", WINDOWS_2016, "4.6.1"),
        ("15.1.544.27", WINDOWS_2016, "4.6.2"),
        ("15.1.544.27", "6.3.9600", "4.6.1"),
        ("15.1.1261.35", WINDOWS_2016, "4.6.2"),
        ("15.1.1415.2", WINDOWS_2016, "4.7.1"),
        ("15.1.1591.10", WINDOWS_2016, "4.7.2"),
        ("15.1.1779.2", WINDOWS_2016, "4.8"),
        ("15.1.2507.39", WINDOWS_2016, "4.8"),
        ("15.2.330.5", WINDOWS_2019, "4.7.2"),
        ("15.2.986.5", WINDOWS_2022, "4.8"),
        ("15.2.1544.4", WINDOWS_2019, "4.8"),
        ("15.2.1544.4", WINDOWS_2022, "4.8.1"),
        ("15.2.2562.17", WINDOWS_2022, "4.8.1"),
    ],
)
def test_each_level_has_its_version(build, version, wanted):
    assert judged("net.version", build, 1, version).details["wanted"] == wanted


@pytest.mark.parametrize(
    ("release", "light", "variant", "value"),
    [
        (378388, YELLOW, "older", "Unknown"),
        (461814, YELLOW, "older", "4.7.2"),
        (528040, GREEN, "right", "4.8"),
        (528449, GREEN, "right", "4.8"),
        (533325, YELLOW, "newer", "4.8.1"),
    ],
)
def test_the_installed_version_is_compared(release, light, variant, value):
    found = judged("net.version", "15.1.2507.39", release)

    assert (found.light, found.variant, found.value) == (light, variant, value)


def test_a_version_without_its_fix_is_not_enough():
    found = judged("net.version", "15.0.847.32", 379893)

    assert (found.light, found.variant, found.value) == (YELLOW, "unfixed", "4.5.2")
    assert judged("net.version", "15.0.847.32", 380042).light is GREEN


@pytest.mark.parametrize(("release", "light"), [(461808, GREEN), (528040, GREEN), (533320, YELLOW)])
def test_a_version_nobody_tested_is_too_new(release, light):
    assert judged("net.too_new", "15.1.2507.39", release).light is light


@pytest.mark.parametrize("check_id", ["net.version", "net.too_new"])
def test_windows_is_asked_for_only_where_it_decides(check_id):
    facts = {"dotnet": {"release": 528040}, "operating_system": not_collected()}

    assert finding_of(check_id, build="15.1.2507.39", **facts).light is GREEN
    assert finding_of(check_id, build="15.2.2562.17", **facts).light is GREY
    assert findings_of(check_id, build="14.3.513.0", **facts) == ()


@pytest.mark.parametrize("check_id", ["net.version", "net.too_new"])
def test_a_version_nobody_could_read_is_grey(check_id):
    assert finding_of(check_id, dotnet={"release": None}).light is GREY
