# SPDX-License-Identifier: MIT
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exchpatch_gui.domain.verdicts import Acceptance
from exchpatch_gui.errors import InputError, MissingError
from exchpatch_gui.storage.acceptances import AcceptanceStore, StoredAcceptance
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.servers import ServerStore
from tests.unit.storage.samples import NOW, clock, days, open_database, sentences, server

TODAY = NOW.date()
YEAR = Acceptance("A gateway stands in front", "IT lead", TODAY + days(365), NOW)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path) as opened:
        ServerStore(opened, clock).add(server())
        yield opened


@pytest.fixture
def store(database: Database) -> AcceptanceStore:
    return AcceptanceStore(database, clock)


def test_an_acceptance_comes_back_and_holds_to_its_last_day(store: AcceptanceStore):
    added = store.add(1, "tls.protocol", "443", YEAR)

    assert added == StoredAcceptance(added.id, 1, "tls.protocol", "443", YEAR)
    assert store.all() == store.in_force(YEAR.until) == (added,)
    assert store.in_force(YEAR.until + days(1)) == ()


def test_a_renewal_ends_the_earlier_one_and_keeps_it_in_the_trail(store: AcceptanceStore):
    first = store.add(1, "tls.protocol", "443", YEAR)
    other = store.add(1, "tls.protocol", "444", YEAR)

    renewed = store.add(1, "tls.protocol", "443", replace(YEAR, reason="Replaced next spring"))

    assert store.in_force(TODAY) == (other, renewed)
    assert store.all() == (replace(first, withdrawn=NOW), other, renewed)


def test_an_acceptance_can_be_taken_back_once(store: AcceptanceStore):
    added = store.add(1, "tls.protocol", "", YEAR)

    store.remove(added.id)

    assert store.in_force(TODAY) == ()
    with pytest.raises(MissingError) as caught:
        store.remove(added.id)
    assert "ended already" in sentences(caught.value)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"reason": " "}, "acceptance.reason"),
        ({"owner": ""}, "acceptance.owner"),
        ({"until": TODAY - days(1)}, "acceptance.past"),
        ({"until": TODAY + days(366)}, "acceptance.too_long"),
    ],
)
def test_an_acceptance_needs_a_reason_an_owner_and_an_end_within_a_year(
    store: AcceptanceStore, change: dict[str, object], key: str
):
    with pytest.raises(InputError) as caught:
        store.add(1, "tls.protocol", "", replace(YEAR, **change))

    assert caught.value.key == key
    assert len(sentences(caught.value)) > 40
    assert store.all() == ()


def test_only_findings_of_servers_in_the_list_can_be_accepted(
    store: AcceptanceStore, database: Database
):
    store.add(1, "tls.protocol", "", YEAR)
    ServerStore(database, clock).remove([1])

    with pytest.raises(MissingError):
        store.add(1, "tls.protocol", "", YEAR)

    assert store.all() == ()
