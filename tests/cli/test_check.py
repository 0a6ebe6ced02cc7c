# SPDX-License-Identifier: MIT
import json
import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from exchpatch_gui.demo.fleet import DemoFleet
from exchpatch_gui.services import container

AS_OF = ("--as-of", "2026-10-15", "--timeout", "2", "--deadline", "10")


@pytest.fixture(scope="module")
def fleet():
    with DemoFleet.start(datetime.now(UTC)) as started:
        yield started


@pytest.fixture
def targets(fleet):
    return {server.name: str(server.target) for server in fleet.servers}


@pytest.fixture
def check(command, fleet):
    def call(*arguments):
        return command("check", *arguments, *AS_OF, "--ca-file", fleet.ca_file)

    return call


def test_a_server_that_is_current_is_green_without_a_password(check, targets):
    done = check(targets["mail.contoso.example"], "--json", "-")

    (server,) = done.document["servers"]
    assert done.code == 0
    assert server["light"] == "green"
    assert server["identity"]["confidence"] in {"certain", "high"}
    assert {one["kind"] for one in server["observations"]} >= {"build", "certificate-trust"}


def test_an_untrusted_certificate_is_a_finding_and_no_refusal_to_look(command, targets):
    done = command("check", targets["mail.contoso.example"], *AS_OF, "--json", "-")

    (server,) = done.document["servers"]
    assert done.code == 1
    assert server["identity"]["precision"] == "full"
    trust = {one["id"]: one["light"] for one in server["findings"]}["cert.outside.trust"]
    assert trust == "yellow"


def test_a_dead_server_is_a_grey_result_and_holds_up_nobody(check, targets):
    dead, slow = targets["edge.adatum.example"], targets["library.adatum.example"]
    done = check(dead, slow, targets["mail.contoso.example"], "--json", "-")

    assert done.document["summary"] == {"red": 0, "yellow": 0, "grey": 2, "green": 1}
    assert done.code == 3
    kinds = [server["failures"][0]["kind"] for server in done.document["servers"][:2]]
    assert kinds == ["refused", "timeout"]
    assert all(server["failures"][0]["hint"] for server in done.document["servers"][:2])


def test_a_name_that_does_not_exist_is_unreachable_by_dns(check):
    done = check("nowhere.invalid", "--json", "-")

    (server,) = done.document["servers"]
    assert done.code == 3
    assert server["identity"]["verdict"] == "unreachable"
    assert server["failures"][0]["kind"] == "dns"


def test_a_target_named_twice_is_checked_once(check, targets):
    target = targets["mail.contoso.example"]

    done = check(target, target.upper(), f"https://{target}/", "--json", "-")

    assert len(done.document["servers"]) == 1


def test_checking_a_server_that_is_not_stored_leaves_no_trace(check, targets, tmp_path):
    check(targets["mail.contoso.example"])

    assert not (tmp_path / "data").exists()


def test_results_of_stored_servers_are_kept_and_reported_without_a_network(
    command, check, targets, tmp_path
):
    command("servers", "add", targets["mail.contoso.example"], "--group", "Contoso GmbH")
    command("servers", "add", targets["mail.fabrikam.example"], "--group", "Fabrikam Law")

    checked = check("--all", "--json", "-").document
    listed = command("servers", "list").out
    reported = command("report", *AS_OF[:2], "--group", "Fabrikam Law", "--json", "-")

    assert [one["light"] for one in checked["servers"]] == ["green", "red"]
    assert "Act now" in listed
    assert "OK" in listed
    (server,) = reported.document["servers"]
    assert reported.code == 2
    assert server["observations"] == checked["servers"][1]["observations"]
    assert server["cves"] == checked["servers"][1]["cves"]
    assert (tmp_path / "data" / "exchpatch.db").exists()


def test_stored_results_are_judged_anew_by_the_day(command, check, targets):
    command("servers", "add", targets["mail.contoso.example"])
    check("--all")

    later = command("report", "--as-of", "2026-12-24", "--json", "-")

    assert later.document["servers"][0]["light"] == "yellow"
    assert later.document["run"]["catalogue"]["stale"] is True


