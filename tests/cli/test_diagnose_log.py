# SPDX-License-Identifier: MIT
"""``exchpatch diagnose-log`` says what failed, why and what to do, and keeps it with the server."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.setup_log.logs import (
    SUCCESS,
    after_patch,
    before_patch,
    beginning,
    ending,
    failed_by,
    installer_log,
    script_log,
    setup_log,
)

EXPIRED = failed_by("The certificate is expired.")
FINE = setup_log(*beginning(), *ending(SUCCESS, 0))
LEFT = script_log(before_patch("W3Svc", "MSExchangeIS"))
RESTORED = script_log(before_patch("W3Svc"), after_patch("W3Svc"))
TOLD_NOTHING = setup_log(*beginning(), *ending("Bye.", 0))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder for the logs of a test."""
    made = tmp_path / "ExchangeSetupLogs"
    made.mkdir()
    return made


def write(folder: Path, text: str, name: str = "ExchangeSetup.log") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def kept(tmp_path: Path) -> list[tuple[int, str, str]]:
    with closing(sqlite3.connect(tmp_path / "data" / "exchpatch.db")) as connection:
        return connection.execute("SELECT server_id, log, file FROM setup_logs").fetchall()


def test_it_says_what_failed_why_and_what_to_do(command, folder):
    done = command("diagnose-log", write(folder, EXPIRED))

    assert done.code == 2
    assert "ExchangeSetup.log: Setup failed." in done.out
    assert "Server: EX01.contoso.example" in done.out
    assert "Build: 15.2.1544.4 to 15.2.1748.10" in done.out
    assert "Failed in: Install-MailboxRole, MailboxComponent___1234" in done.out
    assert "1. A certificate that Setup uses has expired." in done.out
    assert "What to do: Replace the certificate named in the log" in done.out
    assert "> line 17: [ERROR] The certificate is expired." in done.out
    assert "Test-ExpiredCertificate.ps1" in done.out


@pytest.mark.parametrize(
    ("log", "code", "said"),
    [
        (FINE, 0, "Setup finished without an error."),
        (EXPIRED, 2, "Setup failed."),
        (setup_log(*beginning()), 2, "Setup broke off or is still running"),
        (TOLD_NOTHING, 3, "does not say that Setup has installed anything"),
        (RESTORED, 0, "Services were stopped for the update and restored after it."),
        (LEFT, 2, "2 services were left disabled."),
        (installer_log(code=0), 0, "Windows Installer has installed the update."),
        (installer_log(code=1642), 2, "The update doesn’t belong to this cumulative update."),
    ],
)
def test_the_exit_code_is_that_of_the_outcome(command, folder, log: str, code: int, said: str):
    done = command("diagnose-log", write(folder, log))

    assert done.code == code
    assert said in " ".join(done.out.split())


def test_a_success_names_no_cause(command, folder):
    done = command("diagnose-log", write(folder, FINE))

    assert "What to do" not in done.out
    assert "No known cause" not in done.out


def test_the_worst_of_several_logs_decides(command, folder):
    fine, unknown = write(folder, FINE, "a.log"), write(folder, TOLD_NOTHING, "b.log")
    failed = write(folder, EXPIRED, "c.log")

    assert command("diagnose-log", fine, unknown).code == 3
    assert command("diagnose-log", fine, unknown, failed).code == 2


def test_nothing_recognised_shows_the_last_errors_and_is_never_fine(command, folder):
    done = command("diagnose-log", write(folder, failed_by("Something odd.")))

    assert done.code == 2
    assert "No known cause was found." in done.out
    assert "Last errors in the log" in done.out
    assert "> line 17: [ERROR] Something odd." in done.out


def test_the_document_has_everything(command, folder):
    done = command("diagnose-log", write(folder, EXPIRED), "--json", "-")

    (log,) = done.document["logs"]
    (cause,) = log["causes"]
    assert done.document["schema"] == "exchpatch.setup-diagnosis/1"
    assert (log["file"], log["log"], log["outcome"]) == ("ExchangeSetup.log", "setup", "failed")
    assert (log["at"], log["exact_time"]) == ("2026-11-23T20:00:19.040000Z", True)
    assert (log["computer"], log["server"]) == ("EX01.contoso.example", None)
    assert cause["id"] == "certificate_expired"
    assert cause["evidence"] == [{"line": 17, "text": "[ERROR] The certificate is expired."}]
    assert cause["source"].startswith("https://")
    assert all(cause[part] for part in ("title", "detail", "remedy"))
    assert log["errors"] == cause["evidence"]


