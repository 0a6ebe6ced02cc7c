# SPDX-License-Identifier: MIT
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exchpatch_gui import wording
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.errors import InputError
from exchpatch_gui.services.csv_columns import Field
from exchpatch_gui.services.csv_import import ImportPlan, RowAction, plan_import
from exchpatch_gui.services.inventory import Inventory
from exchpatch_gui.storage.servers import DuplicateServerError
from tests.unit.storage.samples import clock, open_database, sentences, server

GOOD = (
    b"fqdn;customer;tags\n"
    b"mail.contoso.example;Contoso;edge, hybrid\n"
    b"ex1.fabrikam.example;Fabrikam;\n"
)
MIXED = b"host,port\nmail.contoso.example,\nhttp://x,70000\nmail.adatum.example,444\n"


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with open_database(tmp_path) as database:
        yield Inventory(database, clock)


def _plan(text: str, *existing: Server, update_existing: bool = False) -> ImportPlan:
    return plan_import(text.encode(), existing, update_existing=update_existing)


def _faults(plan: ImportPlan) -> list[tuple[int, int, str, str]]:
    say = wording.load("en").say
    return [(one.line, one.column, one.column_name, say(one.message)) for one in plan.faults]


def test_a_list_is_planned_row_by_row():
    plan = plan_import(GOOD, ())

    assert [(row.line, row.action) for row in plan.rows] == [(2, RowAction.ADD), (3, RowAction.ADD)]
    assert plan.rows[0].server == server(group="Contoso", tags=("edge", "hybrid"))
    assert plan.rows[1].server == server("ex1.fabrikam.example", group="Fabrikam")
    assert (plan.faults, plan.faulty_rows, plan.warnings) == ((), 0, ())
    assert (plan.encoding, plan.delimiter) == ("utf-8", ";")


def test_every_field_is_read():
    header = "host,port,name,group,tags,notes,enabled"

    (row,) = _plan(f'{header}\nmail.contoso.example,8443,Mail,C,"b;a","x\ny",nein').rows

    assert row.server == Server(
        target=Target("mail.contoso.example", 8443),
        name="Mail",
        group="C",
        tags=("a", "b"),
        notes="x\ny",
        enabled=False,
    )


@pytest.mark.parametrize(
    ("host", "port", "target"),
    [
        ("https://mail.contoso.example:444/owa", "", Target("mail.contoso.example", 444)),
        ("mail.contoso.example:444", "444", Target("mail.contoso.example", 444)),
        ("2001:db8::1", "444", Target("2001:db8::1", 444)),
        ("'@host.example", "", None),
    ],
)
def test_the_port_stands_with_the_host_or_in_its_own_column(
    host: str, port: str, target: Target | None
):
    plan = _plan(f"host,port\n{host},{port}")

    assert [row.server.target for row in plan.rows] == ([target] if target else [])


def test_every_fault_has_its_line_and_column():
    plan = _plan(
        "group;host;port;name;enabled\n"
        'Contoso;mail.contoso.example;444;"two\nlines";yes\n'
        "Contoso;http://mail;70000;;perhaps\n"
        "Contoso;;;Nameless;\n"
        f"Contoso;ok.example;00443;{'x' * 201};no;surplus\n"
        "Contoso;ok2.example:8443;444;;\n"
        "Contoso;MAIL.contoso.example.:444;;;\n"
    )

    assert _faults(plan) == [
        (
            4,
            2,
            "host",
            "“http://mail” does not begin with https://. ExchPatch asks servers over HTTPS only.",
        ),
        (4, 3, "port", "“70000” is not a valid port."),
        (4, 5, "enabled", "“perhaps” is neither yes nor no."),
        (5, 2, "host", "The row names no server."),
        (6, 6, "", "The row has 6 cells, but the first row names only 5 columns."),
        (6, 4, "name", "The name is longer than 200 characters."),
        (7, 3, "port", "The port is 444 here, but the address says 8443."),
        (8, 2, "host", "Line 2 has the same server already."),
    ]
    assert plan.faulty_rows == 5
    assert [row.line for row in plan.rows] == [2]


