# SPDX-License-Identifier: MIT
"""The text for whoever helps: complete, and nobody's secret."""

from __future__ import annotations

import re
import sys
from datetime import date
from importlib import metadata
from pathlib import Path

import pytest

from exchpatch_gui import __version__
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.config.settings import ProbeSettings, ScheduleMode, ScheduleSettings, Settings
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import CatalogueInfo
from exchpatch_gui.services.diagnostics import Facts, compose, last_lines
from exchpatch_gui.services.libraries import LIBRARIES, Library, version_of

PYPROJECT = Path(__file__).parents[3] / "pyproject.toml"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "people" / "jane"
    folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    for name in ("LOGNAME", "USER", "USERNAME"):
        monkeypatch.setenv(name, "jane")
    return folder


def facts(folder: Path, **more: object) -> Facts:
    lights = {TrafficLight.RED: 2, TrafficLight.GREEN: 3}
    names = ("mail.contoso.example", "Contoso GmbH")
    return Facts(AppPaths(folder), Settings(), lights, customers=2, names=names, **more)


def write_log(folder: Path, text: str) -> None:
    file = AppPaths(folder).log_file
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")


def test_it_says_what_runs_on_what(home: Path):
    text = compose(facts(home / "data", window={"Qt": "6.11.3"}))

    assert f"ExchPatch: {__version__}" in text
    assert f"Python: {sys.version_info.major}.{sys.version_info.minor}" in text
    assert "Qt: 6.11.3" in text
    assert "servers: 5 (red 2, green 3)" in text
    assert "catalogue: not loaded" in text
    assert "database: none" in text


def test_it_says_what_was_chosen(home: Path):
    settings = Settings(
        language="de",
        schedule=ScheduleSettings(ScheduleMode.DAILY, quiet_from="22:00", quiet_to="06:00"),
        probing=ProbeSettings(probes=("smtp",)),
    )
    info = CatalogueInfo(date(2026, 10, 13), 42, "shipped", stale=True)
    chosen = Facts(AppPaths(home), settings, {}, customers=0, catalogue=info)

    text = compose(chosen)

    assert "language: de" in text
    assert "schedule: daily at 07:00, quiet 22:00 to 06:00, up to 5 min later" in text
    assert "optional probes: smtp" in text
    assert "catalogue: 2026-10-13, 42 days old, shipped" in text


def test_hourly_checks_are_told(home: Path):
    settings = Settings(schedule=ScheduleSettings(ScheduleMode.HOURS, hours=4))

    text = compose(Facts(AppPaths(home), settings, {}, customers=0))

    assert "schedule: every 4 hours, quiet - to -" in text


def test_neither_home_nor_user_nor_servers_nor_secrets_leave(home: Path):
    write_log(
        home / "data",
        f"INFO server mail.contoso.example of Contoso GmbH: red\n"
        f"ERROR {home}/x by jane: password='hunter2'\n",
    )

    text = compose(facts(home / "data"))

    assert "data directory: ~" in text
    for private in ("mail.contoso.example", "Contoso GmbH", "jane", "hunter2", str(home)):
        assert private not in text


def test_the_names_of_servers_are_there_when_wanted(home: Path):
    write_log(home / "data", "INFO server mail.contoso.example: password=hunter2\n")

    text = compose(facts(home / "data"), with_names=True)

    assert "server mail.contoso.example: password=***" in text


def test_the_last_fifty_lines_of_the_log_are_enough(home: Path):
    write_log(home / "data", "".join(f"line {number}\n" for number in range(200)))

    lines = re.findall(r"^line (\d+)$", compose(facts(home / "data")), re.MULTILINE)

    assert lines == [str(number) for number in range(150, 200)]


def test_a_huge_log_is_read_from_its_end_alone(tmp_path: Path):
    log = tmp_path / "log"
    log.write_bytes(b"\xff" * 200_000 + b"\nlast\n")

    assert last_lines(log, 50)[-1] == "last"
    assert len(last_lines(log, 50)) == 1


def test_without_a_log_nothing_is_missing(tmp_path: Path):
    assert last_lines(tmp_path / "none", 50) == []


def test_every_dependency_is_named_as_one_of_the_libraries():
    listed = re.findall(r'^  "([A-Za-z0-9-]+)>=.*# ', PYPROJECT.read_text("utf-8"), re.MULTILINE)
    dependencies = {name for name in listed if f'"{name}' in _section("dependencies = [")}

    assert {one.distribution for one in LIBRARIES} == dependencies


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
def test_the_licence_is_the_one_the_package_declares(library: Library):
    declared = metadata.metadata(library.distribution)
    fields = [declared.get("License-Expression"), declared.get("License")]
    classifiers = declared.get_all("Classifier") or []
    text = " ".join([*(field or "" for field in fields), *classifiers])

    family = library.licence.split("-")[0]
    assert library.licence in text or f"{family} License" in text


def test_a_library_without_a_trace_has_no_version():
    assert version_of(Library("Nothing", "pdf", "MIT", "exchpatch-no-such-package")) == ""


def _section(begin: str) -> str:
    return PYPROJECT.read_text("utf-8").split(begin, 1)[1].split("\n]", 1)[0]
