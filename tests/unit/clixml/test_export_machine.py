# SPDX-License-Identifier: MIT
"""What an export says of the machine becomes the sections of Windows and of security."""

from __future__ import annotations

from base64 import b64decode
from datetime import UTC, date, datetime

import pytest

from exchpatch_gui.collected.healthchecker.loader import load
from exchpatch_gui.collected.section import Status
from tests.unit.clixml.exports import data_of, export, skipped_of
from tests.unit.clixml.writing import Net, Table, clixml, enum


def test_the_true_build_is_that_of_the_file(tmp_path):
    setup = data_of(tmp_path, "exchange_setup")

    assert setup.exsetup_file_version == "15.2.1748.39"
    assert setup.edge_transport_role_key is False
    assert [one.package_name for one in setup.updates] == ["Security Update KB5066369"]


def test_a_build_that_was_guessed_without_the_file_is_not_used(tmp_path):
    guessed = {"FileVersion": "15.2.1748.10", "FailedGetExSetup": True}

    setup = data_of(
        tmp_path, "exchange_setup", ExchangeInformation__BuildInformation__ExchangeSetup=guessed
    )

    assert (setup.exsetup_file_version, setup.exsetup_path) == (None, None)


def test_updates_of_older_releases_are_plain_names(tmp_path):
    setup = data_of(
        tmp_path,
        "exchange_setup",
        ExchangeInformation__BuildInformation__KBsInstalledInfo=["Security Update KB1"],
    )

    assert [one.key_name for one in setup.updates] == ["Security Update KB1"]


def test_times_of_windows_management_are_read(tmp_path):
    windows = data_of(tmp_path, "operating_system")

    assert windows.last_boot_up_time == datetime(2026, 6, 10, 6, 0, 0, 500000, tzinfo=UTC)
    assert (windows.version, windows.current_build, windows.ubr) == ("10.0.20348", "20348", 2529)


@pytest.mark.parametrize("days", [10, 99_999_999])
def test_without_a_time_of_start_the_time_it_ran_tells(tmp_path, days: int):
    windows = data_of(
        tmp_path,
        "operating_system",
        OSInformation__BuildInformation__OperatingSystem=None,
        OSInformation__ServerBootUp={"Days": days, "Hours": 1, "Minutes": 0, "Seconds": 0},
    )

    expected = datetime(2026, 6, 10, 7, 0, tzinfo=UTC) if days == 10 else None
    assert windows.last_boot_up_time == expected
    assert windows.product_name == "Windows Server 2022 Datacenter"


def test_a_day_stays_the_day_that_is_written(tmp_path):
    (update,) = data_of(tmp_path, "hotfixes").items

    assert update.installed_on == date(2026, 6, 12)


def test_one_element_reads_like_a_list_of_one(tmp_path):
    hardware = data_of(tmp_path, "hardware")

    assert [one.logical_processors for one in hardware.processors] == [16]
    assert sum(one.capacity for one in hardware.memory_modules) == 137438953472


def test_minus_one_processor_is_no_answer(tmp_path):
    hardware = data_of(
        tmp_path, "hardware", HardwareInformation__Processor__EnvironmentProcessorCount=-1
    )

    assert hardware.environment_processor_count is None


def test_a_page_file_without_a_name_means_that_windows_manages_it(tmp_path):
    managed = [{"Name": "", "InitialSize": 0, "MaximumSize": 0}]

    assert data_of(tmp_path, "page_files", OSInformation__PageFile=managed).items == ()


def test_the_adapter_is_read_with_its_counter(tmp_path):
    (adapter,) = data_of(tmp_path, "network").adapters

    assert adapter.link_speed_bps == 10_000_000_000
    assert adapter.packets_received_discarded == 12
    assert (adapter.rss_enabled, adapter.driver_date) == (True, date(2024, 5, 1))
    assert adapter.ipv4_gateways == ("192.0.2.1",)


