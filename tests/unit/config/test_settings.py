# SPDX-License-Identifier: MIT
"""What the user has chosen survives, and a damaged file costs no more than what is damaged."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.config import settings
from exchpatch_gui.config.limits import limit_of, within
from exchpatch_gui.config.settings import (
    ProbeSettings,
    ReportSettings,
    SavedFilter,
    ScheduleMode,
    ScheduleSettings,
    Settings,
    Theme,
    TraySettings,
    WindowSettings,
)
from exchpatch_gui.domain.lights import Profile
from exchpatch_gui.reporting.options import Paper, Template

CHOSEN = Settings(
    language="de",
    theme=Theme.DARK,
    profile=Profile.LARGE,
    schedule=ScheduleSettings(ScheduleMode.DAILY, 12, "05:45", "22:00", "04:30", 20),
    tray=TraySettings(close_to_tray=True, close_explained=True, notify=False),
    report=ReportSettings("/reports", "Northwind IT", "/logo.png", "Letter", "audit"),
    probing=ProbeSettings(8, 5.5, 30.0, ("smtp", "imap")),
    window=WindowSettings("Z2Vv", "c3A=", "Y28=", "group:Contoso", "red", (SavedFilter("x"),)),
)


def stored(tmp_path: Path, document: object) -> Path:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_everything_comes_back_as_it_was_written(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_bytes(settings.dump(CHOSEN))

    assert settings.load(path) == CHOSEN


def test_a_first_start_has_the_defaults(tmp_path: Path):
    assert settings.load(tmp_path / "settings.json") == Settings()


def test_the_defaults_keep_their_own_limits(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_bytes(settings.dump(Settings()))

    assert settings.load(path) == Settings()


def test_the_file_says_which_version_it_has():
    assert json.loads(settings.dump(Settings()))["version"] == settings.VERSION


@pytest.mark.parametrize(
    ("part", "raw"),
    [
        ("schedule", {"hours": 0}),
        ("schedule", {"hours": 169}),
        ("schedule", {"hours": "6"}),
        ("schedule", {"hours": True}),
        ("schedule", {"daily_at": "24:00"}),
        ("schedule", {"daily_at": ""}),
        ("schedule", {"daily_at": "7"}),
        ("schedule", {"quiet_from": "22:00:00+02:00"}),
        ("schedule", {"jitter_minutes": -1}),
        ("schedule", {"mode": "sometimes"}),
        ("schedule", []),
        ("report", {"paper": "A3"}),
        ("report", {"template": "novel"}),
        ("report", {"prepared_by": "x" * 121}),
        ("probing", {"concurrency": 0}),
        ("probing", {"timeout": float("nan")}),
        ("probing", {"deadline": float("inf")}),
        ("probing", {"probes": "smtp"}),
        ("theme", ["dark"]),
        ("theme", "pink"),
        ("language", 7),
        ("profile", "huge"),
        ("tray", {"notify": 1}),
    ],
    ids=json.dumps,
)
def test_what_does_not_fit_has_its_default(tmp_path: Path, part: str, raw: object):
    path = stored(tmp_path, {part: raw})

    assert settings.load(path) == Settings()


def test_one_wrong_choice_takes_no_other_with_it(tmp_path: Path):
    path = stored(tmp_path, {"schedule": {"mode": "hours", "hours": -3, "jitter_minutes": 7}})

    expected = ScheduleSettings(ScheduleMode.HOURS, jitter_minutes=7)
    assert settings.load(path).schedule == expected


def test_one_wrong_filter_takes_no_other_with_it(tmp_path: Path):
    saved = [{"name": "first"}, "damaged", {"name": "second", "search": 5}]
    path = stored(tmp_path, {"window": {"saved": saved}})

    names = [one.name for one in settings.load(path).window.saved]
    assert names == ["first", "second"]


def test_what_a_newer_version_knows_is_no_obstacle(tmp_path: Path):
    path = stored(tmp_path, {"version": 99, "theme": "dark", "colour_of_the_moon": {"a": 1}})

    assert settings.load(path) == replace(Settings(), theme=Theme.DARK)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe\x00", b"[" * 100_000])
def test_a_damaged_file_is_kept_aside(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
):
    path = tmp_path / "settings.json"
    path.write_bytes(content)

    with caplog.at_level(logging.WARNING, "exchpatch_gui"):
        loaded = settings.load(path)

    assert loaded == Settings()
    assert (tmp_path / "settings.json.invalid").read_bytes() == content
    assert not path.exists()


@pytest.mark.usefixtures("caplog")
def test_a_damaged_file_that_can_not_be_moved_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "settings.json"
    path.write_bytes(b"{")

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)

    assert settings.load(path) == Settings()


@pytest.mark.usefixtures("caplog")
def test_a_file_that_can_not_be_read_is_left_alone(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.mkdir()

    assert settings.load(path) == Settings()
    assert path.is_dir()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(list(json.loads(settings.dump(Settings())))), json_values))
def test_whatever_the_file_says_is_read_to_valid_choices(
    tmp_path_factory: pytest.TempPathFactory, document: dict[str, object]
):
    path = stored(tmp_path_factory.getbasetemp(), document)

    loaded = settings.load(path)

    again = tmp_path_factory.getbasetemp() / "again.json"
    again.write_bytes(settings.dump(loaded))
    assert settings.load(again) == loaded


def test_the_choices_of_reports_are_those_that_reports_know():
    assert limit_of(ReportSettings, "paper") == settings.Choice(tuple(Paper))
    assert limit_of(ReportSettings, "template") == settings.Choice(tuple(Template))


def test_controls_get_their_bounds_from_the_settings():
    bounds = within(ScheduleSettings, "hours")

    assert (bounds.low, bounds.high) == (1, 168)
    with pytest.raises(TypeError):
        within(ScheduleSettings, "daily_at")
