# SPDX-License-Identifier: MIT
"""Snapshots are taken, kept and compared for a stored server."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from exchpatch_gui import wording
from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.collected.decoder import decode
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.domain.snapshots import Role
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.errors import InputError, MissingError
from exchpatch_gui.services.snapshots import check_update, snapshot_of
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.upkeep.differences import Area, Outcome
from tests.helpers.collected import encoded
from tests.helpers.snapshots import (
    AFTER_AT,
    BEFORE_AT,
    NEW,
    OLD,
    config_file,
    config_files,
    facts,
    service,
    snapshot,
)

CATALOGUE = load_shipped()
JUDGE = Judge(CATALOGUE, date(2026, 6, 20))
RUNNING = {"services": {"items": [service("MSExchangeIS")]}}
BROKEN = {"services": {"items": [service("MSExchangeIS", "Stopped", "Disabled")]}}
BEFORE, AFTER = snapshot(**RUNNING), snapshot(NEW, AFTER_AT, **BROKEN)


@pytest.fixture
def workspace(tmp_path):
    with closing(Workspace.open(AppPaths(tmp_path))) as opened:
        yield opened


@pytest.fixture
def server(workspace):
    return workspace.inventory.add("mail.contoso.example", name="Mail")


def explained(error):
    return wording.load().explain(error)


def test_two_snapshots_are_stored_and_compared(workspace, server):
    files = config_files(config_file("Bin\\a.config"))
    workspace.snapshots.take(server, Role.BEFORE, BEFORE.collected, files)
    taken = workspace.snapshots.take(server, Role.AFTER, AFTER.collected, files)

    update = workspace.snapshots.check(server, JUDGE, CATALOGUE)

    assert (taken.at, taken.with_files) == (AFTER.collected.collected_at, True)
    assert update.comparison.outcome is Outcome.RESTORE
    assert update.comparison.area(Area.FILES).same >= 1
    assert update.comparison.build_after == "15.2.1748.43"
    assert update.result.server == server
    assert update.duties


def test_it_says_which_snapshots_there_are(workspace, server):
    assert workspace.snapshots.taken(server) == {}

    workspace.snapshots.take(server, Role.BEFORE, BEFORE.collected)

    (taken,) = workspace.snapshots.taken(server).values()
    assert (taken.role, taken.at, taken.with_files) == (
        Role.BEFORE,
        BEFORE.collected.collected_at,
        False,
    )


def test_stored_ones_say_the_same_as_those_in_hand(workspace, server):
    workspace.snapshots.take(server, Role.BEFORE, BEFORE.collected)
    workspace.snapshots.take(server, Role.AFTER, AFTER.collected)

    stored = workspace.snapshots.check(server, JUDGE, CATALOGUE)

    assert stored == check_update(BEFORE, AFTER, JUDGE, CATALOGUE, server)


def test_nothing_can_be_taken_after_an_update_without_one_before(workspace, server):
    with pytest.raises(MissingError) as caught:
        workspace.snapshots.take(server, Role.AFTER, AFTER.collected)

    assert caught.value.key == "snapshot.no-before"
    assert "Mail" in explained(caught.value)[0]


def test_nothing_can_be_compared_before_the_second_one(workspace, server):
    workspace.snapshots.take(server, Role.BEFORE, BEFORE.collected)

    with pytest.raises(MissingError) as caught:
        workspace.snapshots.check(server, JUDGE, CATALOGUE)

    assert caught.value.key == "snapshot.no-after"
    assert all(explained(caught.value))


def test_the_two_have_to_be_of_one_computer(workspace, server):
    other = facts(NEW, AFTER_AT)
    other["computer"] = "EX02"
    workspace.snapshots.take(server, Role.BEFORE, BEFORE.collected)

    with pytest.raises(InputError) as caught:
        workspace.snapshots.take(server, Role.AFTER, decode(encoded(other), "ex02.json"))

    assert caught.value.key == "snapshot.other-computer"
    assert "EX02" in explained(caught.value)[0]
    assert set(workspace.snapshots.taken(server)) == {Role.BEFORE}


def test_the_name_of_a_computer_has_no_case():
    lower = facts(NEW, AFTER_AT, **BROKEN)
    lower["computer"] = "ex01"

    update = check_update(BEFORE, snapshot_of(decode(encoded(lower), "x")), JUDGE, CATALOGUE)

    assert update.comparison.computer == "ex01"


def test_the_two_have_to_be_in_their_order():
    with pytest.raises(InputError) as caught:
        check_update(snapshot(OLD, AFTER_AT), snapshot(NEW, BEFORE_AT), JUDGE, CATALOGUE)

    assert caught.value.key == "snapshot.order"
    assert all(explained(caught.value))


def test_hashes_of_another_computer_are_refused():
    with pytest.raises(InputError) as caught:
        snapshot_of(BEFORE.collected, config_files(computer="EX02"))

    assert caught.value.key == "snapshot.other-files"
    assert "EX02" in explained(caught.value)[0]


def test_a_server_that_is_removed_and_brought_back_has_its_snapshot(workspace, server):
    workspace.snapshots.take(server, Role.BEFORE, BEFORE.collected)

    removed = workspace.inventory.remove([server.id])
    (again,) = workspace.inventory.restore(removed)

    assert set(workspace.snapshots.taken(again)) == {Role.BEFORE}
