# SPDX-License-Identifier: MIT
from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Kind, Observation
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.errors import Bug
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.history import History
from exchpatch_gui.storage.records import Sighting
from exchpatch_gui.storage.servers import ServerStore
from tests.unit.storage.samples import (
    NEW_BUILD,
    NOW,
    OLD_BUILD,
    clock,
    days,
    open_database,
    result,
    run,
    server,
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path) as opened:
        yield opened


@pytest.fixture
def history(database: Database) -> History:
    made = History(database)
    made.begin(run())
    return made


@pytest.fixture
def mail(database: Database) -> Server:
    return ServerStore(database, clock).add(server())


def _details(database: Database) -> dict[str, int]:
    query = (
        "SELECT (SELECT count(*) FROM observations) AS observations,"
        " (SELECT count(*) FROM failures) AS failures,"
        " (SELECT count(*) FROM snapshots) AS snapshots"
    )
    return dict(database.rows(query)[0])


def test_a_result_comes_back_whole(history: History, mail: Server):
    whole = result(mail)

    saved = history.save("a1", [whole])
    (stored,) = history.latest()

    assert saved == (mail.id,)
    assert history.judged(stored) == whole
    assert (stored.observations, stored.failures) == (whole.observations, whole.failures)
    assert stored.server == mail


def test_a_result_is_summed_up_for_the_timeline(history: History, mail: Server):
    history.save("a1", [result(mail)])

    (entry,) = history.timeline(mail.id)

    assert (entry.server_id, entry.run_id, entry.at) == (mail.id, "a1", NOW)
    assert (entry.light, entry.verdict) == (TrafficLight.RED, IdentityVerdict.EXCHANGE)
    assert (entry.product, entry.cumulative_update, entry.update) == ("SE", "RTM", "Feb26SU")
    assert entry.build == "15.2.2562.37"
    assert (entry.red_findings, entry.yellow_findings) == (1, 1)
    assert (entry.open_cves, entry.exploited_cves) == (2, 1)
    assert entry.detailed
    assert history.latest_entries() == (entry,)


def test_the_latest_result_is_the_latest_seen_not_the_latest_stored(history: History, mail: Server):
    newer, older = result(mail, NOW), result(mail, NOW - days(3))

    history.save("a1", [newer])
    history.save("a1", [older])

    (latest,) = history.latest()
    assert latest.entry.at == NOW
    assert [one.at for one in history.timeline(mail.id)] == [NOW - days(3), NOW]


def test_of_two_results_of_one_moment_the_later_stored_is_the_latest(
    history: History, mail: Server
):
    history.save("a1", [result(mail), result(mail, light=TrafficLight.GREY)])

    (latest,) = history.latest()
    assert latest.entry.light is TrafficLight.GREY


def test_the_latest_results_of_some_servers_only(history: History, database: Database):
    store = ServerStore(database, clock)
    stored = [store.add(server(f"m{number}.contoso.example")) for number in range(3)]
    history.save("a1", [result(one) for one in stored])

    latest = history.latest([stored[2].id, 999])

    assert [one.server for one in latest] == [stored[2]]


def test_a_timeline_can_begin_later(history: History, mail: Server):
    history.save("a1", [result(mail, NOW - days(number)) for number in range(5)])

    since = history.timeline(mail.id, since=NOW - days(1))

    assert [one.at for one in since] == [NOW - days(1), NOW]


def test_results_of_servers_that_are_not_stored_are_left_out(history: History, mail: Server):
    strangers = [result(server("other.example")), replace(result(mail), server=None)]

    saved = history.save("a1", [*strangers, result(mail)])

    assert saved == (mail.id,)
    assert len(history.timeline(mail.id)) == 1


def test_one_bad_result_keeps_the_others_of_its_batch_out(history: History, mail: Server):
    naive = result(mail, at=datetime(2026, 8, 20))  # noqa: DTZ001 (that is the fault)

    with pytest.raises(ValueError, match="without a zone"):
        history.save("a1", [result(mail), naive])

    assert history.timeline(mail.id) == ()


def test_saving_to_a_run_that_was_not_begun_is_a_fault_of_the_program(
    history: History, mail: Server
):
    with pytest.raises(Bug, match="b2"):
        history.save("b2", [result(mail)])


def test_a_run_that_was_killed_stays_unfinished_with_what_it_saved(history: History, mail: Server):
    history.save("a1", [result(mail)])

    stored = history.load_run("a1")

    assert stored is not None
    assert (stored.record.finished, stored.record.complete) == (None, False)
    assert [one.server for one in stored.results] == [mail]


@pytest.mark.parametrize("complete", [True, False])
def test_a_run_comes_back_as_it_ended(history: History, complete: bool):  # noqa: FBT001 (a case)
    ended = replace(run(), finished=NOW + days(1), complete=complete)

    history.finish("a1", NOW + days(1), complete=complete)

    stored = history.load_run("a1")
    assert stored is not None
    assert stored.record == ended


