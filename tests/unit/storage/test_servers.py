# SPDX-License-Identifier: MIT
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exchpatch_gui.domain.servers import Target
from exchpatch_gui.errors import MissingError
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.history import History
from exchpatch_gui.storage.servers import DuplicateServerError, Removed, ServerStore
from tests.unit.storage.samples import NOW, clock, open_database, result, run, sentences, server


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path) as opened:
        yield opened


@pytest.fixture
def store(database: Database) -> ServerStore:
    return ServerStore(database, clock)


def test_a_server_comes_back_as_it_was_stored(store: ServerStore):
    whole = server(
        "mail.contoso.example:444",
        name="Mail, old",
        group="Contoso",
        tags=("edge", "hybrid"),
        notes="two\nlines",
        enabled=False,
    )

    stored = store.add(whole)

    assert stored.id > 0
    assert store.get(stored.id) == stored == replace(whole, id=stored.id)
    assert store.all() == (stored,)


def test_servers_are_listed_by_group_and_name_in_any_case(store: ServerStore):
    for host, group in (("b.x.example", "beta"), ("A.x.example", "Beta"), ("z.x.example", "Alpha")):
        store.add(server(host, group=group))

    hosts = [one.target.host for one in store.all()]

    assert hosts == ["z.x.example", "a.x.example", "b.x.example"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("mail.contoso.example", "MAIL.Contoso.example.:443"),
        ("[2001:db8::1]", "[2001:0DB8:0:0::0001]:443"),
        ("[fe80::1%eth0]", "[fe80:0::1%eth0]"),
        ("m\u00fcnchen.example", "xn--mnchen-3ya.example"),
        ("M\u00dcNCHEN.example", "mu\u0308nchen.example"),
    ],
)
def test_one_target_in_two_spellings_is_a_duplicate(store: ServerStore, first: str, second: str):
    stored = store.add(server(first, name="The first"))

    with pytest.raises(DuplicateServerError) as caught:
        store.add(server(second))

    assert caught.value.existing == stored
    assert "The first" in sentences(caught.value)
    assert store.find(Target.parse(second)) == stored


def test_the_same_host_on_another_port_is_another_server(store: ServerStore):
    store.add(server("mail.contoso.example"))

    store.add(server("mail.contoso.example:444"))

    assert [one.target.port for one in store.all()] == [443, 444]


def test_a_server_that_is_not_stored_is_not_found(store: ServerStore):
    assert store.find(Target("mail.contoso.example")) is None


def test_history_stays_with_a_server_that_gets_a_new_target(store: ServerStore, database: Database):
    old = store.add(server(tags=("a", "b")))
    history = History(database)
    history.begin(run())
    history.save("a1", [result(old)])

    store.update(replace(old, target=Target("new.contoso.example", 8443), tags=("b", "c")))

    (latest,) = history.latest()
    assert latest.server.target == Target("new.contoso.example", 8443)
    assert latest.server.tags == ("b", "c")


def test_a_server_cannot_take_the_target_of_another(store: ServerStore):
    taken = store.add(server("a.contoso.example"))
    other = store.add(server("b.contoso.example", tags=("kept",)))

    with pytest.raises(DuplicateServerError):
        store.update(replace(other, target=taken.target, tags=()))

    assert store.get(other.id) == other


def test_changing_or_getting_a_server_that_is_gone_says_so(store: ServerStore):
    stored = store.add(server())
    store.remove([stored.id])

    with pytest.raises(MissingError) as caught:
        store.update(stored)
    with pytest.raises(MissingError):
        store.get(stored.id)

    assert "no longer in the list" in sentences(caught.value)


def test_a_removal_can_be_undone_with_tags_and_history(store: ServerStore, database: Database):
    stored = [store.add(server(f"m{n}.contoso.example", tags=("t",))) for n in range(3)]
    history = History(database)
    history.begin(run())
    history.save("a1", [result(stored[0])])

    removed = store.remove([stored[0].id, stored[1].id, 999])
    left, results_left = store.all(), history.latest()
    restored = store.restore(removed)

    assert (left, results_left) == ((stored[2],), ())
    assert restored == (stored[0], stored[1])
    assert store.all() == tuple(stored)
    assert len(history.latest()) == 1


def test_a_removal_is_not_undone_by_halves(store: ServerStore):
    one, two = store.add(server("a.contoso.example")), store.add(server("b.contoso.example"))
    removed = store.remove([one.id, two.id])
    newcomer = store.add(server("b.contoso.example"))

    with pytest.raises(DuplicateServerError):
        store.restore(removed)

    assert store.all() == (newcomer,)


def test_an_undone_removal_cannot_be_undone_again(store: ServerStore):
    removed = store.remove([store.add(server()).id])
    store.restore(removed)

    with pytest.raises(MissingError):
        store.restore(removed)


def test_a_server_deleted_for_good_cannot_come_back(store: ServerStore):
    with pytest.raises(MissingError):
        store.restore(Removed((1,), NOW))


def test_a_host_that_cannot_exist_is_never_stored(store: ServerStore):
    impossible = server(target=Target("\u2028.example"))

    with pytest.raises(ValueError, match=r"."):
        store.add(impossible)

    assert store.all() == ()
