# SPDX-License-Identifier: MIT
"""``exchpatch sign-ins`` as a person types it; what it takes from a pipe goes to the vault."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

import pytest

from exchpatch_gui.cli.signing_in import chosen_access
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.sign_ins import Secret
from exchpatch_gui.errors import CommandError, MissingError
from exchpatch_gui.services.clock import utc_now
from exchpatch_gui.services.session import Session
from exchpatch_gui.services.sign_ins import SignIns
from exchpatch_gui.vault import system
from tests.helpers.vaults import AbsentBackend, LockedBackend, MemoryBackend, of_its_own

CANARY = "Kanarienvogel-9 "  # a blank at the end belongs to it


@pytest.fixture
def vault(monkeypatch):
    """Put a vault in memory in the place of the operating system's."""
    kind = of_its_own(MemoryBackend)
    monkeypatch.setattr(system, "system_kinds", lambda: (kind,))
    return kind


@pytest.fixture
def no_vault(monkeypatch):
    """Take the operating system's vault away."""
    monkeypatch.setattr(system, "system_kinds", lambda: (AbsentBackend,))


@pytest.fixture
def piped(command, monkeypatch):
    """Run a command with one line on standard input."""

    def call(*arguments, line=CANARY):
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{line}\nnot read\n"))
        return command("sign-ins", *arguments)

    return call


@pytest.fixture
def chosen(tmp_path):
    """Give whom a check would sign in as, by the host of the server."""

    def call(*hosts, credential="", ask_password=False, port=()):
        options = argparse.Namespace(
            credential=credential, ask_password=ask_password, quiet=False, probe=[], port=port
        )
        with Session.open(AppPaths(tmp_path / "data")) as session:
            stored = {server.target.host: server for server in session.servers()}
            servers = [stored.get(host) or Server.ad_hoc(Target(host)) for host in hosts]
            found = chosen_access(options, session, servers)
        return {server.target.host: access for server, access in found.items()}

    return call


def test_a_sign_in_is_listed_with_all_that_was_said_of_it_and_its_password_is_in_the_vault(
    command, piped, vault
):
    added = piped("add", "Contoso admin", "--user", r"CONTOSO\admin", "--password-stdin")
    listed = command("sign-ins", "list")

    assert added.code == listed.code == 0
    assert "Contoso admin · Negotiate · CONTOSO\\admin" in listed.out
    assert list(vault.entries.values()) == [CANARY]
    assert CANARY.strip() not in added.out + added.err + listed.out + listed.err


def test_each_password_has_a_service_of_its_own_that_says_nothing(piped, vault):
    piped("add", "One", "--user", r"CONTOSO\one", "--password-stdin")
    piped("add", "Two", "--user", r"CONTOSO\two", "--password-stdin")

    services = [service for service, _ in vault.entries]

    assert len(set(services)) == 2
    assert all(one.startswith("exchpatch-gui/") for one in services)
    assert "contoso" not in repr(vault.entries.keys()).casefold()


def test_a_sign_in_of_windows_itself_needs_neither_user_nor_password(command, vault):
    done = command("sign-ins", "add", "Me", "--kind", "current")

    assert done.code == 0
    assert vault.entries == {}
    assert "Me · whoever is signed in to Windows" in command("sign-ins", "list").out
    assert command("sign-ins", "password", "Me").code == 64


def test_a_label_is_taken_whatever_the_case_of_its_letters(piped, vault):
    piped("add", "Büro", "--user", r"CONTOSO\admin", "--password-stdin")

    again = piped("add", "BÜRO", "--user", "other@contoso.example", "--password-stdin")

    assert again.code == 65
    assert "Büro" in again.err
    assert len(vault.entries) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "X"), "no user"),
        (("add", "X", "--user", "a b/c"), "DOMAIN"),
        (("add", "X", "--user", "admin", "--kind", "kerberos"), "domain"),
        (("add", "X", "--user", r"CONTOSO\a", "--kind", "current"), "takes no user"),
        (("add", " ", "--user", r"CONTOSO\a"), "no name"),
    ],
)
def test_a_sign_in_that_can_not_be_says_why_and_is_not_stored(command, piped, arguments, said):
    done = piped(*arguments, "--password-stdin")

    assert done.code == 65
    assert said in done.err
    assert "No sign-ins" in command("sign-ins", "list").out


@pytest.mark.usefixtures("no_vault")
def test_without_a_vault_the_sign_in_is_stored_and_why_its_password_is_not(command, piped):
    added = piped("add", "Contoso", "--user", r"CONTOSO\admin", "--password-stdin")
    password = piped("password", "Contoso", "--password-stdin")

    assert added.code == 0
    assert "Passwords can’t be kept" in added.err
    assert "Contoso" in command("sign-ins", "list").out
    assert password.code == 73
    assert "Passwords can’t be kept" in password.err


