# SPDX-License-Identifier: MIT
"""The state of a server before and after an update, from the command line."""

from __future__ import annotations

import json

import pytest

from exchpatch_gui.collected.config_files import encode
from tests.helpers.collected import encoded, not_collected
from tests.helpers.snapshots import (
    AFTER_AT,
    BEFORE_AT,
    NEW,
    OLD,
    config_file,
    config_files,
    facts,
    service,
)

AS_OF = ("--as-of", "2026-06-20")
NAMES = [f"MSExchange{number}" for number in range(31)]
RUNNING = {"services": {"items": [service(name) for name in NAMES]}}
BROKEN = {
    "services": {
        "items": [
            service(name, "Stopped", "Disabled") if number < 2 else service(name)
            for number, name in enumerate(NAMES)
        ]
    }
}


@pytest.fixture
def write(tmp_path):
    def write_facts(name, build=OLD, at=BEFORE_AT, **sections):
        file = tmp_path / name
        file.write_bytes(encoded(facts(build, at, **sections)))
        return file

    return write_facts


@pytest.fixture
def pair(write):
    """Give the options of two files: one before, one after."""

    def give(before=RUNNING, after=RUNNING, build=NEW):
        return (
            *("--before", write("before.json", **before)),
            *("--after", write("after.json", build, AFTER_AT, **after)),
        )

    return give


@pytest.mark.parametrize(
    ("after", "build", "ending"),
    [
        (RUNNING, NEW, (0, "as-before")),
        (RUNNING, OLD, (1, "look")),
        (BROKEN, NEW, (2, "restore")),
        ({"services": not_collected()}, NEW, (3, "unknown")),
    ],
)
def test_two_files_are_compared_without_a_stored_server(command, pair, after, build, ending):
    done = command("snapshot", "compare", *pair(RUNNING, after, build), *AS_OF, "--json", "-")

    assert (done.code, done.document["outcome"]) == ending
    assert done.document["schema"] == "exchpatch.comparison/1"


def test_comparing_files_leaves_no_trace(command, pair, tmp_path):
    command("snapshot", "compare", *pair(), *AS_OF)

    assert not (tmp_path / "data").exists()


def test_the_evening_ends_with_what_to_paste(command, pair):
    done = command("snapshot", "compare", *pair(after=BROKEN), *AS_OF)

    assert done.code == 2
    assert "Build 15.2.1748.43. To put back: 2; to decide: 0; not compared: 0." in done.out
    assert "29 of 31 services are as before." in done.out
    assert "Set-Service -Name 'MSExchange0' -StartupType Automatic\n" in done.out
    assert "Start-Service -Name 'MSExchange1'\n" in done.out
    assert "[open]" in done.out
    assert "[done]" in done.out
    assert "collect the facts again" not in done.out


def test_a_stored_server_goes_through_the_evening(command, write):
    command("servers", "add", "mail.contoso.example", "--name", "Mail")
    before, after = write("b.json", **RUNNING), write("a.json", NEW, AFTER_AT, **BROKEN)

    first = command("snapshot", "take", "Mail", "--role", "before", "--facts", before)
    early = command("snapshot", "compare", "Mail")
    second = command(
        "snapshot", "take", "mail.contoso.example", "--role", "after", "--facts", after
    )
    done = command("snapshot", "compare", "Mail", *AS_OF, "--json", "-")

    assert (first.code, early.code, second.code, done.code) == (0, 66, 0, 2)
    assert "before the update: build 15.2.1748.39" in first.out
    assert "Take" not in early.out
    assert "second snapshot" in early.err
    assert done.document["before"] == {"at": BEFORE_AT, "build": "15.2.1748.39"}
    (services,) = (one for one in done.document["areas"] if one["area"] == "services")
    assert (services["same"], services["count"]) == (29, 31)
    assert services["differences"][0]["commands"] == [
        "Set-Service -Name 'MSExchange0' -StartupType Automatic",
        "Start-Service -Name 'MSExchange0'",
    ]


