# SPDX-License-Identifier: MIT
"""Facts are kept with the result they were judged into."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from exchpatch_gui.collected.packing import pack, unpack
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.services.facts_import import read_facts
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.history import History
from exchpatch_gui.storage.servers import ServerStore
from tests.helpers.collected import collected, not_collected
from tests.unit.clixml.exports import export_file
from tests.unit.storage.samples import NOW, days, result, run, server

FACTS = collected(
    services={"items": [{"name": "W3SVC", "state": "Running", "start_mode": "Auto"}]},
    queues=not_collected("access_denied", "Access is denied."),
    hotfixes={"items": [{"hotfix_id": "KB1", "installed_on": "2026-06-12"}]},
)


@pytest.fixture
def database(tmp_path: Path):
    with Database.open(tmp_path / "exchpatch.db") as opened:
        yield opened


@pytest.fixture
def mail(database):
    return ServerStore(database, lambda: NOW).add(server())


def _count(database: Database) -> int:
    return int(database.rows("SELECT count(*) AS n FROM facts")[0]["n"])


def test_facts_come_back_as_they_went_in(database, mail):
    history = History(database)
    history.begin(run("a1"))
    history.save("a1", [result(mail)], [pack(FACTS)])

    (stored,) = history.latest()

    assert stored.collected == FACTS


def test_each_result_has_its_own_facts_or_none(database, mail):
    other = ServerStore(database, lambda: NOW).add(server("other.contoso.example"))
    history = History(database)
    history.begin(run("a1"))
    history.save("a1", [result(mail), result(other)], [b"", pack(FACTS)])

    found = {one.server.id: one.collected for one in history.latest()}

    assert found == {mail.id: None, other.id: FACTS}


def test_facts_go_with_the_details_of_old_results(database, mail):
    history = History(database, kept_details=2)
    history.begin(run("a1"))
    for age in (3, 2, 1):
        history.save("a1", [result(mail, NOW - days(age))], [pack(FACTS)])

    assert _count(database) == 2


def test_the_latest_facts_outlive_the_details_of_their_result(database, mail):
    history = History(database, kept_details=2)
    history.begin(run("a1"))
    history.save("a1", [result(mail, NOW - days(9))], [pack(FACTS)])
    for age in (3, 2, 1):
        history.save("a1", [result(mail, NOW - days(age))])

    (stored,) = history.latest()

    assert (stored.collected, stored.earlier) == (None, FACTS)
    assert {key: unpack(value) for key, value in history.latest_facts([mail.id]).items()} == {
        mail.id: FACTS
    }


def test_facts_go_with_the_server(database, mail):
    history = History(database)
    history.begin(run("a1"))
    history.save("a1", [result(mail)], [pack(FACTS)])

    database.execute("DELETE FROM servers WHERE id = ?", (mail.id,))

    assert _count(database) == 0


@pytest.mark.expects_log
@pytest.mark.parametrize("document", [b"no deflate", zlib.compress(b"{}")])
def test_facts_that_can_not_be_read_any_more_are_none(database, mail, document, caplog):
    history = History(database)
    history.begin(run("a1"))
    history.save("a1", [result(mail)], [pack(FACTS)])
    database.execute("UPDATE facts SET document = ?", (document,))

    (stored,) = history.latest()

    assert stored.collected is None
    assert "can't be read" in caplog.text


def test_the_window_stores_what_was_brought(tmp_path):
    file = export_file(tmp_path)
    workspace = Workspace.open(AppPaths.choose(str(tmp_path / "data")), clock=lambda: NOW)
    try:
        done = workspace.store_facts(read_facts([file]))
        (added,) = done.added
        again = workspace.result(added.id)
    finally:
        workspace.close()

    assert (added.name, str(added.target)) == ("EX01", "ex01.contoso.example:443")
    assert again is not None
    assert again.at == done.run.results[0].at
    assert [one.id for one in again.findings] == [one.id for one in done.run.results[0].findings]


def test_facts_from_before_the_last_look_change_what_the_list_shows(tmp_path):
    file = export_file(tmp_path)
    workspace = Workspace.open(AppPaths.choose(str(tmp_path / "data")), clock=lambda: NOW)
    try:
        stored = workspace.inventory.add("ex01.contoso.example")
        brought = read_facts([file])
        seen_later = brought[0].collected.collected_at + days(1)
        workspace.history.begin(run("a1"))
        behind = BuildNumber.parse("15.1.2507.6")
        workspace.history.save("a1", [result(stored, seen_later, behind)])
        workspace.store_facts(brought)
        outline = workspace.outlines()[stored.id]
        again = workspace.result(stored.id)
    finally:
        workspace.close()

    assert again is not None
    assert outline.at == again.at == seen_later
    assert outline.headline == again.headline
    assert "facts.age" in {one.id for one in again.findings}


def test_nothing_is_stored_of_results_without_their_facts(database, mail):
    history = History(database)
    history.begin(run("a1"))

    with pytest.raises(ValueError, match="zip"):
        history.save("a1", [result(mail), result(mail)], [pack(FACTS)])

    assert history.latest() == ()
