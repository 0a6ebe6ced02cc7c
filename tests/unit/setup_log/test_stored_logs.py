# SPDX-License-Identifier: MIT
"""Logs are read as files and kept with the server they are of."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.setup_logs import SetupOutcome
from exchpatch_gui.errors import Bug, InputError
from exchpatch_gui.services.session import Session
from exchpatch_gui.services.setup_logs import SetupLogs, find_server, read_logs
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.servers import ServerStore
from tests.unit.setup_log.logs import BEGUN, before_patch, failed_by, script_log

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SETUP = failed_by("The certificate is expired.")
SCRIPT = script_log(before_patch("W3Svc"))


def server(host: str, name: str = "") -> Server:
    return Server(Target(host), name=name or host)


@pytest.fixture
def database(tmp_path: Path):
    with Database.open(tmp_path / "exchpatch.db") as opened:
        store = ServerStore(opened, lambda: NOW)
        store.add(server("ex01.contoso.example"))
        store.add(server("mail.fabrikam.example", "EX02"))
        yield opened


@pytest.fixture
def logs(database: Database) -> SetupLogs:
    return SetupLogs(database, lambda: NOW)


def write(folder: Path, **files: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.log").write_text(text, encoding="utf-8")
    return [folder / f"{name}.log" for name in files]


def test_a_log_is_kept_with_the_server_it_names(tmp_path: Path, logs: SetupLogs):
    (stored,) = logs.store(read_logs(write(tmp_path / "a", ExchangeSetup=SETUP)))

    assert stored.server is not None
    assert (stored.server.target.host, stored.is_kept) == ("ex01.contoso.example", True)
    (kept,) = logs.latest(stored.server.id)
    assert (kept.diagnosis.outcome, kept.file) == (SetupOutcome.FAILED, "ExchangeSetup.log")


def test_a_log_without_a_name_belongs_to_the_one_beside_it(tmp_path: Path, logs: SetupLogs):
    brought = read_logs(write(tmp_path / "a", ExchangeSetup=SETUP, ServiceControl=SCRIPT))

    stored = logs.store(brought)

    assert [one.server and one.server.target.host for one in stored] == [
        "ex01.contoso.example",
        "ex01.contoso.example",
    ]
    assert len(logs.latest(1)) == 2


def test_a_log_without_a_name_from_another_folder_belongs_to_nobody(
    tmp_path: Path, logs: SetupLogs
):
    paths = write(tmp_path / "a", ExchangeSetup=SETUP) + write(tmp_path / "b", Service=SCRIPT)

    _, nameless = logs.store(read_logs(paths))

    assert (nameless.server, nameless.is_kept) == (None, False)


def test_logs_of_two_servers_in_one_folder_do_not_name_a_third(tmp_path: Path, logs: SetupLogs):
    other = SETUP.replace("EX01", "EX02")
    paths = write(tmp_path / "a", first=SETUP, second=other, Service=SCRIPT)

    stored = logs.store(read_logs(paths))

    assert [one.server and one.server.name for one in stored] == [
        "ex01.contoso.example",
        "EX02",
        None,
    ]


def test_the_server_that_is_named_gets_every_log(
    tmp_path: Path, database: Database, logs: SetupLogs
):
    owner = ServerStore(database, lambda: NOW).get(2)

    stored = logs.store(read_logs(write(tmp_path / "a", one=SETUP, two=SCRIPT)), owner)

    assert {one.server for one in stored} == {owner}


def test_an_older_log_is_not_kept_and_that_is_told(tmp_path: Path, logs: SetupLogs):
    newer = SETUP.replace("11/23/2026", "11/24/2026")
    paths = write(tmp_path / "a", newer=newer, older=SETUP)

    assert [one.is_kept for one in logs.store(read_logs(paths))] == [True, False]


def test_a_name_that_two_servers_have_tells_neither():
    both = [server("a.example", "EX01"), server("b.example", "EX01")]

    assert find_server("EX01", both) is None
    assert find_server("", [server("a.example")]) is None


def test_the_short_name_of_a_computer_finds_a_short_host():
    short = server("ex01")

    assert find_server("EX01.contoso.example", [server("ex010"), short]) is short


def test_one_file_that_is_no_log_stops_all(tmp_path: Path):
    paths = write(tmp_path / "a", ExchangeSetup=SETUP, readme="hello")

    with pytest.raises(InputError) as caught:
        read_logs(paths)

    assert caught.value.params == {"file": "readme.log"}


def test_times_of_the_servers_clock_are_read_in_the_zone_that_is_given(tmp_path: Path):
    paths = write(tmp_path / "a", ServiceControl=SCRIPT)

    def two_hours_east(moment: datetime) -> datetime:
        return moment.replace(tzinfo=UTC) - timedelta(hours=2)

    (east,) = read_logs(paths, zone=two_hours_east)
    (here,) = read_logs(paths)

    assert east.diagnosis.started == BEGUN - timedelta(hours=2)
    assert here.diagnosis.started == datetime(2026, 11, 23, 20, 0).astimezone(UTC)


@pytest.mark.parametrize("date", ["01.01.0001", "31.12.9999", "30.02.2026"])
def test_a_date_beyond_all_reason_is_left_out(tmp_path: Path, date: str):
    paths = write(tmp_path / "a", ServiceControl=script_log(before_patch("W3Svc"), date=date))

    assert read_logs(paths)[0].diagnosis.at is None


def test_a_stamp_at_the_end_of_all_time_is_left_out(tmp_path: Path):
    far = "[12/31/9999 23:59:59.9999] [0] Setup version: 15.2.1748.10.\n"

    (brought,) = read_logs(write(tmp_path / "a", ExchangeSetup=far))

    assert brought.diagnosis.at is None


def test_the_window_and_the_command_reach_the_same_store(tmp_path: Path):
    paths = AppPaths.choose(str(tmp_path / "data"))
    brought = read_logs(write(tmp_path / "a", ExchangeSetup=SETUP))
    with closing(Workspace.open(paths, clock=lambda: NOW)) as workspace:
        added = workspace.inventory.add("ex01.contoso.example")
        workspace.setup_logs.store(brought)

    with Session.open(paths, clock=lambda: NOW) as session:
        (kept,) = session.setup_logs.latest(added.id)

    assert (kept.diagnosis, kept.stored_at) == (brought[0].diagnosis, NOW)


def test_a_session_without_a_data_directory_has_no_store(tmp_path: Path):
    paths = AppPaths.choose(str(tmp_path / "none"))

    with Session.open(paths) as session, pytest.raises(Bug):
        _ = session.setup_logs