def test_configuration_files_are_part_of_it(command, write, tmp_path):
    command("servers", "add", "mail.contoso.example", "--name", "Mail")
    for role, content, build, at in (
        ("before", "a", OLD, BEFORE_AT),
        ("after", "b", NEW, AFTER_AT),
    ):
        hashes = tmp_path / f"{role}-files.json"
        hashes.write_bytes(encode(config_files(config_file("Bin\\x.config", content))))
        sources = ("--facts", write(f"{role}.json", build, at), "--config-files", hashes)
        command("snapshot", "take", "Mail", "--role", role, *sources)

    done = command("snapshot", "compare", "Mail", *AS_OF)

    assert done.code == 1
    assert "The file Bin\\x.config was replaced or changed" in done.out


def test_a_hundred_replaced_files_are_not_listed_one_by_one(command, pair, tmp_path):
    for role, content in (("before", "a"), ("after", "b")):
        files = (config_file(f"Bin\\{number}.config", content) for number in range(100))
        (tmp_path / f"{role}-files.json").write_bytes(encode(config_files(*files)))

    options = (
        *pair(),
        *("--before-config-files", tmp_path / "before-files.json"),
        *("--after-config-files", tmp_path / "after-files.json"),
    )
    shown = command("snapshot", "compare", *options, *AS_OF)
    whole = command("snapshot", "compare", *options, *AS_OF, "--json", "-")

    assert shown.out.count("was replaced or changed") == 12
    assert "and 88 more" in shown.out
    (files,) = (one for one in whole.document["areas"] if one["area"] == "files")
    assert len(files["differences"]) == 100


def test_a_duty_names_the_first_of_what_was_found(command, pair):
    names = ("IS", "RPC", "Repl", "Delivery")
    critical = ["W3SVC", "IISADMIN", *(f"MSExchange{name}" for name in names)]
    stopped = [service(name, "Stopped", "Disabled") for name in critical]

    done = command("snapshot", "compare", *pair(after={"services": {"items": stopped}}), *AS_OF)

    duty = done.out.split("Services without which Exchange doesn’t work\n")[1].split("  [")[0]
    assert duty.count("is not running") == 4
    assert "and 2 more" in duty


def test_what_could_not_be_compared_is_named_with_its_reason(command, pair):
    hidden = {"component_states": not_collected("skipped", "No account was given.")}

    done = command("snapshot", "compare", *pair(hidden | RUNNING, RUNNING), *AS_OF)

    assert done.code == 3
    assert (
        "component_states: missing in the snapshot from before (No account was given.)" in done.out
    )
    assert "collect the facts again" in done.out


def test_the_script_and_the_document_are_written_as_files(command, pair, tmp_path):
    script, document = tmp_path / "restore.ps1", tmp_path / "comparison.json"

    done = command(
        *("snapshot", "compare", *pair(after=BROKEN), *AS_OF),
        *("--script", script, "--json", document, "--language", "de"),
    )

    text = script.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf# ")
    assert b"Set-Service -Name 'MSExchange0' -StartupType Automatic" in text
    assert json.loads(document.read_bytes())["script"] == text.decode("utf-8-sig")
    assert "Zurückzustellen" in done.out


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--before", "x.json"),
        ("Mail", "--before", "x.json", "--after", "y.json"),
        ("Mail", "--after-config-files", "x.json"),
    ],
)
def test_it_has_to_be_clear_what_is_compared(command, options):
    done = command("snapshot", "compare", *options)

    assert done.code == 64
    assert "--before before.json" in done.err


def test_servers_have_to_be_stored(command, write):
    take = command("snapshot", "take", "Mail", "--role", "before", "--facts", write("b.json"))
    unknown = command("snapshot", "compare", "Mail")

    assert (take.code, unknown.code) == (66, 66)


def test_nothing_is_stored_yet(command):
    assert command("snapshot", "compare", "Mail").code == 66


def test_a_name_that_no_computer_has_is_refused(command, pair):
    after = RUNNING | {"exchange_server": {"fqdn": "a b\x1b[31m"}}

    done = command("snapshot", "compare", *pair(after=after), *AS_OF)

    assert done.code == 65
    assert "\x1b" not in done.err


def test_a_damaged_list_of_files_is_refused(command, write, tmp_path):
    command("servers", "add", "mail.contoso.example", "--name", "Mail")
    damaged = tmp_path / "files.json"
    damaged.write_text("{}", encoding="utf-8")
    sources = ("--facts", write("b.json"), "--config-files", damaged)

    done = command("snapshot", "take", "Mail", "--role", "before", *sources)

    assert done.code == 65
    assert "Get-ConfigFileHashes.ps1" in done.err
