# SPDX-License-Identifier: MIT
"""What is said of Windows, its memory, runtimes, power plan and proxy."""

from __future__ import annotations

import base64

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of, not_collected

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
INFO, GREY = TrafficLight.INFO, TrafficLight.GREY

FOUR_GIGABYTES = {"memory_modules": [{"capacity": 2**31}, {"capacity": 2**31}]}
BUILD_OF_2016 = "15.1.2507.39"
EDGE = {"edge_transport_role_key": True}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("Server", "Windows Server 2022 Standard"),
        (None, "Windows Server 2022 Standard"),
        ("Server Core", "Windows Server 2022 Standard (Server Core)"),
    ],
)
def test_windows_is_named_with_its_kind_of_installation(kind, value):
    windows = {"product_name": "Windows Server 2022 Standard", "installation_type": kind}

    found = finding_of("os.product", operating_system=windows)

    assert (found.light, found.value) == (INFO, value)


def test_windows_without_a_name_is_named_by_its_version():
    found = finding_of("os.product", operating_system={"version": "10.0.20348"})

    assert found.value == "Windows 10.0.20348"


@pytest.mark.parametrize(
    ("release", "value"),
    [
        ({"release_id": "2009", "display_version": "21H2"}, "2009 (OS Build: 20348.2700)"),
        ({"display_version": "24H2"}, "24H2 (OS Build: 20348.2700)"),
        ({}, "OS Build: 20348.2700"),
    ],
)
def test_the_build_of_windows_is_written_as_windows_does(release, value):
    windows = {"current_build": "20348", "ubr": 2700, **release}

    found = finding_of("os.build", operating_system=windows)

    assert (found.light, found.value) == (INFO, value)


@pytest.mark.parametrize(
    ("started", "value"),
    [
        ("2026-06-18T05:58:57Z", "2.02:01:03"),
        ("2026-06-20T07:59:59Z", "0.00:00:01"),
        ("2026-06-21T00:00:00Z", "0.00:00:00"),
    ],
)
def test_the_time_since_the_restart_ends_when_the_facts_were_collected(started, value):
    found = finding_of("os.uptime", operating_system={"last_boot_up_time": started})

    assert (found.light, found.value) == (INFO, value)


def test_no_pending_restart_is_told_once():
    found = finding_of("os.reboot_pending", pending_reboot={"update_exe_volatile_flags": 0})

    assert (found.light, found.variant, found.value) == (INFO, "none", "False")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("pending_file_rename_operations", True),
        ("update_exe_volatile_flags", 2),
        ("component_based_servicing", True),
        ("auto_update_reboot_required", True),
        ("ccm_reboot_pending", True),
    ],
)
def test_each_place_of_a_pending_restart_has_its_own_line(place, value):
    whole, line = findings_of("os.reboot_pending", pending_reboot={place: value})

    assert (whole.light, whole.instance, whole.value) == (YELLOW, "", "True")
    assert (line.light, line.instance, line.value) == (YELLOW, place, "True")


@pytest.mark.parametrize(
    ("files", "light", "variant"),
    [
        ([{"name": "c:\\pagefile.sys", "maximum_size_mb": 1024}], INFO, "right"),
        ([{"name": "c:\\pagefile.sys", "maximum_size_mb": 1023}], YELLOW, "differs"),
        ([{"name": "c:\\pagefile.sys", "maximum_size_mb": 0}], RED, "managed"),
        ([], RED, "managed"),
    ],
)
def test_the_page_file_has_a_quarter_of_the_memory(files, light, variant):
    found = finding_of(
        "os.pagefile_size_2019", page_files={"items": files}, hardware=FOUR_GIGABYTES
    )

    assert (found.verdict, found.variant) == (light, variant)
    assert found.details["recommended_mb"] == 1024
    assert found.details["total_memory_mb"] == 4096
    assert found.instance == ("c:\\pagefile.sys" if files else "system managed")


def test_the_memory_of_the_system_stands_in_for_modules_that_do_not_show():
    found = finding_of("os.pagefile_size_2019", hardware={"total_physical_memory": 2**33})

    assert found.details["total_memory_mb"] == 8192


def test_the_size_of_a_page_file_is_not_judged_by_memory_nobody_knows():
    assert finding_of("os.pagefile_size_2019").light is GREY


def test_the_page_file_of_2016_follows_another_rule():
    assert findings_of("os.pagefile_size_2019", build=BUILD_OF_2016) == ()


def test_several_page_files_are_judged_one_by_one_and_together():
    files = {"items": [{"name": name, "maximum_size_mb": 1024} for name in ("c:", "d:")]}

    each = findings_of("os.pagefile_size_2019", page_files=files, hardware=FOUR_GIGABYTES)
    together = finding_of("os.pagefile_multiple", page_files=files)

    assert [(one.instance, one.details["multiple"]) for one in each] == [("c:", True), ("d:", True)]
    assert (together.verdict, together.value) == (RED, "True")


