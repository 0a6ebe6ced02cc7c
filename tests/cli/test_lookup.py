# SPDX-License-Identifier: MIT
import json

import pytest

from exchpatch_gui import resources

AS_OF = ("--as-of", "2026-10-15")


def test_a_behind_build_is_red_and_names_the_next_step(command):
    done = command("lookup", "15.2.2562.37", *AS_OF, "--json", "-")

    (server,) = done.document["servers"]
    assert done.code == 2
    assert server["target"] is None
    assert server["light"] == "red"
    assert server["identity"]["update"] == "Feb26SU"
    assert server["identity"]["candidates"] == ["15.2.2562.37"]
    assert server["advice"]["target_build"] == "15.2.2562.56"
    assert server["advice"]["steps"][0]["kind"] == "security-update"
    exploited = [
        one["id"] for one in server["cves"] if one["known_exploited"] and one["state"] == "open"
    ]
    assert exploited == ["CVE-2026-42897"]


def test_the_newest_build_is_green_on_the_day_of_the_catalogue(command):
    done = command("lookup", "15.2.2562.56", *AS_OF, "--json", "-")

    assert done.code == 0
    assert done.document["summary"] == {"red": 0, "yellow": 0, "grey": 0, "green": 1}
    assert done.document["servers"][0]["advice"]["reached"] is True


def test_a_stale_catalogue_never_gives_green(command):
    done = command("lookup", "15.2.2562.56", "--as-of", "2026-11-20", "--json", "-")

    assert done.code == 1
    assert done.document["run"]["catalogue"]["stale"] is True
    assert "catalogue.stale" in {one["id"] for one in done.document["servers"][0]["findings"]}


def test_a_three_part_build_claims_no_update_and_is_not_green(command):
    done = command("lookup", "15.2.2562", *AS_OF, "--json", "-")

    (server,) = done.document["servers"]
    assert server["light"] != "green"
    assert server["identity"]["precision"] == "cumulative-update"
    assert server["identity"]["update"] is None
    assert len(server["identity"]["candidates"]) > 10
    assert "possible" in {one["state"] for one in server["cves"]}


def test_a_build_newer_than_the_catalogue_is_not_outdated(command):
    done = command("lookup", "15.2.2562.99", *AS_OF, "--json", "-")

    (server,) = done.document["servers"]
    assert done.code == 1
    assert server["identity"]["relation"] == "newer-than-catalogue"
    assert server["identity"]["build"] == "15.2.2562.99"
    assert "catalogue.behind" in {one["id"] for one in server["findings"]}


def test_hindsight_does_not_count(command):
    done = command("lookup", "15.2.2562.37", "--as-of", "2026-02-20", "--json", "-")

    assert done.code == 0
    assert "CVE-2026-42897" not in {one["id"] for one in done.document["servers"][0]["cves"]}


def test_fixed_vulnerabilities_are_listed_only_when_asked_for(command):
    brief = command("lookup", "15.2.2562.56", *AS_OF, "--json", "-").document
    full = command("lookup", "15.2.2562.56", *AS_OF, "--json", "-", "--verbose").document

    states = [
        {one["state"] for one in document["servers"][0]["cves"]} for document in (brief, full)
    ]
    assert "fixed" not in states[0]
    assert "fixed" in states[1]


@pytest.mark.parametrize(
    ("spelling", "build"),
    [
        ("15.02.2562.037", "15.2.2562.37"),
        ("Version 15.2 (Build 2562.37)", "15.2.2562.37"),
        ("Version 15.2 (Build 32562.37)", "15.2.2562.37"),
    ],
)
def test_every_spelling_of_a_build_is_understood(command, spelling, build):
    done = command("lookup", spelling, *AS_OF, "--json", "-")

    assert done.document["servers"][0]["identity"]["build"] == build


@pytest.mark.parametrize("text", ["fifteen", "15.2", "15.2.2562.37.1"])
def test_what_is_no_build_is_a_wrong_command(command, text):
    done = command("lookup", text)

    assert done.code == 64
    assert "15.2.2562.37" in done.err
    assert done.out == ""


def test_quiet_says_one_line_for_a_monitoring_system(command):
    done = command("lookup", "15.2.2562.37", *AS_OF, "--quiet")

    assert done.out == "CRITICAL - 1 of 1 servers need action | red=1 yellow=0 grey=0 green=0\n"


def test_the_terminal_names_installed_needed_and_the_step(command):
    done = command("lookup", "15.2.2562.37", *AS_OF)

    assert "Feb26SU" in done.out
    assert "15.2.2562.56" in done.out
    assert "CVE-2026-42897" in done.out
    assert "\x1b" not in done.out


def test_another_catalogue_judges_when_named(command, tmp_path):
    document = json.loads(resources.path("catalogue/exchange.json").read_text(encoding="utf-8"))
    document["date"] = "2026-10-16"
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(document), encoding="utf-8")

    done = command("lookup", "15.2.2562.56", "--catalogue", file, "--json", "-")

    assert done.document["run"]["catalogue"]["date"] == "2026-10-16"
    assert done.document["run"]["catalogue"]["source"] == "file"
