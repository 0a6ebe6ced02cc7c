# SPDX-License-Identifier: MIT
"""Facts that were brought as files are judged as servers, dated by their own time."""

from __future__ import annotations

import json

import pytest

from tests.helpers.collected import document, encoded, not_collected

AS_OF = ("--as-of", "2026-06-20")
SETUP = {"exsetup_file_version": "15.02.1748.039"}
SERVER = {"name": "EX01", "fqdn": "EX01.contoso.example"}


@pytest.fixture
def facts(tmp_path):
    """Write a document with these sections and give its path."""

    def write(name="ex01.json", **sections):
        file = tmp_path / name
        given = {"exchange_setup": SETUP, "exchange_server": SERVER, **sections}
        file.write_bytes(encoded(document(**given)))
        return file

    return write


def test_a_file_is_judged_by_the_true_build(command, facts):
    done = command("judge", facts(), *AS_OF, "--json", "-")

    (server,) = done.document["servers"]
    assert done.code == 2
    assert (server["target"], server["name"]) == ("ex01.contoso.example:443", "EX01")
    assert server["at"] == "2026-06-20T08:00:00Z"
    assert server["identity"]["build"] == "15.2.1748.39"
    assert server["identity"]["confidence"] == "certain"
    assert server["observations"][0]["kind"] == "file-build"
    assert done.document["run"]["trigger"] == "import"


def test_a_section_that_is_missing_is_told_and_grey(command, facts):
    file = facts(power_plan=not_collected("access_denied", "Access is denied."))

    done = command("judge", file, *AS_OF, "--json", "-")

    (found,) = (
        one for one in done.document["servers"][0]["findings"] if one["id"] == "os.power_plan"
    )
    assert found["light"] == "grey"
    assert found["title"] == "Not checked: Power plan"
    assert "Access is denied." in found["detail"]
    assert found["remedy"]


def test_several_files_are_several_servers_in_their_order(command, facts):
    files = [
        facts("b.json"),
        facts("a.json", exchange_server={"name": "EX02", "fqdn": "EX02.x.example"}),
    ]

    done = command("judge", *files, *AS_OF, "--json", "-")

    assert [one["name"] for one in done.document["servers"]] == ["EX01", "EX02"]


def test_the_age_of_the_facts_is_told(command, facts):
    done = command("judge", facts(), "--as-of", "2026-08-20", "--json", "-")

    (age,) = (one for one in done.document["servers"][0]["findings"] if one["id"] == "facts.age")
    assert (age["light"], age["details"]["days"]) == ("grey", 61)
    assert age["value"] == "2026-06-20T08:00:00Z"


@pytest.mark.parametrize(("profile", "counts"), [("small", "info"), ("large", "yellow")])
def test_advice_for_large_farms_counts_where_that_is_chosen(
    command, facts, tmp_path, profile, counts
):
    file = facts(page_files={"items": [{"name": "c:"}, {"name": "d:"}]})
    settings = tmp_path / "data" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"profile": profile}), encoding="utf-8")

    done = command("judge", file, *AS_OF, "--json", "-")

    (found,) = (
        one
        for one in done.document["servers"][0]["findings"]
        if one["id"] == "os.pagefile_multiple"
    )
    assert (found["light"], found["counts_as"]) == ("red", counts)


def test_a_stored_server_keeps_its_own_name(command, facts):
    command("servers", "add", "ex01.contoso.example", "--name", "Head office")

    done = command("judge", facts(), *AS_OF, "--json", "-")

    assert done.document["servers"][0]["name"] == "Head office"


def test_nothing_is_stored(command, facts, tmp_path):
    command("judge", facts(), *AS_OF, "--quiet")

    assert not (tmp_path / "data").exists()


def test_every_output_can_be_had(command, facts, tmp_path):
    outputs = {name: tmp_path / f"out.{name}" for name in ("json", "html", "csv")}

    done = command(
        "judge",
        facts(),
        *AS_OF,
        *(word for name, file in outputs.items() for word in (f"--{name}", file)),
    )

    assert "EX01" in done.out
    assert all(b"EX01" in file.read_bytes() for file in outputs.values())


def test_an_invalid_file_is_refused_at_the_place_of_its_fault(command, facts):
    good, bad = facts("good.json"), facts("bad.json")
    content = json.loads(bad.read_bytes())
    content["sections"]["services"]["data"]["items"] = [{"name": "W3SVC"}]
    bad.write_text(json.dumps(content), encoding="utf-8")

    done = command("judge", good, bad, *AS_OF, "--json", "-")

    assert (done.code, done.out) == (65, "")
    assert "bad.json" in done.err
    assert "$.sections.services.data.items[0].delayed_auto_start" in done.err


def test_a_name_that_no_computer_has_is_refused(command, facts):
    done = command("judge", facts(exchange_server={"fqdn": "a b\x1b[31m"}), *AS_OF)

    assert done.code == 65
    assert "\x1b" not in done.err
    assert "ex01.json" in done.err


def test_a_file_that_is_not_there_is_missing(command, tmp_path):
    assert command("judge", tmp_path / "none.json").code == 66


def test_a_file_has_to_be_named(command):
    assert command("judge").code == 64
