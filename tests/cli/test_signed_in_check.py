# SPDX-License-Identifier: MIT
"""``exchpatch check`` of servers that are signed in to, and where the password is not."""

from __future__ import annotations

import io
import json
import logging
import os
import sqlite3
import sys
from pathlib import Path

import pytest

from exchpatch_gui.remote import collect as collecting
from exchpatch_gui.services import signed_in
from exchpatch_gui.vault import system
from tests.helpers.authority import self_signed
from tests.helpers.collected import document, encoded
from tests.helpers.remote_servers import SECRET, USER, Faults, answers, make
from tests.helpers.vaults import MemoryBackend, of_its_own

BUILD = "15.2.2562.46"
TARGET = "127.0.0.1:9"  # nobody listens on the discard port, so only WinRM tells anything
FACTS = encoded(document(exchange_setup={"exsetup_file_version": BUILD})).decode()
HASHES = json.dumps(
    {
        "schema": "exchpatch.config-files/1",
        "collector_version": "1.0.0",
        "collected_at": "2026-06-20T08:00:05Z",
        "computer": "EX01",
        "install_path": "C:\\Exchange\\",
        "places": [],
        "files": [],
    }
)
WRONG = "Canary-of-nobody-7?"


def both(run):
    """Play a computer on which either of the two scripts writes its document."""
    if "exchpatch.config-files" in run.script:
        run.write(HASHES)
    else:
        answers(FACTS)(run)


@pytest.fixture
def vault(monkeypatch):
    kind = of_its_own(MemoryBackend)
    monkeypatch.setattr(system, "system_kinds", lambda: (kind,))
    return kind


@pytest.fixture
def place():
    faults = Faults()
    made = make(both, faults)
    with made.server:
        yield made
        faults.released.set()


@pytest.fixture
def arranged(command, monkeypatch, vault, place):
    """Store a server and a sign-in that is assigned to it."""

    def arrange(password=SECRET):
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
        winrm = f"127.0.0.1:{place.port}"
        done = [
            command("servers", "add", TARGET, "--name", "EX01", "--winrm-host", winrm),
            command(
                "sign-ins", "add", "Contoso", "--user", USER, "--kind", "ntlm", "--password-stdin"
            ),
            command("sign-ins", "assign", "Contoso", "--server", TARGET),
        ]
        assert [one.code for one in done] == [0, 0, 0]
        assert list(vault.entries.values()) == [password]
        return done

    return arrange


def only(done):
    (server,) = done.document["servers"]
    return server


def failures(server):
    return {one["probe"]: one for one in server["failures"]}


def test_a_stored_sign_in_shows_the_true_build_and_who_saw_it(command, arranged, place):
    arranged()

    server = only(command("check", "--all", "--quiet", "--json", "-"))

    assert server["identity"]["build"] == BUILD
    assert {one["value"] for one in server["observations"] if one["kind"] == "account"} == {USER}
    assert "winrm" not in failures(server)
    assert place.server.shells == {}


def test_what_was_collected_counts_when_the_server_is_only_seen_from_outside(command, arranged):
    arranged()
    command("check", "--all", "--quiet")
    command("sign-ins", "assign", "--nobody", "--server", TARGET)

    server = only(command("check", "--all", "--quiet", "--json", "-"))

    assert server["identity"]["build"] == BUILD
    assert "exchange-http" in failures(server)


def test_a_refused_password_is_sent_once_and_not_in_the_next_run_either(command, arranged, place):
    arranged(WRONG)

    first = only(command("check", "--all", "--quiet", "--json", "-"))
    second = only(command("check", "--all", "--quiet", "--json", "-"))

    assert place.server.ledger.proofs == 1
    assert failures(first)["winrm"]["kind"] == "auth"
    assert "Contoso" in failures(second)["winrm"]["message"]
    assert [first["light"], second["light"]] == ["grey", "grey"]
    assert "refused" in command("sign-ins", "list").out


def test_a_password_that_is_entered_anew_is_used_again(command, arranged, place, monkeypatch):
    arranged(WRONG)
    command("check", "--all", "--quiet")
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{SECRET}\n"))
    command("sign-ins", "password", "Contoso", "--password-stdin")

    server = only(command("check", "--all", "--quiet", "--json", "-"))

    assert server["identity"]["build"] == BUILD
    assert place.server.ledger.proofs == 2


def test_one_sign_in_can_be_named_for_a_server_that_is_not_in_the_list(command, arranged, place):
    arranged()
    chosen = ("--credential", "contoso", "--probe", "winrm", "--port", f"winrm={place.port}")

    server = only(command("check", "127.0.0.1:8", *chosen, "--quiet", "--json", "-"))

    assert server["identity"]["build"] == BUILD


def test_a_sign_in_that_is_asked_for_and_does_not_exist_is_a_wrong_command(command):
    done = command("check", TARGET, "--probe", "winrm")

    assert done.code == 64
    assert "sign-in" in done.err


def test_a_snapshot_is_read_from_the_server_itself(command, arranged, place):
    arranged()

    done = command("snapshot", "take", "EX01", "--role", "before")

    assert done.code == 0
    assert BUILD in done.out
    assert place.server.shells == {}


