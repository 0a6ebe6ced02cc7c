# SPDX-License-Identifier: MIT
"""What is said of vulnerabilities whose fix has to reach the directory."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of, not_collected

RED, GREEN, GREY = TrafficLight.RED, TrafficLight.GREEN, TrafficLight.GREY

SERVERS = {"well_known_guid": "A7D2016C83F003458132789EEB127B84", "sid": "S-1-5-21-1-1119"}
PERMISSIONS = {"well_known_guid": "4C17D0117EBE6642AFAEE03BC66D381F", "sid": "S-1-5-21-1-1122"}
COMPUTER = "BF967A86-0de6-11d0-a285-00aa003049e2"
CERTIFICATE, MANAGED_BY = (
    "bf967a7f-0de6-11d0-a285-00aa003049e2",
    "0296c120-40da-11d1-a9c0-0000f80367c1",
)


def ace(group, kind, target="domain", within=COMPUTER):
    return {
        "target": target,
        "sid": group["sid"],
        "object_type": kind,
        "inherited_object_type": within,
    }


ACES = [ace(SERVERS, CERTIFICATE), ace(PERMISSIONS, MANAGED_BY)]


def judged(*domains, schema=17003, groups=(SERVERS, PERMISSIONS)):
    rows = [
        {
            "name": "contoso.example",
            "meso_object_version": 13243,
            "acl_readable": True,
            "deny_write_property_aces": ACES,
        }
        | one
        for one in domains
    ]
    return findings_of(
        "cve.2022-21978",
        ad_domains={"items": rows},
        ad_schema={"exchange_schema_version": schema},
        ad_well_known_groups={"items": list(groups)},
    )


def test_a_domain_that_was_prepared_is_green():
    (found,) = judged({})

    assert (found.light, found.instance) == (GREEN, "contoso.example")


@pytest.mark.parametrize(
    ("domain", "lacking"),
    [
        ({"meso_object_version": 13242}, "objectVersion 13243"),
        ({"deny_write_property_aces": ACES[:1]}, "managedBy"),
        ({"deny_write_property_aces": ACES[1:]}, "userCertificate"),
        (
            {"deny_write_property_aces": [ace(SERVERS, CERTIFICATE, "admin_sd_holder"), ACES[1]]},
            "userCertificate",
        ),
        (
            {"deny_write_property_aces": [ace(SERVERS, CERTIFICATE, within=None), ACES[1]]},
            "userCertificate",
        ),
    ],
)
def test_a_domain_that_lacks_something_is_red(domain, lacking):
    good, bad = judged({}, {"name": "sub.contoso.example"} | domain)

    assert good.light is GREEN
    assert (bad.light, bad.value, bad.instance) == (RED, "CVE-2022-21978", "sub.contoso.example")
    assert bad.details["lacking"] == lacking


def test_the_schema_of_2013_asks_for_less():
    (found,) = judged({"meso_object_version": 13238}, schema=15312)

    assert found.light is GREEN


@pytest.mark.parametrize("domain", [{"acl_readable": False}, {"meso_object_version": None}])
def test_a_domain_that_can_not_be_read_is_grey_and_the_others_are_judged(domain):
    found = judged(domain, {"meso_object_version": 1})

    assert [one.light for one in found] == [RED, GREY]


def test_without_the_groups_nothing_can_be_said():
    (found,) = judged({}, groups=(SERVERS,))

    assert found.light is GREY


OLD, NEW = "15.2.858.15", "15.2.922.7"


@pytest.mark.parametrize(
    ("superiors", "light"), [(["container"], GREEN), (["container", "Computer"], RED)]
)
def test_the_schema_may_not_allow_computers_below_storage_groups(superiors, light):
    schema = {"storage_group_poss_superiors": superiors}

    found = finding_of("cve.2021-34470", build=OLD, ad_schema=schema)

    assert (found.light, found.instance) == (light, "CVE-2021-34470")
    assert findings_of("cve.2021-34470", build=NEW, ad_schema=schema) == ()


def test_without_the_schema_the_check_is_grey():
    assert finding_of("cve.2021-34470", build=OLD, ad_schema=not_collected()).light is GREY
