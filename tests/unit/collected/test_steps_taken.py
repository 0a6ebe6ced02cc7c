# SPDX-License-Identifier: MIT
"""Facts of a server turn what waits for a step beyond the build into closed or open."""

from __future__ import annotations

import pytest

from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import CveReason, CveState
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.engine.judge_facts import judge_facts
from tests.helpers.collected import DAY, collected, not_collected

JUDGE = Judge(load_shipped(), DAY)
OPEN, FIXED = CveState.OPEN, CveState.FIXED
UNSEEN = CveState.CONFIGURATION_MISSING

NEWEST = "15.02.2562.043"
GONE = not_collected("skipped")
HIDDEN = dict.fromkeys(
    (
        "ad_domains",
        "ad_schema",
        "auth_servers",
        "fip_fs",
        "hybrid_configuration",
        "iis_apphost",
        "iis_modules",
        "organization_config",
        "overrides_directory",
        "overrides_effective",
        "owa_virtual_directories",
    ),
    GONE,
)


def result(build=NEWEST, **sections):
    """Judge a server of which nothing is known but its build and these facts."""
    setup = {"exsetup_file_version": build, "exsetup_path": "x", "edge_transport_role_key": False}
    return judge_facts(JUDGE, collected(**{"exchange_setup": setup} | HIDDEN | sections))


def cve(cve_id, **sections):
    return next(one for one in result(**sections).cves if one.id == cve_id)


def override(place, value="False"):
    component, section, parameter = place.split("/")
    return {
        "items": [
            {
                "status": "Accepted",
                "component": component,
                "section": section,
                "parameters": [f"{parameter}={value}"],
            }
        ]
    }


def modules(version):
    return {"token_cache_dll_version": version, "items": [{"name": "TokenCacheModule"}]}


DOMAINS = {
    "organization_config": {"enable_download_domains": True},
    "owa_virtual_directories": {
        "items": [
            {
                "name": "owa (Default Web Site)",
                "internal_download_host_name": "dl.contoso.example",
                "external_download_host_name": "dl.contoso.example",
            }
        ]
    },
}
WINDOWS = {"operating_system": {"version": "10.0.20348"}}
SIGNING = "Data/EnableSerializationDataSigning/Enabled"
AUDIENCE = "OAuth/AppIdBasedAudienceValidation/Enabled"
APPLICATION = {
    "hybrid_configuration": {"configured": True},
    "overrides_directory": {
        "items": [{"component": "Global", "section": "ExchangeOnpremAsThirdPartyAppId"}]
    },
    "auth_servers": {
        "items": [
            {"type": "AzureAD", "application_identifier": "33333333-3333-4333-8333-333333333333"}
        ]
    },
}


@pytest.mark.parametrize(
    ("cve_id", "facts", "state"),
    [
        ("CVE-2024-21410", {"iis_apphost": {"exists": True}}, OPEN),
        ("CVE-2024-21410", {}, UNSEEN),
        ("CVE-2021-1730", DOMAINS, FIXED),
        ("CVE-2021-1730", DOMAINS | {"organization_config": {}}, UNSEEN),
        (
            "CVE-2021-1730",
            DOMAINS | {"organization_config": {"enable_download_domains": False}},
            OPEN,
        ),
        ("CVE-2022-21978", {"ad_domains": {"items": []}}, UNSEEN),
        ("CVE-2023-21709", WINDOWS | {"iis_modules": modules("10.0.20348.2029")}, FIXED),
        ("CVE-2023-21709", WINDOWS | {"iis_modules": modules("10.0.20348.2028")}, OPEN),
        ("CVE-2023-36039", {}, FIXED),
        ("CVE-2023-36039", {"overrides_effective": override(SIGNING)}, OPEN),
        ("CVE-2023-36039", {"overrides_effective": override(SIGNING, "True")}, FIXED),
        ("CVE-2025-25005", {}, FIXED),
        ("CVE-2025-25005", {"overrides_effective": override(AUDIENCE)}, OPEN),
        ("CVE-2025-25006", {"overrides_effective": override(AUDIENCE)}, FIXED),
        ("ADV24199947", {"fip_fs": {"configuration_no_marker_count": 0}}, FIXED),
        ("ADV24199947", {"fip_fs": {"configuration_no_marker_count": 1}}, OPEN),
        ("CVE-2025-53786", APPLICATION, FIXED),
        ("CVE-2025-53786", APPLICATION | {"overrides_directory": {}}, OPEN),
        ("CVE-2025-53786", APPLICATION | {"auth_servers": {}}, OPEN),
        ("CVE-2025-53786", APPLICATION | {"hybrid_configuration": {}}, UNSEEN),
        ("CVE-2025-53786", {"hybrid_configuration": {}, "auth_servers": {}}, FIXED),
    ],
)
def test_what_was_seen_of_a_step_decides(cve_id, facts, state):
    assert cve(cve_id, **facts).state is state


def test_the_schema_decides_on_2013_only():
    extended = {"storage_group_poss_superiors": []}
    allows = {"storage_group_poss_superiors": ["computer"]}
    build = "15.00.1497.048"

    assert cve("CVE-2021-34470", build=build, ad_schema=extended).state is FIXED
    assert cve("CVE-2021-34470", build=build, ad_schema=allows).state is OPEN
    assert cve("CVE-2021-34470", build=build).state is UNSEEN


def test_what_is_open_for_want_of_a_step_says_so_and_counts_from_its_fix():
    found = cve("CVE-2024-21410", iis_apphost={"exists": True})

    assert found.reason is CveReason.ACTION
    assert found.needs == ("extended-protection",)
    assert found.since is not None
    assert found.known_exploited


def test_light_headline_exposure_and_findings_follow():
    seen = result(iis_apphost={"exists": True})

    by_id = {(one.id, one.instance): one for one in seen.findings}
    assert seen.light is TrafficLight.RED
    assert seen.exposure is not None
    assert by_id["cve.by_build", "CVE-2024-21410"].variant == "unfinished_exploited"
    assert by_id["cve.by_build", "CVE-2022-21979"].variant == "unfinished"
    assert by_id["cve.summary", ""].light is TrafficLight.RED
    assert by_id["cve.beyond_build", ""].variant == "unseen"
    assert seen.headline.key == "headline.exploited"


def test_the_advice_drops_what_is_done_and_keeps_what_is_missing():
    def steps(**facts):
        return {one.title.key for one in result(**facts).advice.steps}

    domains = "step.configure.download-domains"
    switched = "step.configure.no-disabling-override"

    assert domains in steps()
    assert domains not in steps(**DOMAINS)
    assert domains in steps(**DOMAINS | {"organization_config": {"enable_download_domains": False}})
    assert switched not in steps()
    assert switched in steps(overrides_effective=override(AUDIENCE))


def test_edge_servers_need_no_steps_of_mailbox_servers():
    setup = {"exsetup_file_version": NEWEST, "edge_transport_role_key": True}
    found = {one.id: one.state for one in result(exchange_setup=setup).cves}

    assert found["CVE-2024-21410"] is FIXED
    assert found["CVE-2021-1730"] is FIXED


def test_a_build_that_lacks_the_fix_stays_open_whatever_was_set():
    found = cve("CVE-2021-1730", build="15.02.0659.004", **DOMAINS)

    assert (found.state, found.reason) == (OPEN, CveReason.OTHER_CU)