def test_a_password_refused_for_a_snapshot_is_not_sent_again_by_anything(command, arranged, place):
    arranged(WRONG)

    codes = [command("snapshot", "take", "EX01", "--role", "before").code for _ in range(2)]
    server = only(command("check", "--all", "--quiet", "--json", "-"))

    assert codes == [66, 66]
    assert place.server.ledger.proofs == 1
    assert failures(server)["winrm"]["kind"] == "auth"


def test_hashes_without_facts_are_a_wrong_command(command, arranged, tmp_path):
    arranged()
    file = tmp_path / "files.json"

    done = command("snapshot", "take", "EX01", "--role", "before", "--config-files", file)

    assert done.code == 64
    assert "--facts" in done.err


def test_a_sign_in_is_tried_step_by_step(command, arranged, place):
    arranged()

    done = command("sign-ins", "test", "Contoso", "ex01")

    assert done.code == 0
    lines = done.out.splitlines()
    assert [one[:3] for one in lines] == ["[+]"] * 6
    assert f"127.0.0.1:{place.port}" in lines[0]
    assert place.server.shells == {}


def test_a_refused_sign_in_is_told_and_then_left_alone(command, arranged, place):
    arranged(WRONG)

    tried = command("sign-ins", "test", "Contoso", "EX01")
    command("check", "--all", "--quiet")
    again = command("sign-ins", "test", "Contoso", TARGET)

    assert [tried.code, again.code] == [2, 2]
    assert "[!] Sign in" in tried.out
    assert place.server.ledger.proofs == 2  # the two tests; the run in between left it alone


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("test", "Nobody", "EX01"), 66),
        (("test", "Contoso", "a b"), 64),
        (("pins", "add", "ex01.contoso.example", "123"), 64),
        (("pins", "add", "a b", "0" * 64), 64),
    ],
)
def test_what_can_not_be_tried_or_trusted_says_so(command, arranged, arguments, code):
    arranged()

    assert command("sign-ins", *arguments).code == code


def test_without_a_password_nothing_is_tried(command, arranged, vault, place):
    arranged()
    vault.entries.clear()

    assert command("sign-ins", "test", "Contoso", "EX01").code == 66
    assert place.server.ledger.proofs == 0


def test_an_unknown_certificate_is_shown_and_can_be_trusted(command, arranged, tmp_path):
    arranged()
    pair = self_signed("127.0.0.1")
    with make(both, tls=pair.server_context(tmp_path), pair=pair).server as server:
        port = server.listener.getsockname()[1]
        command("servers", "winrm", "EX01", "--winrm-host", f"127.0.0.1:{port}", "--winrm-tls")
        unknown = command("sign-ins", "test", "Contoso", "EX01")
        (advised,) = [one for one in unknown.out.splitlines() if "pins add" in one]
        pinned = command(*advised.split()[1:])
        trusted = command("sign-ins", "test", "Contoso", "EX01")

    assert [unknown.code, pinned.code, trusted.code] == [2, 0, 0]


def test_the_password_leaves_no_trace(command, arranged, tmp_path, capsys, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    said = [one.out + one.err for one in arranged()]
    outputs = [
        word
        for form in ("json", "pdf", "html", "csv")
        for word in (f"--{form}", tmp_path / f"out.{form}")
    ]

    def broken(*what, **_more):
        raise RuntimeError(f"crashed with {what!r}")

    commands = [
        ("check", "--all", "--verbose", *outputs),
        ("report", "--verbose", "--json", tmp_path / "again.json"),
        ("servers", "export", tmp_path / "servers.csv"),
        ("sign-ins", "list"),
    ]
    done = [command(*words) for words in commands]
    with monkeypatch.context() as broke:
        broke.setattr(signed_in, "collect", broken)
        done.append(command("check", "--all", "--verbose"))
    with monkeypatch.context() as broke:
        broke.setattr(collecting, "open_shell", broken)
        done.append(command("check", "--all", "--verbose"))
    with monkeypatch.context() as broke:
        broke.setattr(signed_in.SignedIn, "__init__", broken)
        done.append(command("check", "--all", "--verbose"))

    said += [one.out + one.err for one in done]
    assert done[-1].code == 70
    assert "crashed with" in done[-1].err + done[-2].err
    assert not [text for text in (*said, *capsys.readouterr(), caplog.text) if SECRET in text]
    assert not [file for file in _files(tmp_path) if _has(file, SECRET)]
    assert SECRET not in json.dumps([sys.argv, dict(os.environ)])


def _files(folder: Path):
    found = [one for one in folder.rglob("*") if one.is_file()]
    assert {"exchpatch.db", "out.pdf", "out.html", "servers.csv"} <= {one.name for one in found}
    return found


def _has(file: Path, text: str) -> bool:
    """Look for a text in any encoding a program might write it in."""
    data = file.read_bytes()
    if data.startswith(b"SQLite format 3"):
        with sqlite3.connect(file) as database:
            data += "\n".join(database.iterdump()).encode()
    return any(text.encode(one) in data for one in ("utf-8", "utf-16-le", "utf-16-be"))
