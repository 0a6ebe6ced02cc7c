# SPDX-License-Identifier: MIT
from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.services.csv_export import export_csv, guard, unguard
from exchpatch_gui.services.csv_import import plan_import
from exchpatch_gui.services.server_fields import read_group, read_name, read_notes, read_tags
from tests.unit.storage.samples import server

_texts = st.text(alphabet=st.sampled_from("ab =+-@'\";,\t\r\n\u00e4\u20ac"), max_size=12)


def _server(number: int, name: str, group: str, tags: list[str], notes: str) -> Server:
    target = Target(f"mail{number}.contoso.example")
    return Server(
        target=target,
        name=read_name(name, target),
        group=read_group(group),
        tags=read_tags(tags),
        notes=read_notes(notes),
    )


_servers = st.builds(
    _server, st.integers(0, 9), _texts, _texts, st.lists(_texts, max_size=3), _texts
)


def test_the_export_is_what_a_spreadsheet_expects():
    data = export_csv([server(group="Contoso", tags=("a", "b"), notes="x\ny", enabled=False)])

    assert data.startswith(b"\xef\xbb\xbfhost,port,name,group,tags,notes,enabled\r\n")
    assert data.decode("utf-8-sig").splitlines()[1:] == [
        'mail.contoso.example,443,mail.contoso.example,Contoso,a; b,"x',
        'y",no',
    ]


def test_an_empty_list_still_has_its_header():
    assert export_csv([]).decode("utf-8-sig").count("\n") == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "'=", "''@"])
def test_a_spreadsheet_runs_nothing_of_what_is_exported(start: str):
    cell = f"{start}cmd|' /C calc'!A0"

    assert guard(cell) == f"'{cell}"
    assert unguard(guard(cell)) == cell


@pytest.mark.parametrize("cell", ["", "a=b", "'quoted'", "''", "1-2", "mail@contoso.example"])
def test_harmless_cells_stay_as_they_are(cell: str):
    assert guard(cell) == unguard(cell) == cell


@given(st.text())
def test_the_apostrophe_can_always_be_taken_away_again(cell: str):
    assert unguard(guard(cell)) == cell
    assert guard(cell)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


@given(st.lists(_servers, max_size=4, unique_by=lambda one: one.target))
def test_an_exported_list_is_imported_as_it_was(servers: list[Server]):
    plan = plan_import(export_csv(servers), ())

    assert [row.server for row in plan.rows] == servers
    assert (plan.faults, plan.warnings) == ((), ())


@given(_servers, st.booleans())
def test_no_cell_of_an_export_is_a_formula(one: Server, enabled: bool):  # noqa: FBT001 (a value)
    text = export_csv([replace(one, enabled=enabled)]).decode("utf-8-sig")

    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]

    assert all(cell[:1] not in {"=", "+", "-", "@", "\t", "\r"} for cell in cells)