def test_a_locked_vault_is_a_sentence_and_the_password_is_nowhere(piped, monkeypatch, tmp_path):
    monkeypatch.setattr(system, "system_kinds", lambda: (of_its_own(LockedBackend),))

    done = piped("add", "Contoso", "--user", r"CONTOSO\admin", "--password-stdin")

    assert done.code == 73
    assert "locked" in done.err
    assert CANARY.strip() not in done.out + done.err
    assert not [file for file in files_under(tmp_path) if CANARY.strip().encode() in file]


@pytest.mark.usefixtures("vault")
def test_a_crash_while_a_password_is_at_hand_does_not_show_it(piped, monkeypatch, tmp_path):
    def crash(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(SignIns, "clear_refused", crash)

    done = piped(
        "add", "Contoso", "--user", r"CONTOSO\admin", "--password-stdin", "--data-dir", tmp_path
    )

    assert done.code == 70
    assert "a fault of ours" in done.err
    assert CANARY.strip() not in done.out + done.err
    assert not [file for file in files_under(tmp_path) if CANARY.strip().encode() in file]


def test_a_password_is_never_taken_from_the_command_line_or_the_environment(
    command, vault, monkeypatch
):
    monkeypatch.setenv("EXCHPATCH_PASSWORD", CANARY)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))

    told = command("sign-ins", "add", "X", "--user", r"CONTOSO\a", "--password", CANARY)
    empty = command("sign-ins", "add", "X", "--user", r"CONTOSO\a", "--password-stdin")

    assert (told.code, empty.code) == (64, 65)
    assert vault.entries == {}


def test_a_new_password_replaces_the_earlier_one_and_lifts_a_refusal(command, piped, vault, data):
    piped("add", "Contoso", "--user", r"CONTOSO\admin", "--password-stdin")
    with data() as session:
        session.sign_ins.note_refused(1, utc_now())
    refused = command("sign-ins", "list").out

    done = piped("password", "contoso", "--password-stdin", line="Another")

    assert "refused" in refused
    assert done.code == 0
    assert "refused" not in command("sign-ins", "list").out
    assert list(vault.entries.values()) == ["Another"]


def test_the_mark_that_a_pipe_of_windows_begins_with_is_no_part_of_a_password(piped, vault):
    piped(
        *("add", "Contoso", "--user", r"CONTOSO\admin", "--password-stdin"),
        line=f"\ufeff{CANARY}",
    )

    assert list(vault.entries.values()) == [CANARY]


def test_a_removed_sign_in_leaves_neither_password_nor_assignment(command, piped, vault):
    command("servers", "add", "mail.contoso.example", "--group", "Contoso")
    piped("add", "Admin", "--user", r"CONTOSO\admin", "--password-stdin")
    command("sign-ins", "assign", "Admin", "--group", "Contoso")

    done = command("sign-ins", "remove", "admin")

    assert done.code == 0
    assert vault.entries == {}
    assert "No sign-ins" in command("sign-ins", "list").out
    assert command("sign-ins", "unassign", "--group", "Contoso").code == 66


@pytest.mark.usefixtures("vault")
def test_the_nearest_assignment_decides(command, piped, chosen):
    command("servers", "add", "a.example", "--group", "Contoso", "--tag", "edge")
    command("servers", "add", "b.example", "--group", "Contoso", "--tag", "edge")
    command("servers", "add", "c.example", "--group", "Contoso")
    command("servers", "add", "d.example")
    for label in ("One", "Two", "Three"):
        piped("add", label, "--user", rf"CONTOSO\{label}", "--password-stdin", line=label)

    places = [
        command("sign-ins", "assign", "One", "--group", "contoso"),
        command("sign-ins", "assign", "Two", "--tag", "EDGE"),
        command("sign-ins", "assign", "Three", "--server", "a.example"),
    ]

    found = chosen("a.example", "b.example", "c.example", "d.example")
    assert [one.code for one in places] == [0, 0, 0]
    assert {host: access.credential.sign_in.label for host, access in found.items()} == {
        "a.example": "Three",
        "b.example": "Two",
        "c.example": "One",
    }
    assert found["b.example"].credential.secret == Secret("Two")
    assert "    customer Contoso\n" in command("sign-ins", "list").out


