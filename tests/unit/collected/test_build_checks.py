# SPDX-License-Identifier: MIT
"""What is said of Exchange's own files and its list of updates."""

from __future__ import annotations

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of


def test_setup_that_is_there_is_green():
    found = finding_of("build.exsetup_missing", exchange_setup={"exsetup_file_version": "15.02"})

    assert (found.light, found.variant) == (TrafficLight.GREEN, "present")


def test_setup_that_is_missing_is_yellow_and_says_where_it_was_looked_for():
    setup = {"msi_install_path": "C:\\Exchange\\"}

    found = finding_of("build.exsetup_missing", exchange_setup=setup)

    assert (found.light, found.details["path"]) == (TrafficLight.YELLOW, "C:\\Exchange\\")


def test_each_installed_update_is_listed_once_by_its_number():
    updates = [
        {"key_name": "KB5066366", "package_name": "Security Update", "installed_date": "1/2/2026"},
        {"key_name": "{guid}", "package_name": "Hotfix (kb5071873)"},
        {"key_name": "KB5066366-v2"},
        {"key_name": "other"},
    ]

    found = findings_of("build.exchange_kbs", exchange_setup={"updates": updates})

    assert [one.instance for one in found] == ["KB5066366", "KB5071873", "other"]
    assert {one.light for one in found} == {TrafficLight.INFO}
    assert found[1].value == "Hotfix (kb5071873)"


def test_no_installed_update_is_nothing_to_tell():
    assert findings_of("build.exchange_kbs") == ()