def test_a_run_still_shows_a_server_removed_since(
    history: History, mail: Server, database: Database
):
    history.save("a1", [result(mail)])
    ServerStore(database, clock).remove([mail.id])

    stored = history.load_run("a1")

    assert stored is not None
    assert [one.server for one in stored.results] == [mail]
    assert history.latest() == ()


def test_an_unknown_run_is_none(history: History):
    assert history.load_run("ffff") is None


def test_runs_are_listed_newest_first(history: History):
    history.begin(run("b2", NOW + days(1)))
    history.begin(run("c3", NOW - days(1)))

    assert [one.id for one in history.runs()] == ["b2", "a1", "c3"]
    assert [one.id for one in history.runs(limit=1)] == ["b2"]


def test_details_are_kept_for_the_latest_results_only(database: Database, mail: Server):
    history = History(database, kept_details=2)
    history.begin(run())
    for age in (1, 5, 3, 0, 9):
        history.save("a1", [result(mail, NOW - days(age))])

    detailed = {(NOW - one.at).days: one.detailed for one in history.timeline(mail.id)}

    assert detailed == {9: False, 5: False, 3: False, 1: True, 0: True}
    assert _details(database) == {"observations": 2, "failures": 2, "snapshots": 2}


def test_a_result_without_details_says_so(database: Database, mail: Server):
    history = History(database, kept_details=0)
    history.begin(run())
    history.save("a1", [result(mail)])

    (latest,) = history.latest()

    assert (latest.observations, latest.failures) == ((), ())
    assert history.judged(latest) is None
    assert not latest.entry.detailed


def test_a_build_is_first_seen_on_the_earliest_day(history: History, mail: Server):
    for age, build in ((2, OLD_BUILD), (5, OLD_BUILD), (0, NEW_BUILD), (1, OLD_BUILD)):
        history.save("a1", [result(mail, NOW - days(age), build)])

    assert history.first_seen(mail.id, OLD_BUILD) == (NOW - days(5)).date()
    assert history.first_seen(mail.id, NEW_BUILD) == NOW.date()
    assert history.first_seen(mail.id, BuildNumber(15, 2, 2562, 99)) is None
    assert history.sightings(mail.id) == (
        Sighting(OLD_BUILD, NOW - days(5), NOW - days(1)),
        Sighting(NEW_BUILD, NOW, NOW),
    )


def _vague(mail: Server, precision: Precision) -> ServerResult:
    judged = None if precision is Precision.NONE else OLD_BUILD
    identity = Identity(IdentityVerdict.EXCHANGE, judged=judged, precision=precision)
    return result(mail, identity=identity)


@pytest.mark.parametrize("precision", [Precision.CUMULATIVE_UPDATE, Precision.NONE])
def test_a_build_that_is_only_supposed_was_not_seen(
    history: History, mail: Server, precision: Precision
):
    history.save("a1", [_vague(mail, precision)])

    assert history.sightings(mail.id) == ()


def test_first_sightings_can_be_looked_up_from_any_thread(history: History, mail: Server):
    history.save("a1", [result(mail)])
    look_up = history.first_seen_lookup()
    found: list[object] = []

    thread = threading.Thread(
        target=lambda: found.extend((look_up(mail, OLD_BUILD), look_up(mail, NEW_BUILD)))
    )
    thread.start()
    thread.join()

    assert found == [NOW.date(), None]


@pytest.mark.parametrize("document", [b"not deflated", b"x\x9c\x03\x00\x00\x00\x00\x01", None])
def test_a_judgement_that_cannot_be_read_leaves_the_evidence(
    history: History,
    mail: Server,
    database: Database,
    caplog: pytest.LogCaptureFixture,
    document: bytes | None,
):
    history.save("a1", [result(mail)])
    if document is None:
        database.execute("UPDATE snapshots SET document = substr(document, 1, 20)")
    else:
        database.execute("UPDATE snapshots SET document = ?", (document,))

    (latest,) = history.latest()

    assert history.judged(latest) is None
    assert latest.observations == result(mail).observations
    assert "judgement of result 1 can't be read" in caplog.text


def test_evidence_of_an_unknown_kind_is_left_out_and_logged(
    history: History, mail: Server, database: Database, caplog: pytest.LogCaptureFixture
):
    extra = Observation("obs-2", Kind.RUNTIME, "4.0.30319", "GET /", "X-AspNet-Version", NOW)
    whole = result(mail)
    history.save("a1", [replace(whole, observations=(*whole.observations, extra))])
    database.execute("UPDATE observations SET kind = 'aura' WHERE position = 0")
    database.execute("UPDATE failures SET params = '{'")

    (latest,) = history.latest()

    assert (latest.observations, latest.failures) == ((extra,), ())
    assert caplog.text.count("can't be read") == 2