@pytest.mark.usefixtures("vault")
def test_nobody_signs_in_where_that_is_said_whatever_is_inherited(command, piped, chosen):
    command("servers", "add", "a.example", "--name", "Ay", "--group", "Contoso")
    piped("add", "One", "--user", r"CONTOSO\one", "--password-stdin")
    command("sign-ins", "assign", "One", "--group", "Contoso")

    barred = command("sign-ins", "assign", "--nobody", "--server", "Ay")
    nobody = chosen("a.example")
    listed = command("sign-ins", "list").out
    lifted = command("sign-ins", "unassign", "--server", "Ay")

    assert barred.code == lifted.code == 0
    assert nobody == {}
    assert "Nobody signs in:\n    server Ay" in listed
    assert list(chosen("a.example")) == ["a.example"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("assign", "One"), 64),
        (("assign", "--group", "Contoso"), 64),
        (("assign", "One", "--nobody", "--group", "Contoso"), 64),
        (("assign", "One", "--group", "Contoso", "--tag", "edge"), 64),
        (("assign", "Nobody", "--group", "Contoso"), 66),
        (("assign", "One", "--group", "Contosso"), 66),
        (("assign", "One", "--tag", "none"), 66),
        (("assign", "One", "--server", "none.example"), 66),
        (("unassign", "--tag", "edge"), 66),
        (("remove", "Nobody"), 66),
        (("password", "Nobody"), 66),
    ],
)
@pytest.mark.usefixtures("vault")
def test_what_is_mistyped_is_said_and_changes_nothing(command, piped, arguments, code):
    command("servers", "add", "a.example", "--group", "Contoso", "--tag", "edge")
    piped("add", "One", "--user", r"CONTOSO\one", "--password-stdin")
    before = command("sign-ins", "list").out

    done = command("sign-ins", *arguments)

    assert done.code == code
    assert done.err.startswith("exchpatch: ")
    assert command("sign-ins", "list").out == before


@pytest.mark.usefixtures("vault")
def test_a_named_credential_holds_for_servers_that_are_stored_and_for_others(
    command, piped, chosen
):
    command("servers", "add", "a.example")
    piped("add", "One", "--user", r"CONTOSO\one", "--password-stdin")

    found = chosen("a.example", "elsewhere.example", credential="ONE")

    assert {access.credential.sign_in.label for access in found.values()} == {"One"}
    assert len(found) == 2
    with pytest.raises(MissingError):
        chosen("a.example", credential="Two")


def test_a_credential_is_unknown_where_nothing_is_stored(chosen):
    assert chosen("a.example") == {}
    with pytest.raises(MissingError):
        chosen("a.example", credential="One")


@pytest.mark.usefixtures("no_vault")
def test_a_password_that_nobody_can_be_asked_for_is_why_not(chosen, piped, monkeypatch):
    piped("add", "One", "--user", r"CONTOSO\one", "--password-stdin")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))

    access = chosen("a.example", credential="One")["a.example"]

    assert access.credential is None
    assert access.why_not is not None
    assert access.why_not.key.startswith("error.vault.no")


def test_a_password_is_not_asked_for_where_nobody_signs_in(command, chosen):
    command("servers", "add", "a.example")

    with pytest.raises(CommandError) as caught:
        chosen("a.example", ask_password=True)

    assert caught.value.key == "nobody-signs-in"


def test_pins_are_listed_and_removed(command, data):
    command("servers", "add", "a.example")
    none = command("sign-ins", "pins", "list").out
    with data() as session:
        session.remotes.pin("EX01.example", 5986, "C0:" * 31 + "C0")

    listed = command("sign-ins", "pins", "list").out
    removed = command("sign-ins", "pins", "remove", "ex01.example")
    again = command("sign-ins", "pins", "remove", "ex01.example:5986")

    assert "No certificate" in none
    assert f"ex01.example:5986 · SHA-256 {32 * 'c0'}" in listed
    assert (removed.code, again.code) == (0, 66)
    assert "No certificate" in command("sign-ins", "pins", "list").out
    assert command("sign-ins", "pins", "remove", "not a host").code == 64


def test_where_winrm_answers_is_stored_with_the_server(command, data):
    plain = command("servers", "add", "a.example")
    other = command("servers", "add", "b.example", "--winrm-host", "EX01.example:5990")
    tls = command("servers", "add", "c.example", "--winrm-tls")
    wrong = command("servers", "add", "d.example", "--winrm-host", "https://ex01.example")

    with data() as session:
        remotes = [session.remotes.of(server) for server in session.servers()]

    assert [plain.code, other.code, tls.code, wrong.code] == [0, 0, 0, 65]
    assert [(one.host, one.port) for one in remotes] == [
        ("a.example", 5985),
        ("ex01.example", 5990),
        ("c.example", 5986),
    ]


@pytest.fixture
def data(tmp_path):
    """Open what the commands have stored."""
    return lambda: Session.create(AppPaths(tmp_path / "data"))


def test_where_winrm_answers_can_be_changed_and_taken_back(command):
    command("servers", "add", "a.example", "--name", "Ay")

    other = command("servers", "winrm", "Ay", "--winrm-host", "EX01.example", "--winrm-tls")
    usual = command("servers", "winrm", "a.example")
    unknown = command("servers", "winrm", "b.example")

    assert "Ay is signed in to at ex01.example:5986, over TLS." in other.out
    assert "Ay is signed in to at a.example:5985, with encrypted messages." in usual.out
    assert unknown.code == 66


def files_under(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
