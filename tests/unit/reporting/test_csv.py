# SPDX-License-Identifier: MIT
"""The CSV report as a spreadsheet reads it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from exchpatch_gui.domain.runs import CheckRun
from exchpatch_gui.domain.text import clean
from exchpatch_gui.reporting.csv_export import COLUMNS, render_csv
from tests.helpers.result_texts import wording
from tests.helpers.results import behind, cloud, current, run_of, silent
from tests.unit.reporting.reports import FULL_RUN, HOSTILE, model, poisoned


def _rows(run: CheckRun) -> list[dict[str, str]]:
    text = render_csv(run, wording())
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


def test_every_server_has_one_line_with_all_columns() -> None:
    rows = _rows(FULL_RUN)

    assert [row["name"] for row in rows] == [server.name for server in model().servers]
    assert all(list(row) == list(COLUMNS) for row in rows)


def test_line_says_what_is_installed_needed_and_open() -> None:
    (row,) = _rows(run_of(behind()))

    assert (row["light"], row["state"], row["build"]) == ("red", "Act now", "15.2.2562.37")
    assert (row["needed_build"], row["next_step"]) == ("15.2.2562.46", "Install SE RTM Aug26SU")
    assert (row["open_exploited"], row["open"], row["days_exposed"]) == ("1", "43", "71")
    assert (row["certificate_ends"], row["support_ends"]) == ("2027-03-14", "2035-12-31")
    assert row["checked_at"] == "2026-08-19T08:30:00Z"
    assert row["not_checked"] == "Services were not checked"


def test_every_finding_is_in_its_line() -> None:
    for server, row in zip(model().servers, _rows(FULL_RUN), strict=True):
        told = row["findings"] + row["not_checked"]
        assert all(finding.title in told for finding in server.findings)


@pytest.mark.parametrize("result", [silent(), cloud()])
def test_unknown_holes_are_an_empty_cell_and_not_zero(result) -> None:
    (row,) = _rows(run_of(result))

    assert (row["open_exploited"], row["open"], row["days_exposed"]) == ("", "", "")


def test_server_that_is_there_needs_nothing() -> None:
    (row,) = _rows(run_of(current()))

    assert (row["needed_build"], row["next_step"], row["next_step_url"]) == ("", "", "")
    assert row["open"] == "0"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_one_cell_of_plain_text(hostile: str) -> None:
    (row,) = _rows(run_of(poisoned(hostile)))

    assert row["name"].removeprefix("'") == clean(hostile)
    assert row["group"].removeprefix("'") == clean(hostile)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "|", "%"])
def test_no_cell_is_a_formula(start: str) -> None:
    server = replace(behind().server, name=f"{start}1+1", group=f" {start}1+1")
    (row,) = _rows(run_of(replace(behind(), server=server)))

    assert row["name"] == row["group"] == f"'{start}1+1"


@pytest.mark.parametrize("control", ["\t", "\r", "\n", "\r\n", "\x00"])
def test_control_characters_do_not_reach_a_cell(control: str) -> None:
    server = replace(behind().server, name=f"{control}=1+1{control}x")

    text = render_csv(run_of(replace(behind(), server=server)), wording())

    assert text.count("\r\n") == 2
    assert "\r\n'=1+1 x," in text


def test_looked_up_build_has_a_line_too() -> None:
    (row,) = _rows(run_of(replace(behind(), server=None)))

    assert (row["name"], row["target"], row["group"]) == ("15.2.2562.37", "", "")
