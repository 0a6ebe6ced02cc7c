# SPDX-License-Identifier: MIT
import json
import sqlite3
import subprocess

import pytest

from exchpatch_gui import resources
from exchpatch_gui.cli import main
from exchpatch_gui.storage.database import Database


@pytest.mark.parametrize(
    "words",
    [
        ("check",), ("lookup",), ("servers",), ("servers", "list"), ("servers", "add"),
        ("servers", "remove"), ("servers", "import"), ("servers", "export"), ("servers", "find"),
        ("catalogue",), ("catalogue", "info"), ("catalogue", "import"), ("catalogue", "export"),
        ("report",), ("demo",),
    ],
)  # fmt: skip
def test_every_command_has_an_example_in_its_help(command, words):
    done = command(*words, "--help", "--data-dir", "x")

    assert done.code == 0
    assert f"exchpatch {words[0]}" in done.out.split("example:")[1]


@pytest.mark.parametrize(
    "words",
    [
        (), ("frobnicate",), ("check", "--timeout", "0"), ("check", "--timeout", "soon"),
        ("check", "--concurrency", "0"), ("check", "--concurrency", "many"),
        ("check", "x", "--port", "smtp"), ("check", "x", "--port", "smtp=99999"),
        ("check", "x", "--probe", "telnet"), ("check",), ("check", "http://x"), ("check", "a b"),
        ("check", "x", "--as-of", "yesterday"), ("report",),
        ("check", "x", "--pdf", "same", "--html", "same"), ("check", "x", "--no-such-option"),
    ],
)  # fmt: skip
def test_a_wrong_command_has_its_own_exit_code_and_a_sentence(command, words):
    done = command(*words)

    assert done.code == 64
    assert done.err.startswith("exchpatch: ")
    assert done.out == ""


def test_stored_servers_that_do_not_exist_are_missing(command):
    assert command("check", "--all").code == 66
    assert command("report", "--json", "-").code == 66


@pytest.mark.parametrize("option", ["--json", "--pdf", "--html", "--csv"])
def test_output_that_can_not_be_written_is_found_out_before_the_work(command, tmp_path, option):
    done = command("check", "127.0.0.1:1", option, tmp_path / "nowhere" / "file")

    assert done.code == 73
    assert "nowhere" in done.err


def test_certificates_that_are_missing_or_no_certificates_are_told_apart(command, tmp_path):
    text = tmp_path / "ca.pem"
    text.write_text("not a certificate", encoding="utf-8")

    assert command("check", "127.0.0.1:1", "--ca-file", tmp_path / "none").code == 66
    assert command("check", "127.0.0.1:1", "--ca-file", text).code == 65


def test_a_catalogue_that_does_not_validate_is_refused_with_the_path_of_the_fault(
    command, tmp_path
):
    document = json.loads(resources.path("catalogue/exchange.json").read_text(encoding="utf-8"))
    document["builds"][12]["build"] = "fifteen"
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(document), encoding="utf-8")

    done = command("lookup", "15.2.2562.37", "--catalogue", file)

    assert done.code == 65
    assert "$.builds[12].build" in done.err


def test_a_catalogue_that_is_not_there_is_missing(command, tmp_path):
    assert command("lookup", "15.2.2562.37", "--catalogue", tmp_path / "none.json").code == 66


def test_a_newer_catalogue_is_imported_used_and_exported(command, tmp_path):
    document = json.loads(resources.path("catalogue/exchange.json").read_text(encoding="utf-8"))
    document["date"] = "2026-10-20"
    file, copy = tmp_path / "new.json", tmp_path / "copy.json"
    file.write_text(json.dumps(document), encoding="utf-8")

    imported = command("catalogue", "import", file)
    info = command("catalogue", "info")
    exported = command("catalogue", "export", copy)
    again = command("catalogue", "import", file)

    assert (imported.code, info.code, exported.code) == (0, 0, 0)
    assert "20 Oct 2026" in info.out
    assert "imported by hand" in info.out
    assert copy.read_bytes() == file.read_bytes()
    assert again.code == 65


def test_the_data_directory_of_a_newer_version_is_refused_and_left_alone(command, tmp_path):
    with Database.open(tmp_path / "data" / "exchpatch.db"):
        pass
    with sqlite3.connect(tmp_path / "data" / "exchpatch.db") as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()

    done = command("servers", "list")

    assert done.code == 73
    assert "newer" in done.err


def test_a_locked_database_is_told_and_nothing_is_lost(command, tmp_path, monkeypatch):
    command("servers", "add", "a.example")
    monkeypatch.setattr(Database.open.__func__, "__kwdefaults__", {"patience": 0.1})
    holder = sqlite3.connect(tmp_path / "data" / "exchpatch.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    done = command("servers", "add", "b.example")
    holder.execute("ROLLBACK")
    holder.close()

    assert done.code == 73
    assert "b.example" not in command("servers", "list").out
    assert "a.example" in command("servers", "list").out


def test_a_fault_of_ours_is_confessed(command, monkeypatch):
    def broken(_options):
        raise RuntimeError("boom")

    monkeypatch.setattr("exchpatch_gui.cli.lookup.run", broken)

    done = command("lookup", "15.2.2562.37")

    assert done.code == 70
    assert "boom" in done.err
    assert "fault of its own" in done.err


def test_a_reader_that_goes_away_is_no_fault(process):
    child = process("servers", "--help")
    child.stdout.close()

    assert "Traceback" not in child.stderr.read()


def test_the_version_is_said(command):
    done = command("--version")

    assert done.out.startswith("exchpatch ")
    assert main.build_parser().prog == "exchpatch"


def test_no_window_library_is_loaded_by_a_command(process):
    child = process("--version")

    assert child.communicate(timeout=30)[0].startswith("exchpatch ")
    assert child.returncode == 0
    assert isinstance(child, subprocess.Popen)