def test_groups_and_tags_choose_what_is_checked(command, check, targets):
    command("servers", "add", targets["mail.contoso.example"], "--tag", "a")
    command("servers", "add", targets["mail.fabrikam.example"], "--tag", "b", "--group", "F")

    by_tag = check("--tag", "a", "--json", "-").document["servers"]
    by_group = check("--group", "F", "--json", "-").document["servers"]

    assert [one["target"] for one in by_tag] == [targets["mail.contoso.example"]]
    assert [one["target"] for one in by_group] == [targets["mail.fabrikam.example"]]


def test_results_are_delivered_although_they_can_not_be_stored(
    command, check, targets, monkeypatch
):
    command("servers", "add", targets["mail.contoso.example"])

    def full(*_what):
        from exchpatch_gui.errors import StorageError  # noqa: PLC0415 (only here)

        raise StorageError("storage.full", path="exchpatch.db")

    monkeypatch.setattr("exchpatch_gui.storage.history.History.save", full)

    done = check("--all", "--json", "-")

    assert done.code == 73
    assert done.document["summary"]["green"] == 1
    assert "exchpatch.db" in done.err


def test_all_outputs_are_written_and_named(check, targets, tmp_path):
    files = {name: tmp_path / f"out.{name}" for name in ("pdf", "html", "csv", "json")}
    options = [word for name, file in files.items() for word in (f"--{name}", file)]

    done = check(targets["mail.contoso.example"], *options)

    assert done.code == 0
    assert files["pdf"].read_bytes().startswith(b"%PDF-")
    assert "<html" in files["html"].read_text(encoding="utf-8")
    assert "127.77.0" in files["csv"].read_text(encoding="utf-8-sig")
    assert json.loads(files["json"].read_bytes())["schema"] == "exchpatch.check/1"
    assert all(str(file) in done.err for file in files.values())


def test_the_demonstration_shows_every_light(command, tmp_path):
    done = command("demo", "--json", tmp_path / "demo.json")

    summary = json.loads((tmp_path / "demo.json").read_bytes())["summary"]
    assert done.code == 0
    assert all(summary.values())
    assert "15 Oct 2026" in done.err


def test_a_progress_line_is_drawn_on_a_terminal_only(targets, fleet, tmp_path):
    script, other = os.openpty()
    words = ["check", targets["mail.contoso.example"], *AS_OF, "--ca-file", str(fleet.ca_file)]
    child = subprocess.Popen(
        [sys.executable, "-m", "exchpatch_gui", *words, "--data-dir", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=other,
    )
    os.close(other)
    out, _ = child.communicate(timeout=60)
    drawn = os.read(script, 65536).decode()
    os.close(script)

    assert "Checked 1 of 1" in drawn
    assert "\x1b[K" in drawn
    assert b"\x1b" not in out


def test_an_interrupt_answers_within_a_second_and_keeps_what_is_done(process, targets, fleet):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hung = f"127.0.0.1:{silent.getsockname()[1]}"
        child = process(
            "check", targets["mail.contoso.example"], hung, "--as-of", "2026-10-15",
            "--ca-file", fleet.ca_file, "--timeout", "60", "--deadline", "60", "--json", "-",
            "--data-dir", "data", "--verbose",
        )  # fmt: skip
        connection, _ = silent.accept()
        with connection:
            current = f"{targets['mail.contoso.example']}: green"
            assert any(current in line for line in child.stderr)
            child.send_signal(signal.SIGINT)
            began = datetime.now(UTC)
            out, err = child.communicate(timeout=30)

    assert (datetime.now(UTC) - began).total_seconds() < 3
    assert child.returncode == 130
    assert [one["light"] for one in json.loads(out)["servers"]] == ["green"]
    assert "Stopped early" in err


def test_every_optional_probe_can_be_named(command):
    for name in container.optional_probes():
        done = command("check", "nowhere.invalid", "--probe", name, "--quiet")
        assert done.code == 3