@pytest.mark.parametrize("port", ["0", "65536", "0000000443", "x", "-1", "\u0664\u0664\u0663"])
def test_a_port_that_cannot_be_is_a_fault(port: str):
    assert [one.column_name for one in _plan(f"host,port\na.example,{port}").faults] == ["port"]


def test_cells_that_are_missing_at_the_end_are_empty():
    (row,) = _plan("host,name,notes\nmail.contoso.example").rows

    assert row.server == server()


def test_a_server_that_is_in_the_list_stays_as_it_is():
    known = server(id=7, group="Contoso", notes="ours")

    (row,) = _plan("host,group\nMAIL.contoso.example,Other", known).rows

    assert (row.action, row.server) == (RowAction.UNCHANGED, known)


def test_a_server_that_is_in_the_list_takes_over_what_the_file_says_if_asked():
    known = server(id=7, group="Contoso", notes="ours", tags=("edge",))
    same = server("ex1.contoso.example", id=8, group="Contoso")

    plan = _plan(
        "host,group,notes\nmail.contoso.example,Other,\nex1.contoso.example,Contoso,\n",
        known,
        same,
        update_existing=True,
    )

    assert [row.action for row in plan.rows] == [RowAction.UPDATE, RowAction.UNCHANGED]
    assert plan.rows[0].server == replace(known, group="Other")


def test_columns_that_are_left_out_are_said_aloud():
    plan = plan_import("host,serial,ram\nm\u00fcnchen.example,1,2".encode("cp1252"), ())

    texts = [wording.load("en").say(one) for one in plan.warnings]
    assert "Windows-1252" in texts[0]
    assert texts[1].endswith("serial, ram.")


def test_columns_can_be_mapped_by_hand():
    mapping = {Field.HOST: "endpoint", Field.GROUP: "owner"}

    (row,) = plan_import(b"endpoint,owner\na.example,Contoso", (), mapping=mapping).rows

    assert (row.server.target.host, row.server.group) == ("a.example", "Contoso")


def test_planning_changes_nothing(inventory: Inventory):
    plan_import(GOOD, inventory.all())

    assert inventory.all() == ()


def test_a_plan_is_carried_out_and_can_be_undone(inventory: Inventory):
    known = inventory.add("mail.contoso.example", group="Old", notes="kept")
    plan = plan_import(GOOD, inventory.all(), update_existing=True)

    done = inventory.apply(plan)
    after = inventory.all()
    inventory.undo_import(done)

    assert [one.target.host for one in done.added] == ["ex1.fabrikam.example"]
    assert done.before == (known,)
    assert done.updated == (replace(known, group="Contoso", tags=("edge", "hybrid")),)
    assert (done.unchanged, done.skipped) == (0, 0)
    assert after == (*done.updated, *done.added)
    assert inventory.all() == (known,)


def test_importing_again_changes_nothing(inventory: Inventory):
    inventory.apply(plan_import(GOOD, ()))
    before = inventory.all()

    done = inventory.apply(plan_import(GOOD, before, update_existing=True))

    assert (done.added, done.updated, done.unchanged) == ((), (), 2)
    assert inventory.all() == before


def test_nothing_is_imported_if_anything_is_wrong(inventory: Inventory):
    plan = plan_import(MIXED, ())

    with pytest.raises(InputError) as caught:
        inventory.apply(plan)

    assert caught.value.key == "import.faulty"
    assert sentences(caught.value).startswith("1 row has a fault. Nothing was imported.")
    assert "--skip-invalid" in sentences(caught.value)
    assert inventory.all() == ()


def test_faulty_rows_are_left_out_if_asked(inventory: Inventory):
    done = inventory.apply(plan_import(MIXED, ()), skip_invalid=True)

    assert done.skipped == 1
    assert inventory.all() == tuple(sorted(done.added, key=lambda one: one.name))
    assert {str(one.target) for one in done.added} == {
        "mail.contoso.example:443",
        "mail.adatum.example:444",
    }


def test_a_plan_that_time_has_passed_is_not_carried_out_by_halves(inventory: Inventory):
    plan = plan_import(GOOD, ())
    meanwhile = inventory.add("ex1.fabrikam.example")

    with pytest.raises(DuplicateServerError):
        inventory.apply(plan)

    assert inventory.all() == (meanwhile,)
