# SPDX-License-Identifier: MIT
"""What an export says of Exchange and of the directory becomes their sections."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.unit.clixml.exports import data_of, skipped_of
from tests.unit.clixml.writing import Net, enum


def test_the_cluster_is_read_where_there_is_one(tmp_path):
    nodes = [Net({"Name": "EX01", "State": enum("Up", 0)})]

    found = data_of(
        tmp_path, "cluster", ExchangeInformation__ServerMaintenance={"GetClusterNode": nodes}
    )

    assert [(one.name, one.state) for one in found.nodes] == [("EX01", "Up")]


def test_no_answer_of_the_mitigation_page_is_an_answer(tmp_path):
    found = data_of(
        tmp_path,
        "mitigation_endpoint",
        ExchangeInformation__ExchangeEmergencyMitigationServiceResult=None,
    )

    assert found.status_code is None


def test_overrides_that_could_not_be_asked_for_are_not_none(tmp_path):
    overrides = {"LastUpdated": datetime(1, 1, 1), "SimpleSettingOverrides": []}  # noqa: DTZ001 (DateTime.MinValue)

    reason = skipped_of(
        tmp_path, "overrides_effective", ExchangeInformation__SettingOverrides=overrides
    )

    assert "SettingOverrides.LastUpdated" in reason


@pytest.mark.parametrize(
    ("section", "changes"),
    [
        ("overrides_directory", {"OrganizationInformation__GetSettingOverride": "Unknown"}),
        ("accepted_domains", {"OrganizationInformation__AcceptedDomain": "Unknown"}),
    ],
)
def test_a_cmdlet_that_failed_is_not_one_without_results(tmp_path, section, changes):
    assert skipped_of(tmp_path, section, **changes)


def test_a_domain_for_everything_is_found(tmp_path):
    relay = Net(
        {"Id": "Everything", "DomainName": Net(text="*"), "DomainType": enum("InternalRelay", 2)}
    )

    (found,) = data_of(
        tmp_path,
        "accepted_domains",
        OrganizationInformation__AcceptedDomain={"WildCardAcceptedDomain": relay},
    ).items

    assert (found.id, found.domain_name, found.domain_type) == ("Everything", "*", "InternalRelay")


def test_the_virtual_directories_of_the_back_end_are_left_out(tmp_path):
    found = data_of(tmp_path, "owa_virtual_directories")

    assert [one.name for one in found.items] == ["owa (Default Web Site)"]
    assert found.items[0].internal_download_host_name == "dl.contoso.example"


def test_monitoring_overrides_of_both_kinds_are_read(tmp_path):
    everywhere = [{"SimpleView": [{"Identity": "OWA\\Monitor"}], "MonitoringOverrides": []}]

    found = data_of(
        tmp_path,
        "monitoring_overrides",
        OrganizationInformation__GetGlobalMonitoringOverride=everywhere,
    )

    assert [(one.scope, one.identity) for one in found.items] == [
        ("global", "OWA\\Monitor"),
        ("server", "OWA\\Probe"),
    ]


def test_refusals_are_read_from_the_rights_of_a_domain(tmp_path):
    (domain,) = data_of(tmp_path, "ad_domains").items

    assert domain.acl_readable
    assert [one.sid[-4:] for one in domain.deny_write_property_aces] == ["1119", "1122"]


def test_a_domain_whose_rights_were_cut_off_is_not_readable(tmp_path):
    domain = {
        "DomainName": "contoso.example",
        "Permissions": [{"DN": "DC=contoso", "Acl": Net(text="ActiveDirectorySecurity")}],
        "MesoObject": {"ObjectVersion": 13243},
    }

    (found,) = data_of(
        tmp_path, "ad_domains", OrganizationInformation__DomainsAclPermissions=[domain]
    ).items

    assert not found.acl_readable
    assert found.deny_write_property_aces == ()