def test_the_document_is_written_beside_the_text(command, folder, tmp_path):
    target = tmp_path / "diagnosis.json"

    done = command("diagnose-log", write(folder, LEFT, "ServiceControl.log"), "--json", target)

    (log,) = json.loads(target.read_text(encoding="utf-8"))["logs"]
    assert log["services_left_disabled"] == ["W3Svc", "MSExchangeIS"]
    assert (log["exact_time"], log["runs"]) == (False, 1)
    assert "2 services were left disabled." in done.out


def test_a_document_that_can_not_be_written_is_told_before_the_work(command, folder, tmp_path):
    done = command(
        "diagnose-log", write(folder, EXPIRED), "--json", tmp_path / "none" / "diagnosis.json"
    )

    assert (done.code, done.out) == (73, "")


def test_it_speaks_german_and_french(command, folder):
    log = write(folder, EXPIRED)

    german = command("diagnose-log", log, "--language", "de")
    french = command("diagnose-log", log, "--language", "fr")

    assert "Ein Zertifikat, das Setup benutzt, ist abgelaufen." in german.out
    assert "Un certificat dont se sert l’installation a expiré." in french.out


def test_without_a_list_of_servers_nothing_is_made_or_said_of_it(command, folder, tmp_path):
    done = command("diagnose-log", write(folder, EXPIRED))

    assert done.err == ""
    assert not (tmp_path / "data").exists()


def test_it_is_kept_with_the_server_that_the_log_names(command, folder, tmp_path):
    command("servers", "add", "ex01.contoso.example", "--name", "EX01")

    done = command("diagnose-log", write(folder, EXPIRED), write(folder, LEFT, "Service.log"))

    assert done.err.count("Stored with EX01 (ex01.contoso.example:443).") == 2
    assert kept(tmp_path) == [(1, "services", "Service.log"), (1, "setup", "ExchangeSetup.log")]


def test_it_is_kept_with_the_server_that_is_named(command, folder, tmp_path):
    command("servers", "add", "mail.fabrikam.example", "--name", "Mail")

    done = command("diagnose-log", write(folder, LEFT), "--server", "Mail", "--json", "-")

    assert "Stored with Mail" in done.err
    assert done.document["logs"][0]["server"] == "mail.fabrikam.example:443"
    assert len(kept(tmp_path)) == 1


def test_a_log_of_nobody_is_diagnosed_and_not_kept(command, folder, tmp_path):
    command("servers", "add", "mail.fabrikam.example")

    named = command("diagnose-log", write(folder, EXPIRED))
    nameless = command("diagnose-log", write(folder, LEFT))

    assert "no server of the list is called EX01.contoso.example" in named.err
    assert "the log does not name its server" in nameless.err
    assert kept(tmp_path) == []


def test_an_older_log_does_not_replace_a_newer(command, folder):
    command("servers", "add", "ex01.contoso.example")
    newer = write(folder, EXPIRED.replace("11/23/2026", "11/24/2026"), "newer.log")

    command("diagnose-log", newer)
    done = command("diagnose-log", write(folder, EXPIRED))

    assert "Not stored: a newer log of this kind is stored" in done.err


def test_a_server_that_is_not_there_is_missing(command, folder):
    log = write(folder, EXPIRED)

    assert command("diagnose-log", log, "--server", "nobody").code == 66
    command("servers", "add", "mail.fabrikam.example")
    assert command("diagnose-log", log, "--server", "nobody").code == 66


def test_what_is_no_log_is_refused_before_anything_is_kept(command, folder, tmp_path):
    command("servers", "add", "ex01.contoso.example")

    done = command("diagnose-log", write(folder, EXPIRED), write(folder, "hello\n", "readme.txt"))

    assert done.code == 65
    assert "readme.txt is none of the logs" in done.err
    assert kept(tmp_path) == []


def test_a_file_that_is_not_there_is_missing(command, folder):
    assert command("diagnose-log", folder / "none.log").code == 66


def test_nothing_of_a_hostile_log_reaches_the_terminal_raw(command, folder):
    nasty = "\x1b[31m\u202eodd\x07"

    done = command("diagnose-log", write(folder, failed_by(nasty)))

    assert done.code == 2
    assert all(char.isprintable() or char == "\n" for char in done.out)


def test_the_age_of_a_log_is_told(command, folder):
    old = EXPIRED.replace("11/23/2026", "11/23/2020")

    done = command("diagnose-log", write(folder, old))

    assert "Last entry: 23 Nov 2020, 20:00 UTC (" in done.out
    assert " days ago)" in done.out


def test_the_help_has_an_example(command):
    assert "exchpatch diagnose-log ExchangeSetup.log" in command("diagnose-log", "--help").out
