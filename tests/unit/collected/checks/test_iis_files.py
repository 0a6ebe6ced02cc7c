# SPDX-License-Identifier: MIT
"""What is said of the web server's configuration files."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of, not_collected

RED, GREEN, GREY = TrafficLight.RED, TrafficLight.GREEN, TrafficLight.GREY

ROOT = "C:\\Program Files\\Microsoft\\Exchange Server\\V15"
SITE_FILE = "C:\\inetpub\\wwwroot\\web.config"
SHARED = f"{ROOT}\\FrontEnd\\HttpProxy\\SharedWebConfig.config"
PANEL = f"{ROOT}\\ClientAccess\\ecp\\web.config"
FOLDERS = [
    f"{ROOT}\\bin",
    f"{ROOT}\\BIN\\CmdletExtensionAgents\\",
    f"{ROOT}\\ClientAccess\\Owa\\bin",
]


def files(*rows):
    return {"items": [{"exists": True, "kind": "application"} | row for row in rows]}


def application(site, path, **more):
    return {"site": site, "path": path} | more


@pytest.mark.parametrize(
    ("exists", "error", "light"), [(True, None, GREEN), (True, "line 3", RED), (False, None, RED)]
)
def test_the_main_file_has_to_be_there_and_readable(exists, error, light):
    file = {"exists": exists, "parse_error": error}

    found = finding_of("iis.apphost_invalid", iis_apphost=file)

    assert (found.light, found.value) == (light, str(light is RED))


@pytest.mark.parametrize(
    ("site", "path", "folder", "is_right"),
    [
        ("Default Web Site", "/owa", "FrontEnd\\HttpProxy\\owa", True),
        ("Default Web Site", "/API", "FRONTEND\\HttpProxy\\rest\\", True),
        ("Default Web Site", "/owa", "ClientAccess\\owa", False),
        ("Exchange Back End", "/mapi/emsmdb", "ClientAccess\\mapi\\emsmdb", True),
        ("Exchange Back End", "/EWS", "ClientAccess\\exchweb\\EWS", True),
        ("Exchange Back End", "/EWS", "ClientAccess\\EWS", False),
        ("Exchange Back End", "/Rpc", "NoRpcProxy", False),
        ("Exchange Back End", "/Rpc", "RpcProxy", True),
        ("Exchange Back End", "/owa/Calendar", "anything", True),
        ("Intranet", "/owa", "anything", True),
    ],
)
def test_each_virtual_directory_has_its_folder(site, path, folder, is_right):
    row = application(site, path, physical_path=f"{ROOT}\\{folder}")

    found = finding_of("iis.vdir_path", iis_applications={"items": [row]})

    assert found.light is (GREEN if is_right else RED)
    assert found.instance == ("" if is_right else f"{site}{path}")


def test_an_application_that_falls_back_to_its_site_lacks_its_file():
    own = f"{ROOT}\\FrontEnd\\HttpProxy\\owa\\web.config"
    sections = {
        "iis_sites": {"items": [{"name": "Default Web Site", "config_path": SITE_FILE}]},
        "iis_applications": {
            "items": [
                application("Default Web Site", "/owa", config_path=own),
                application("Default Web Site", "/ecp", config_path=SITE_FILE.upper()),
            ]
        },
    }

    found = finding_of(
        "iis.webconfig_missing", iis_config_files=files({"path": SITE_FILE}), **sections
    )
    assert (found.light, found.instance) == (RED, "Default Web Site/ecp")
    assert found.value == SITE_FILE.upper()

    damaged = files({"path": SITE_FILE, "parse_error": "line 3"})
    found = finding_of("iis.webconfig_missing", iis_config_files=damaged, **sections)
    assert (found.light, found.instance) == (RED, "Default Web Site/ecp")

    gone = files({"path": own, "exists": False})
    found = findings_of("iis.webconfig_missing", iis_config_files=gone, **sections)
    assert [one.instance for one in found] == ["Default Web Site/owa", "Default Web Site/ecp"]


def test_the_damaged_file_of_a_site_does_not_make_all_its_applications_lack_theirs():
    rows = [application("Default Web Site", path, config_path=SITE_FILE) for path in ("/a", "/b")]
    sections = {
        "iis_sites": {"items": [{"name": "Default Web Site", "config_path": SITE_FILE}]},
        "iis_applications": {"items": rows},
    }
    damaged = files({"path": SITE_FILE, "parse_error": "line 3"})
    sound = files({"path": SITE_FILE})

    (found,) = findings_of("iis.webconfig_missing", iis_config_files=damaged, **sections)
    assert found.light is GREEN

    found = findings_of("iis.webconfig_missing", iis_config_files=sound, **sections)
    assert [one.light for one in found] == [RED, RED]


def test_damaged_files_are_named_but_not_the_main_one():
    main = "C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config"
    rows = files({"path": SITE_FILE, "parse_error": "line 3"}, {"path": main, "parse_error": "x"})

    found = finding_of("iis.webconfig_invalid", iis_config_files=rows)

    assert (found.light, found.instance, found.value) == (RED, SITE_FILE, "Invalid")
    assert finding_of("iis.webconfig_invalid").light is GREEN


def test_a_shared_file_that_is_missing_is_red():
    rows = files(
        {"path": SHARED, "kind": "shared", "exists": False}, {"path": SITE_FILE, "exists": False}
    )

    found = finding_of("iis.shared_config_missing", iis_config_files=rows)

    assert (found.light, found.instance, found.value) == (RED, SHARED, "Missing")
    assert finding_of("iis.shared_config_missing").light is GREEN


def test_a_placeholder_that_is_left_is_red():
    rows = files(
        {"path": PANEL, "contains_install_dir_variable": True},
        {"path": SHARED, "contains_install_dir_variable": None},
    )

    found = finding_of("iis.default_variable", iis_config_files=rows)

    assert (found.light, found.instance, found.value) == (RED, PANEL, "True")
    assert finding_of("iis.default_variable").light is GREEN


@pytest.mark.parametrize(
    ("listed", "light", "missing"),
    [
        (FOLDERS, GREEN, ""),
        (FOLDERS[:2], RED, f"{ROOT}\\ClientAccess\\Owa\\bin"),
        (["%ExchangeInstallDir%\\bin", *FOLDERS[1:]], RED, f"{ROOT}\\bin"),
    ],
)
def test_the_admin_center_looks_in_three_folders(listed, light, missing):
    found = finding_of(
        "iis.bin_search_folders",
        iis_config_files=files({"path": PANEL, "bin_search_folders": listed}, {"path": SHARED}),
        exchange_setup={"msi_install_path": f"{ROOT}\\"},
    )

    assert (found.light, found.instance, found.details["folders"]) == (light, PANEL, missing)


def test_without_the_path_of_exchange_the_folders_are_grey():
    rows = files({"path": PANEL, "bin_search_folders": FOLDERS})

    assert finding_of("iis.bin_search_folders", iis_config_files=rows).light is GREY


@pytest.mark.parametrize(
    ("pattern", "enabled", "light"),
    [("*", True, RED), ("*", False, GREEN), (".*", True, GREEN), (None, True, GREEN)],
)
@pytest.mark.parametrize("place", ["iis_config_files", "iis_apphost"])
def test_a_rewrite_rule_may_not_be_a_lone_star(place, pattern, enabled, light):
    rules = [{"name": "Rule", "enabled": enabled, "match_url": pattern}]
    row = {"path": "Here", "rewrite_rules": rules}
    facts = files(row) if place == "iis_config_files" else {"locations": [row]}

    found = finding_of("iis.rewrite_star", **{place: facts})

    assert found.light is light


def test_edge_servers_have_no_web_server_to_judge():
    edge = {"edge_transport_role_key": True}

    gone = not_collected("skipped")

    assert findings_of("iis.apphost_invalid", exchange_setup=edge, iis_apphost=gone) == ()


def test_an_application_whose_file_is_not_named_is_not_said_to_lack_it():
    found = finding_of(
        "iis.webconfig_missing",
        iis_sites={"items": [{"name": "Default Web Site", "config_path": SITE_FILE}]},
        iis_applications={"items": [application("Default Web Site", "/owa", config_path=None)]},
        iis_config_files=files({"path": SITE_FILE}),
    )

    assert found.light is GREEN
