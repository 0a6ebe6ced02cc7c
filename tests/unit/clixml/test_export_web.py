# SPDX-License-Identifier: MIT
"""What an export says of the web server and of files becomes their sections."""

from __future__ import annotations

import pytest

from exchpatch_gui.collected.healthchecker.loader import load
from tests.unit.clixml.export_exchange import file_content
from tests.unit.clixml.export_web import APPHOST
from tests.unit.clixml.exports import collected_of, data_of, export, skipped_of
from tests.unit.clixml.writing import Net, Table, clixml


def test_the_main_file_of_the_web_server_is_read_as_written(tmp_path):
    (location,) = data_of(tmp_path, "iis_apphost").locations

    assert location.path == "Default Web Site/EWS"
    assert location.ssl_flags == "Ssl, Ssl128"
    assert location.extended_protection_token_checking == "Allow"  # noqa: S105 (no password)
    assert location.ip_security_allow_unlisted is False
    assert location.enabled_authentication == ("windowsAuthentication",)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<configuration><open></configuration>", "mismatched tag"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><configuration>&x;</configuration>', "document type"),
        (f"<configuration>{' ' * 5_000_000}</configuration>", "too long"),
    ],
)
def test_a_file_that_is_no_sound_xml_says_why(tmp_path, text: str, why: str):
    found = data_of(
        tmp_path, "iis_apphost", ExchangeInformation__IISSettings__ApplicationHostConfig=text
    )

    assert why in found.parse_error
    assert found.locations == ()


def test_a_declaration_of_another_encoding_does_no_harm(tmp_path):
    text = '<?xml version="1.0" encoding="UTF-16"?><configuration />'

    found = data_of(
        tmp_path, "iis_apphost", ExchangeInformation__IISSettings__ApplicationHostConfig=text
    )

    assert found.parse_error is None


def test_sites_applications_and_their_files_belong_together(tmp_path):
    sections = collected_of(tmp_path).sections
    sites, applications = sections.iis_sites.data, sections.iis_applications.data
    files = sections.iis_config_files.data

    assert sites is not None
    assert applications is not None
    assert files is not None
    assert sites.items[0].bindings[0].certificate_hash == "CC" * 20
    assert sites.items[0].hsts is not None
    assert sites.items[0].hsts.max_age == 300
    assert (applications.items[0].site, applications.items[0].path) == ("Default Web Site", "/owa")
    by_path = {one.path: one for one in files.items}
    owa = by_path[applications.items[0].config_path or ""]
    assert owa.linked_configuration == "C:\\Exchange\\SharedWebConfig.config"
    assert owa.bin_search_folders == ("C:\\E\\bin", "C:\\E\\Owa\\bin")
    assert [rule.match_url for rule in owa.rewrite_rules] == ["*"]
    assert [one.kind for one in files.items] == ["site", "application", "shared"]
    assert not by_path["C:\\Exchange\\SharedWebConfig.config"].exists


def test_sites_that_are_none_of_exchange_are_read_too(tmp_path):
    other = {"Name": "Intranet", "Id": 9, "State": "Stopped", "Hsts": None, "Bindings": []}

    found = data_of(
        tmp_path, "iis_sites", ExchangeInformation__IISSettings__NonExchangeWebSites=[other]
    )

    assert [one.name for one in found.items] == ["Default Web Site", "Intranet"]


def test_a_module_nobody_looked_at_takes_the_section_away(tmp_path):
    loaded = APPHOST.replace("</globalModules>", '<add name="Strange" image="x" /></globalModules>')

    reason = skipped_of(
        tmp_path, "iis_modules", ExchangeInformation__IISSettings__ApplicationHostConfig=loaded
    )

    assert "ModuleList.Strange" in reason


def test_an_unsigned_module_is_told(tmp_path):
    modules = [
        {
            "Name": "UriCacheModule",
            "Path": "C:\\x.dll",
            "Signed": False,
            "SignatureDetails": {"Signer": None, "SignatureStatus": -1},
        }
    ]

    (found,) = data_of(
        tmp_path,
        "iis_modules",
        ExchangeInformation__IISSettings__IISModulesInformation={"ModuleList": modules},
    ).items

    assert (found.signature_status, found.signer_subject) == ("NotSigned", None)


def test_times_at_which_a_pool_restarts_are_read(tmp_path):
    schedule = Net({"Collection": [Net({"value": "02:00:00"})]})

    content = export()
    pools = content["HealthCheckerExchangeServer"]["ExchangeInformation"]["ApplicationPools"]
    pool = pools.pairs["MSExchangeOWAAppPool"]
    pool["AppSettings"]["add"]["recycling"]["periodicRestart"]["schedule"] = schedule
    file = tmp_path / "x.xml"
    file.write_text(clixml(content), encoding="utf-8")
    (found,) = load(file)

    assert found.sections.iis_app_pools.data is not None
    assert found.sections.iis_app_pools.data.items[0].restart_schedule == ("02:00:00",)


def test_files_of_exchange_are_judged_by_their_text(tmp_path):
    files = data_of(tmp_path, "exchange_files")

    assert files.edge_transport_config.queue_database_path == "D:\\Queue"
    assert files.noderunner_config.memory_limit_mb == 0
    assert files.antimalware_config.cleanup_folder_paths == ("D:\\Quarantine",)


def test_a_file_that_is_missing_is_told(tmp_path):
    paths = ("C:\\Bin\\EdgeTransport.exe.config", "C:\\Bin\\noderunner.exe.config")
    status = Table({path: file_content(path, None) for path in paths})

    files = data_of(
        tmp_path, "exchange_files", ExchangeInformation__ApplicationConfigFileStatus=status
    )

    assert not files.edge_transport_config.exists
    assert files.edge_transport_config.parse_error is None


def test_the_scan_engine_is_known_by_its_highest_number(tmp_path):
    engine = data_of(tmp_path, "fip_fs")

    assert engine.engine_folders == ("2606010001",)
    assert engine.configuration_no_marker_count == 2


def test_groups_without_the_module_for_the_directory_are_not_known(tmp_path):
    reason = skipped_of(
        tmp_path,
        "ad_computer",
        ExchangeInformation__ADComputerObject=None,
        ExchangeInformation__ComputerMembership={"ADGroupMembership": "NoAdModule"},
    )

    assert "SID" in reason
