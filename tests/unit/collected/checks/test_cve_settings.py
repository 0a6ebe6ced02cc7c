# SPDX-License-Identifier: MIT
"""What is said of vulnerabilities that a setting closes or opens again."""

from __future__ import annotations

import pytest

from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.checks.inside.cve_settings import DOWNLOAD_CVE, SIGNING_CVES, SWITCHES
from exchpatch_gui.checks.inside.extended_protection import CLOSES
from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of, not_collected

RED, GREEN, GREY = TrafficLight.RED, TrafficLight.GREEN, TrafficLight.GREY

CATALOGUE = load_shipped()
OLD, NEW = "15.2.1544.4", "15.2.1748.39"


def overrides(*switches, value="False"):
    return {
        "items": [
            {
                "name": "Off",
                "component": component,
                "section": section,
                "status": "Accepted",
                "parameters": [f"{parameter}={value}"],
            }
            for component, section, parameter in switches
        ]
    }


def needing(action_id):
    return {
        one.id: next(action for action in one.actions if action.id == action_id)
        for one in CATALOGUE.cves
        if any(action.id == action_id for action in one.actions)
    }


def test_the_switches_are_those_of_the_catalogue():
    named = {
        cve: tuple((one.component, one.section, one.parameter) for one in action.overrides)
        for cve, action in needing("no-disabling-override").items()
    }

    assert named == SWITCHES
    assert set(needing("serialized-data-signing")) == set(SIGNING_CVES)
    assert set(needing("extended-protection")) == set(CLOSES)


@pytest.mark.parametrize(
    ("cve", "switch"), [(cve, one) for cve, switches in SWITCHES.items() for one in switches]
)
def test_an_override_undoes_a_fix(cve, switch):
    found = finding_of(f"cve.override.{cve}", build=NEW, overrides_effective=overrides(switch))

    assert (found.light, found.variant, found.value) == (RED, "override", cve)
    assert found.details["settings"] == "/".join(switch)


@pytest.mark.parametrize("cve", SWITCHES)
def test_the_fix_is_in_force_with_the_update_and_without_an_override(cve):
    check_id = f"cve.override.{cve}"
    on = overrides(*SWITCHES[cve], value="True")
    gone = {"overrides_effective": not_collected(), "overrides_directory": not_collected()}

    assert finding_of(check_id, build=NEW, overrides_effective=on).light is GREEN
    assert finding_of(check_id, build=OLD, **gone).variant == "update"
    assert finding_of(check_id, build=OLD, **gone).light is RED
    assert finding_of(check_id, build=NEW, **gone).light is GREY


def test_a_product_that_was_never_examined_is_not_judged():
    assert findings_of("cve.override.CVE-2025-25005", build="15.0.1497.48") == ()


@pytest.mark.parametrize(
    ("build", "value", "light", "variant"),
    [
        ("15.2.1118.37", "True", RED, "update"),
        ("15.2.1118.40", None, GREEN, "closed"),
        ("15.2.1118.40", "False", RED, "off"),
        ("15.2.2562.17", "True", GREEN, "closed"),
    ],
)
def test_signing_closes_four_vulnerabilities(build, value, light, variant):
    switch = [("Data", "EnableSerializationDataSigning", "Enabled")] if value else []

    found = findings_of(
        "cve.serialized_signing",
        build=build,
        overrides_effective=overrides(*switch, value=value),
    )

    assert [one.instance for one in found] == list(SIGNING_CVES)
    assert {(one.light, one.variant) for one in found} == {(light, variant)}
    assert [one.value == one.instance for one in found] == [light is RED] * 4


def test_signing_is_grey_without_overrides():
    gone = not_collected()

    found = finding_of("cve.serialized_signing", overrides_effective=gone, overrides_directory=gone)

    assert found.light is GREY


OWA = {
    "name": "owa (Default Web Site)",
    "internal_url": "https://ex01.contoso.example/owa",
    "external_url": "https://mail.contoso.example:443/owa",
}
OTHER = {"name": "owa (Other)", "internal_download_host_name": "x"}


def downloads(external, internal, *, enabled=True, build=NEW):
    owa = OWA | {
        "external_download_host_name": external,
        "internal_download_host_name": internal,
    }
    return findings_of(
        "cve.2021-1730",
        build=build,
        organization_config={"enable_download_domains": enabled},
        owa_virtual_directories={"items": [OTHER, owa]},
    )


@pytest.mark.parametrize(
    ("external", "internal", "light", "words"),
    [
        ("dl.contoso.example", "dl.contoso.example", GREEN, ("Set correctly", "Set correctly")),
        ("dl.contoso.example", None, RED, ("Set correctly", "Not configured")),
        ("MAIL.contoso.example", "dl.contoso.example", RED, ("Same as OWA", "Set correctly")),
        ("ex01.contoso.example", " ", RED, ("Same as OWA", "Not configured")),
    ],
)
def test_download_hosts_have_to_differ_from_those_of_the_pages(external, internal, light, words):
    (found,) = downloads(external, internal)

    assert (found.light, found.instance) == (light, DOWNLOAD_CVE)
    assert found.details["download_domains_enabled"] == "True"
    assert words == (
        found.details["external_download_host_name"],
        found.details["internal_download_host_name"],
    )


def test_download_domains_have_to_be_on_where_they_exist():
    (off,) = downloads("dl.contoso.example", "dl.contoso.example", enabled=False)
    (unknown,) = downloads("dl.contoso.example", "dl.contoso.example", enabled=None)

    assert (off.light, off.details["download_domains_enabled"]) == (RED, "False")
    assert unknown.light is GREY
    assert downloads(None, None, build="15.2.659.4") == ()


def test_without_the_directory_of_the_pages_download_domains_are_grey():
    found = finding_of("cve.2021-1730", organization_config={"enable_download_domains": True})

    assert found.light is GREY


@pytest.mark.parametrize(
    ("build", "marks", "light", "variant"),
    [
        (OLD, 0, RED, "update"),
        (NEW, 0, GREEN, "closed"),
        (NEW, 2, RED, "override"),
        (NEW, None, GREY, "not_collected"),
    ],
)
def test_the_library_for_attachments_has_to_stay_off(build, marks, light, variant):
    facts = {"configuration_no_marker_count": marks}

    found = finding_of("cve.ADV24199947", build=build, fip_fs=facts)

    assert (found.light, found.variant) == (light, variant)


def test_without_the_file_the_library_is_grey():
    assert finding_of("cve.ADV24199947", build=NEW, fip_fs=not_collected()).light is GREY
