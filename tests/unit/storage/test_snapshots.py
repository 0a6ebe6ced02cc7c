# SPDX-License-Identifier: MIT
"""One snapshot before and one after an update are kept for each server."""

from __future__ import annotations

from datetime import timedelta

import pytest

from exchpatch_gui.domain.snapshots import Role, Taken
from exchpatch_gui.storage.servers import ServerStore
from exchpatch_gui.storage.snapshots import PackedSnapshot, SnapshotStore
from tests.unit.storage.samples import NOW, clock, open_database, server

FIRST = PackedSnapshot(b"first", b"files")
SECOND = PackedSnapshot(b"second", None)


@pytest.fixture
def database(tmp_path):
    with open_database(tmp_path) as opened:
        yield opened


@pytest.fixture
def server_id(database):
    return ServerStore(database, clock).add(server()).id


def test_a_snapshot_is_given_back_as_it_was_stored(database, server_id):
    store = SnapshotStore(database)

    store.put(server_id, Role.BEFORE, NOW, FIRST)

    assert store.get(server_id, Role.BEFORE) == FIRST
    assert store.get(server_id, Role.AFTER) is None
    assert store.taken(server_id) == {Role.BEFORE: Taken(Role.BEFORE, NOW, with_files=True)}


def test_a_second_one_replaces_the_first(database, server_id):
    store = SnapshotStore(database)
    store.put(server_id, Role.BEFORE, NOW, FIRST)
    store.put(server_id, Role.AFTER, NOW, FIRST)

    store.put(server_id, Role.AFTER, NOW + timedelta(hours=1), SECOND)

    assert store.get(server_id, Role.AFTER) == SECOND
    assert store.get(server_id, Role.BEFORE) == FIRST
    assert store.taken(server_id)[Role.AFTER] == Taken(
        Role.AFTER, NOW + timedelta(hours=1), with_files=False
    )


def test_one_before_the_next_update_takes_the_last_comparison_away(database, server_id):
    store = SnapshotStore(database)
    store.put(server_id, Role.BEFORE, NOW, FIRST)
    store.put(server_id, Role.AFTER, NOW, FIRST)

    store.put(server_id, Role.BEFORE, NOW, SECOND)

    assert set(store.taken(server_id)) == {Role.BEFORE}


def test_servers_have_their_own(database, server_id):
    store = SnapshotStore(database)
    other = ServerStore(database, clock).add(server("owa.fabrikam.example")).id

    store.put(server_id, Role.BEFORE, NOW, FIRST)

    assert store.taken(other) == {}
