# SPDX-License-Identifier: MIT
"""Diagnoses of installation logs: one of each kind is kept for a server, the newest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exchpatch_gui.domain.setup_logs import LogLine, SetupCause, SetupDiagnosis, SetupOutcome
from exchpatch_gui.domain.setup_logs import SetupLog as Kind
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.servers import ServerStore
from exchpatch_gui.storage.setup_logs import SetupLogStore
from tests.unit.storage.samples import server

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
FAILED = SetupDiagnosis(
    Kind.SETUP,
    SetupOutcome.FAILED,
    at=NOW - timedelta(days=3),
    started=NOW - timedelta(days=3, hours=1),
    computer="EX01.contoso.example",
    mode="Upgrade",
    roles=("MailboxRole",),
    causes=(SetupCause("services_left_disabled", (LogLine(7, "x"),), {"count": 2}),),
    errors=(LogLine(9, "[ERROR] x"),),
    services=("W3Svc", "FMS"),
)


@pytest.fixture
def database(tmp_path: Path):
    with Database.open(tmp_path / "exchpatch.db") as opened:
        ServerStore(opened, lambda: NOW).add(server("ex01.contoso.example"))
        yield opened


@pytest.fixture
def store(database: Database) -> SetupLogStore:
    return SetupLogStore(database, lambda: NOW)


def test_what_comes_back_is_what_was_stored(store: SetupLogStore):
    assert store.put(1, FAILED, "ExchangeSetup.log")

    (stored,) = store.latest(1)
    assert stored.diagnosis == FAILED
    assert (stored.file, stored.stored_at, stored.at) == ("ExchangeSetup.log", NOW, FAILED.at)


def test_a_server_without_logs_has_none(store: SetupLogStore):
    assert store.latest(1) == ()


def test_a_newer_log_replaces_and_an_older_does_not(store: SetupLogStore):
    newer = replace(FAILED, outcome=SetupOutcome.SUCCESS, at=NOW)

    assert store.put(1, FAILED, "first.log")
    assert store.put(1, newer, "second.log")
    assert not store.put(1, FAILED, "first.log")

    assert [one.file for one in store.latest(1)] == ["second.log"]


def test_the_same_log_may_be_brought_again(store: SetupLogStore):
    assert store.put(1, FAILED, "ExchangeSetup.log")
    assert store.put(1, FAILED, "Copy of ExchangeSetup.log")


def test_each_kind_of_log_is_kept_and_the_newest_stands_first(store: SetupLogStore):
    store.put(1, FAILED, "ExchangeSetup.log")
    store.put(1, replace(FAILED, log=Kind.SERVICES, at=NOW), "ServiceControl.log")
    store.put(1, replace(FAILED, log=Kind.INSTALLER, at=NOW - timedelta(days=9)), "su.log")

    assert [one.diagnosis.log for one in store.latest(1)] == [
        Kind.SERVICES,
        Kind.SETUP,
        Kind.INSTALLER,
    ]


def test_a_log_without_a_date_counts_from_when_it_was_brought(store: SetupLogStore):
    store.put(1, FAILED, "dated.log")

    assert store.put(1, replace(FAILED, at=None), "undated.log")
    assert store.latest(1)[0].at == NOW


def test_logs_go_with_their_server(database: Database, store: SetupLogStore):
    store.put(1, FAILED, "ExchangeSetup.log")

    database.execute("DELETE FROM servers")

    assert store.latest(1) == ()


@pytest.mark.expects_log
def test_what_can_not_be_read_any_more_is_left_out(database: Database, store: SetupLogStore):
    store.put(1, FAILED, "ExchangeSetup.log")
    database.execute("UPDATE setup_logs SET diagnosis = '{}'")

    assert store.latest(1) == ()