def test_one_page_file_is_enough():
    found = finding_of("os.pagefile_multiple", page_files={"items": [{"name": "c:"}]})

    assert (found.light, found.value) == (GREEN, "False")


@pytest.mark.parametrize(
    ("plan", "light"),
    [
        ("Microsoft:PowerPlan\\{8C5E7FDA-E8BF-4A96-9A85-A6E23A8C635C}", GREEN),
        ("Microsoft:PowerPlan\\{db310065-829b-4671-9647-2261c00e86ef}", GREEN),
        ("Microsoft:PowerPlan\\{381b4222-f694-41f0-9685-ff5bb260df2e}", RED),
    ],
)
def test_the_power_plan_is_known_by_its_number_in_any_language(plan, light):
    found = finding_of("os.power_plan", power_plan={"instance_id": plan, "name": "Höchstleistung"})

    assert (found.verdict, found.value) == (light, "Höchstleistung")


def runtime(year, version, number, architecture="x64"):
    name = f"Microsoft Visual C++ {year} {architecture} Minimum Runtime - {version}"
    return {"display_name": name, "display_version": version, "version": number}


OLD_2012, LAST_2012 = (
    runtime("2012", "11.0.50727", 184600103),
    runtime("2012", "11.0.61030", 184610406),
)
LAST_2013 = runtime("2013", "12.0.40664", 201367256)


@pytest.mark.parametrize(
    ("check_id", "installed", "light", "value"),
    [
        ("os.vc2012", [LAST_2012], GREEN, "11.0.61030"),
        ("os.vc2012", [OLD_2012, LAST_2012, OLD_2012], GREEN, "11.0.61030"),
        ("os.vc2012", [OLD_2012], YELLOW, "11.0.50727"),
        ("os.vc2012", [LAST_2013], RED, "Not installed"),
        ("os.vc2012", [runtime("2012", "11.0.61030", 184610406, "x86")], RED, "Not installed"),
        ("os.vc2013", [LAST_2013], GREEN, "12.0.40664"),
        ("os.vc2013", [runtime("2013", "12.0.21005", 201347597)], YELLOW, "12.0.21005"),
        ("os.vc2013", [runtime("2013", "12.0.40700", 201367292)], GREEN, "12.0.40700"),
        ("os.vc2013", [], RED, "Not installed"),
    ],
)
def test_the_newest_64_bit_runtime_counts(check_id, installed, light, value):
    found = finding_of(check_id, vc_redistributables={"items": installed})

    assert (found.light, found.value) == (light, value)


def test_edge_servers_need_no_runtime_of_2013():
    assert findings_of("os.vc2013", exchange_setup=EDGE) == ()


def test_the_role_only_refines_the_judgement_of_runtimes():
    denied = not_collected("access_denied")

    assert finding_of("os.vc2013", exchange_setup=denied).light is RED


def settings(proxy="", bypass=""):
    parts = (part.encode("latin-1") for part in (proxy, bypass))
    counted = b"".join(len(part).to_bytes(4, "little") + part for part in parts)
    return base64.b64encode(b"\x28" + bytes(11) + counted).decode()


PROXY = settings("proxy.contoso.example:8080", "localhost;*.contoso.example")


@pytest.mark.parametrize("value", [settings(), None])
def test_no_proxy_is_none(value):
    found = finding_of(
        "os.winhttp_proxy",
        winhttp_proxy={"settings_base64": value, "settings_wow64_base64": settings()},
    )

    assert (found.light, found.value) == (INFO, "None")
    assert found.details == {
        "bypass_list": "",
        "proxy_difference": False,
        "bypass_difference": False,
    }


@pytest.mark.parametrize(("role", "light"), [({}, YELLOW), (EDGE, INFO)])
def test_a_proxy_is_told_with_its_exceptions_and_belongs_to_edge_servers(role, light):
    found = finding_of(
        "os.winhttp_proxy",
        winhttp_proxy={"settings_base64": PROXY, "settings_wow64_base64": PROXY},
        exchange_setup=role,
    )

    assert (found.light, found.value) == (light, "proxy.contoso.example:8080")
    assert found.details["bypass_list"] == "localhost;*.contoso.example"


def test_a_proxy_of_32_bit_programs_alone_is_a_difference():
    found = finding_of("os.winhttp_proxy", winhttp_proxy={"settings_wow64_base64": PROXY})

    assert (found.light, found.value) == (YELLOW, "proxy.contoso.example:8080")
    assert found.details["proxy_difference"] is True
    assert found.details["bypass_difference"] is True


@pytest.mark.parametrize(
    "value",
    ["AAA", "AAAA", base64.b64encode(b"\x28" + bytes(11) + b"\xff\xff\xff\xff").decode()],
    ids=["no base64", "short", "too long"],
)
def test_a_proxy_setting_that_makes_no_sense_is_grey(value):
    found = finding_of("os.winhttp_proxy", winhttp_proxy={"settings_base64": value})

    assert (found.light, found.details["reason"]) == (GREY, "settings_base64")
