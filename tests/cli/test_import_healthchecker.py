# SPDX-License-Identifier: MIT
"""What HealthChecker exported is judged and stored with its server."""

from __future__ import annotations

import pytest

from tests.helpers.collected import document, encoded
from tests.unit.clixml.exports import export_file

AS_OF = ("--as-of", "2026-06-20")


@pytest.fixture
def files(tmp_path):
    """Give a folder for the files of a test."""
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def _import(command, *words):
    return command("import-healthchecker", *words, *AS_OF, "--json", "-")


def _list(command):
    return command("servers", "list").out


def test_an_export_is_judged_by_the_true_build(command, files):
    done = _import(command, export_file(files))

    (server,) = done.document["servers"]
    assert done.code == 2
    assert (server["target"], server["name"]) == ("ex01.contoso.example:443", "EX01")
    assert server["at"] == "2026-06-20T08:00:00Z"
    assert server["identity"]["build"] == "15.2.1748.39"
    assert server["identity"]["confidence"] == "certain"
    assert server["observations"][0]["source"].startswith("HealthChecker export")
    assert done.document["run"]["trigger"] == "import"


def test_an_unknown_server_joins_the_list_and_that_is_said(command, files):
    done = _import(command, export_file(files))

    assert "Added EX01 (ex01.contoso.example:443)" in done.err
    assert "EX01" in _list(command)


@pytest.mark.parametrize("target", ["ex01.contoso.example", "ex01", "mail.contoso.example"])
def test_a_stored_server_is_known_by_host_or_name(command, files, target: str):
    command("servers", "add", target, "--name", "EX01", "--group", "Contoso")

    done = _import(command, export_file(files))

    assert "Added" not in done.err
    assert "Stored with EX01" in done.err
    assert done.document["servers"][0]["target"] == f"{target}:443"


def test_a_name_that_two_servers_have_tells_neither(command, files):
    for host in ("mail.contoso.example", "mail.fabrikam.example"):
        command("servers", "add", host, "--name", "EX01")

    done = _import(command, export_file(files))

    assert "Added EX01 (ex01.contoso.example:443)" in done.err


def test_the_result_is_stored_and_shows_its_age(command, files):
    command("import-healthchecker", export_file(files), *AS_OF, "--quiet")

    done = command("report", "--as-of", "2026-06-30", "--json", "-")

    (server,) = done.document["servers"]
    (age,) = (one for one in server["findings"] if one["id"] == "facts.age")
    assert server["at"] == age["value"] == "2026-06-20T08:00:00Z"
    assert age["details"]["days"] == 10
    assert "HealthChecker 26.06.09.1200" in age["detail"]


def test_stored_facts_are_judged_again_on_a_later_day(command, files):
    file = export_file(files, OSInformation__RegistryValues__TCPKeepAlive=0)
    first = _import(command, file)
    file.unlink()

    later = command("report", "--as-of", "2026-07-01", "--json", "-")

    def light(done):
        (found,) = (
            one
            for one in done.document["servers"][0]["findings"]
            if one["id"] == "cfg.tcp_keepalive"
        )
        return found["light"]

    assert light(first) == light(later) == "red"


def test_a_section_the_export_lacks_is_grey_with_the_reason(command, files):
    done = _import(command, export_file(files, OSInformation__PowerPlan=...))

    (found,) = (
        one for one in done.document["servers"][0]["findings"] if one["id"] == "os.power_plan"
    )
    assert found["light"] == "grey"
    assert "OSInformation.PowerPlan is missing" in found["detail"]


def test_an_older_export_does_not_replace_a_newer_result(command, files):
    newer = export_file(files, "new.xml")
    older = export_file(files, "old.xml", GenerationTime="2026-06-01T08:00:00Z")
    _import(command, newer)
    _import(command, older)

    done = command("report", *AS_OF, "--json", "-")

    assert done.document["servers"][0]["at"] == "2026-06-20T08:00:00Z"


def test_several_files_are_several_results_in_their_order(command, files):
    second = export_file(
        files, "b.xml", ServerName="EX02", ExchangeInformation__GetExchangeServer=None
    )

    done = _import(command, second, export_file(files))

    assert [one["name"] for one in done.document["servers"]] == ["EX02", "EX01"]


def test_a_file_of_the_collector_is_stored_likewise(command, files):
    file = files / "ex01.json"
    content = document(
        exchange_setup={"exsetup_file_version": "15.02.1748.039"},
        exchange_server={"name": "EX01", "fqdn": "ex01.contoso.example"},
    )
    file.write_bytes(encoded(content))

    done = _import(command, file)

    assert done.document["servers"][0]["observations"][0]["source"].startswith("facts file")
    assert "EX01" in _list(command)


def test_every_output_can_be_had(command, files):
    outputs = {name: files / f"out.{name}" for name in ("json", "html", "csv")}

    done = command(
        "import-healthchecker",
        export_file(files),
        *AS_OF,
        *(word for name, file in outputs.items() for word in (f"--{name}", file)),
    )

    assert "EX01" in done.out
    assert all(b"EX01" in file.read_bytes() for file in outputs.values())


def test_quiet_says_one_line_and_nothing_else(command, files):
    done = command("import-healthchecker", export_file(files), *AS_OF, "--quiet")

    assert done.out.count("\n") == 1
    assert done.out.startswith("CRITICAL - ")
    assert done.err == ""


def test_one_broken_file_stores_nothing(command, files):
    good, broken = export_file(files), files / "broken.xml"
    broken.write_bytes(good.read_bytes()[:3000])

    done = _import(command, good, broken)

    assert (done.code, done.out) == (65, "")
    assert "broken.xml is refused in line 1, column " in done.err
    assert "No servers are stored yet" in _list(command)


def test_entities_are_refused_unread(command, files):
    file = files / "bomb.xml"
    levels = "".join(f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};">' for n in range(1, 40))
    file.write_text(
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{levels}]><Objs><S>&l39;</S></Objs>', encoding="utf-8"
    )

    done = _import(command, file)

    assert done.code == 65
    assert "document type" in done.err


def test_another_file_of_power_shell_is_told(command, files):
    file = files / "other.xml"
    file.write_text("<Objs><S>something else</S></Objs>", encoding="utf-8")

    done = _import(command, file)

    assert done.code == 65
    assert "no export of HealthChecker" in done.err


@pytest.mark.parametrize("name", ["EX01\x1b[31m.contoso", "a b", "x" * 300])
def test_a_name_that_no_computer_has_is_refused_harmlessly(command, files, name: str):
    file = export_file(files, ServerName=name, ExchangeInformation__GetExchangeServer=None)

    done = _import(command, file)

    assert done.code == 65
    assert "\x1b" not in done.err


def test_hostile_texts_reach_no_terminal(command, files):
    file = export_file(
        files,
        OSInformation__PowerPlan={
            "PowerPlanSetting": "slow\x1b]0;owned\x07\u202e",
            "PowerPlan": {"InstanceID": "x"},
        },
    )

    done = command("import-healthchecker", file, *AS_OF, "--verbose")

    assert "\x1b]0" not in done.out
    assert "\u202e" not in done.out


def test_a_file_that_is_not_there_is_missing(command, files):
    assert _import(command, files / "none.xml").code == 66


def test_a_folder_is_refused(command, files):
    assert _import(command, files).code == 65


def test_a_file_has_to_be_named(command):
    assert command("import-healthchecker").code == 64


def test_a_file_of_nothing_is_refused(command, files):
    file = files / "empty.xml"
    file.write_bytes(b"")

    assert _import(command, file).code == 65