def test_the_proxy_stands_as_in_the_registry(tmp_path):
    proxy = data_of(tmp_path, "winhttp_proxy")

    raw = b64decode(proxy.settings_base64)
    assert raw[12:16] == (26).to_bytes(4, "little")
    assert raw[16:42] == b"proxy.contoso.example:8080"
    assert proxy.settings_wow64_base64 is None


def test_a_registry_value_of_zero_is_as_good_as_none(tmp_path):
    registry = data_of(tmp_path, "registry")

    assert registry.tcp_keep_alive_time == 900000
    assert registry.suppress_extended_protection is None
    assert registry.allow_insecure_renego_servers is None
    assert registry.device_guard_services_running == (0,)


def test_a_policy_about_root_certificates_is_read_from_the_report(tmp_path):
    content = export()
    ((_, lines),) = content["DisplayResults"].pairs.items()
    lines[0]["TestingValue"] = True
    file = tmp_path / "x.xml"
    file.write_text(clixml(content), encoding="utf-8")

    (found,) = load(file)

    assert found.sections.registry.data is not None
    assert found.sections.registry.data.disable_root_auto_update == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"OSInformation__RegistryValues__SuppressExtendedProtection": ...},
        {"ExchangeInformation__RegistryValues__EnableEccCertificateSupport": ...},
        {"OSInformation__CredentialGuardCimInstance": ...},
    ],
)
def test_a_registry_value_an_old_release_lacks_takes_the_section_away(tmp_path, changes):
    (path,) = changes

    assert path.replace("__", ".") in skipped_of(tmp_path, "registry", **changes)


def test_without_the_line_of_the_report_the_registry_is_not_judged(tmp_path):
    file = tmp_path / "x.xml"
    content = export() | {"DisplayResults": Table({})}
    file.write_text(clixml(content), encoding="utf-8")

    (found,) = load(file)

    assert found.sections.registry.status is Status.SKIPPED


def test_what_could_not_be_asked_about_device_guard_is_not_known(tmp_path):
    registry = data_of(tmp_path, "registry", OSInformation__CredentialGuardCimInstance="Unknown")

    assert registry.device_guard_services_running is None


def test_the_raw_values_of_tls_are_read(tmp_path):
    tls = data_of(tmp_path, "tls")

    assert [(one.version, one.server_enabled) for one in tls.protocols] == [
        ("1.0", 0),
        ("1.1", 0),
        ("1.2", 1),
        ("1.3", 1),
    ]
    assert [(one.version[:2], one.wow6432) for one in tls.dotnet] == [
        ("v4", False),
        ("v4", True),
        ("v2", False),
        ("v2", True),
    ]
    assert tls.security_protocol == ("Tls12", "Tls13")


def test_services_have_the_words_of_the_collector(tmp_path):
    services = [
        {"Name": "a", "Status": "Running", "StartType": "Automatic"},
        Net({"Name": "b", "Status": enum("Stopped", 1), "StartType": enum("Disabled", 4)}),
        {"Name": "c", "Status": 4, "StartType": 2},
    ]

    found = data_of(
        tmp_path, "services", ExchangeInformation__DependentServices={"Services": services}
    )

    assert [(one.name, one.state, one.start_mode) for one in found.items] == [
        ("a", "Running", "Auto"),
        ("b", "Stopped", "Disabled"),
        ("c", "Running", "Auto"),
    ]


def test_a_certificate_without_its_bytes_takes_the_section_away(tmp_path):
    certificates = [Net({"Subject": "CN=EX01"})]

    reason = skipped_of(
        tmp_path,
        "certificates",
        ExchangeInformation__ExchangeCertificateInformation={"Certificates": certificates},
    )

    assert "Certificates[0].RawData" in reason


def test_bytes_that_went_through_json_are_bytes(tmp_path):
    certificates = [{"RawData": [68, 69, 82], "HasPrivateKey": False}]

    (found,) = data_of(
        tmp_path,
        "certificates",
        ExchangeInformation__ExchangeCertificateInformation={"Certificates": certificates},
    ).items

    assert b64decode(found.raw_base64) == b"DER"
