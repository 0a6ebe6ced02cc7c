# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path

from exchpatch_gui.storage.history import History
from exchpatch_gui.storage.records import Swept
from exchpatch_gui.storage.retention import sweep
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


def test_old_results_go_but_the_latest_of_each_server_and_first_sightings_stay(tmp_path: Path):
    with open_database(tmp_path) as database:
        history, store = History(database), ServerStore(database, clock)
        busy, quiet = store.add(server("a.contoso.example")), store.add(server("b.contoso.example"))
        for age, build in ((2000, OLD_BUILD), (1500, OLD_BUILD), (10, NEW_BUILD)):
            history.begin(run(f"run{age}", NOW - days(age)))
            history.save(f"run{age}", [result(busy, NOW - days(age), build)])
        history.save("run1500", [result(quiet, NOW - days(1500))])

        swept = sweep(database, NOW)

        assert swept == Swept(servers=0, runs=1, results=2)
        assert [one.run_id for one in history.timeline(busy.id)] == ["run10"]
        assert [one.run_id for one in history.timeline(quiet.id)] == ["run1500"]
        assert [one.id for one in history.runs()] == ["run10", "run1500"]
        assert history.first_seen(busy.id, OLD_BUILD) == (NOW - days(2000)).date()
        assert database.rows("SELECT count(*) FROM observations")[0][0] == 2


def test_a_removed_server_goes_for_good_when_it_is_too_late_to_undo(tmp_path: Path):
    with open_database(tmp_path) as database:
        history, store = History(database), ServerStore(database, clock)
        mail = store.add(server(tags=("edge",)))
        history.begin(run())
        history.save("a1", [result(mail)])
        store.remove([mail.id])

        in_time = sweep(database, NOW + days(30))
        too_late = sweep(database, NOW + days(31))

        assert (in_time.servers, too_late.servers) == (0, 1)
        assert history.timeline(mail.id) == ()
        assert history.sightings(mail.id) == ()
        assert database.rows("SELECT * FROM server_tags") == []


def test_nothing_to_sweep_changes_nothing(tmp_path: Path):
    with open_database(tmp_path) as database:
        assert sweep(database, NOW) == Swept(0, 0, 0)
