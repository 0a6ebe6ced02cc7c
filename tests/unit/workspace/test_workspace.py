# SPDX-License-Identifier: MIT
"""One data directory as the window works on it: kept, judged anew, answered for, forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.config.settings import ProbeSettings, Settings
from exchpatch_gui.domain.events import RunFinished, RunStarted, ServerFinished
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import CatalogueInfo, CheckRun, ServerResult, Trigger
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.verdicts import Acceptance, Finding
from exchpatch_gui.errors import InputError, MissingError
from exchpatch_gui.services.workspace import Workspace
from tests.gui import panel_samples as samples

BEHIND, NEWER = samples.BEHIND, "15.2.2562.46"
RED, GREEN = TrafficLight.RED, TrafficLight.GREEN


class SetClock:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.now = samples.now()

    def __call__(self):
        return self.now


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def workspace(tmp_path: Path, clock: SetClock) -> Iterator[Workspace]:
    opened = Workspace.open(AppPaths(tmp_path), clock=clock)
    yield opened
    opened.close()


def check(workspace: Workspace, server: Server, build: str, run_id: str = "a1") -> ServerResult:
    """Let a check of a server be stored, as a run does."""
    result = replace(samples.judged(samples.exchange(build), server), at=workspace.clock())
    day = samples.day()
    catalogue = CatalogueInfo(day, 0, "shipped", stale=False)
    run = CheckRun(run_id, result.at, result.at, Trigger.MANUAL, "0.1.0", day, catalogue, (result,))
    with workspace.recording() as keep:
        keep([RunStarted(run, (server,)), ServerFinished(server, result), RunFinished(run)])
    return result


def standing(result: ServerResult) -> list[Finding]:
    return [one for one in result.findings if one.light is RED and one.accepted is None]


def answered(workspace: Workspace, days: int = 30) -> Acceptance:
    until = workspace.day + timedelta(days=days)
    return Acceptance("Planned for Saturday.", "Head of IT", until, workspace.clock())


def test_a_check_is_there_for_the_next_start(workspace: Workspace):
    server = workspace.inventory.add("mail.contoso.example")
    result = check(workspace, server, BEHIND)

    with_next_start = Workspace.open(workspace.paths, clock=workspace.clock)
    brief = with_next_start.outlines()[server.id]
    judged = with_next_start.result(server.id)
    runs = with_next_start.history.runs()
    with_next_start.close()

    assert (brief.light, brief.build) == (RED, BEHIND)
    assert judged is not None
    assert judged.findings == result.findings
    assert [one.complete for one in runs] == [True]


def test_a_server_that_was_never_checked_has_no_result(workspace: Workspace):
    server = workspace.inventory.add("mail.contoso.example")

    assert workspace.result(server.id) is None
    assert workspace.outlines() == {}
    assert workspace.timeline(server.id) == ()


def test_the_timeline_has_every_check_oldest_first(workspace: Workspace, clock: SetClock):
    server = workspace.inventory.add("mail.contoso.example")
    check(workspace, server, BEHIND, "a1")
    clock.now += timedelta(days=1)
    check(workspace, server, NEWER, "a2")

    assert [one.build for one in workspace.timeline(server.id)] == [BEHIND, NEWER]


def test_findings_that_somebody_answers_for_no_longer_count(workspace: Workspace):
    server = workspace.inventory.add("mail.contoso.example")
    result = check(workspace, server, BEHIND)
    findings = standing(result)

    judged = workspace.answers.accept(server.id, findings, answered(workspace))

    assert len(findings) > 1
    assert standing(judged) == []
    assert judged.light is not RED
    assert workspace.outlines()[server.id].light is judged.light


def test_they_count_again_when_the_day_has_passed(workspace: Workspace, clock: SetClock):
    server = workspace.inventory.add("mail.contoso.example")
    findings = standing(check(workspace, server, BEHIND))
    workspace.answers.accept(server.id, findings, answered(workspace, days=3))

    clock.now += timedelta(days=4)
    later = workspace.result(server.id)

    assert later is not None
    assert later.light is RED
    assert {one.id for one in findings} <= {one.id for one in standing(later)}


def test_one_that_is_withdrawn_counts_again_at_once(workspace: Workspace):
    server = workspace.inventory.add("mail.contoso.example")
    findings = standing(check(workspace, server, BEHIND))
    workspace.answers.accept(server.id, findings, answered(workspace))

    judged = workspace.answers.withdraw(server.id, findings[0])

    assert [one.id for one in standing(judged)] == [findings[0].id]
    with pytest.raises(MissingError, match=r"acceptance\.gone"):
        workspace.answers.withdraw(server.id, findings[0])


def test_all_of_them_are_answered_for_or_none(workspace: Workspace):
    server = workspace.inventory.add("mail.contoso.example")
    findings = standing(check(workspace, server, BEHIND))
    nobody = Acceptance("Planned.", " ", workspace.day, workspace.clock())

    with pytest.raises(InputError, match=r"acceptance\.owner"):
        workspace.answers.accept(server.id, findings, nobody)

    assert workspace.answers.all() == ()


def test_nobody_answers_for_a_server_that_is_gone(workspace: Workspace):
    server = workspace.inventory.add("mail.contoso.example")
    findings = standing(check(workspace, server, BEHIND))
    workspace.inventory.remove((server.id,))

    with pytest.raises(MissingError, match=r"server\.gone"):
        workspace.answers.accept(server.id, findings, answered(workspace))


def test_a_result_of_a_server_deleted_meanwhile_leaves_no_trace(workspace: Workspace):
    server = workspace.inventory.add("mail.contoso.example")
    gone = replace(server, id=server.id + 1)

    check(workspace, gone, BEHIND)

    assert workspace.outlines() == {}


def test_settings_hold_at_once_and_at_the_next_start(workspace: Workspace):
    chosen = Settings(language="de", probing=ProbeSettings(timeout=3.0, deadline=9.0))

    workspace.change_settings(chosen)

    assert workspace.words.language == "de"
    assert (workspace.probe_options.timeout, workspace.probe_options.deadline) == (3.0, 9.0)
    again = Workspace.open(workspace.paths)
    again.close()
    assert again.settings == chosen
    assert again.words.language == "de"


def test_the_language_of_the_system_holds_until_one_is_chosen(tmp_path: Path):
    workspace = Workspace.open(AppPaths(tmp_path), system_language="fr")
    first = workspace.words.language
    workspace.change_settings(Settings(language="en"))
    second = workspace.words.language
    workspace.change_settings(Settings())
    workspace.close()

    assert (first, second, workspace.words.language) == ("fr", "en", "fr")


def test_a_language_without_sentences_is_english(tmp_path: Path):
    workspace = Workspace.open(AppPaths(tmp_path), system_language="tlh")
    workspace.close()

    assert workspace.words.language == "en"


def test_a_catalogue_that_was_imported_judges_from_the_next_look_on(workspace: Workspace):
    shipped = workspace.catalogue.date
    document = json.loads(Path("resources/catalogue/exchange.json").read_text(encoding="utf-8"))
    document["date"] = (shipped + timedelta(days=30)).isoformat()
    workspace.paths.imported_catalogue.write_text(json.dumps(document), encoding="utf-8")

    before = workspace.catalogue.date
    workspace.forget_catalogue()

    assert before == shipped
    assert workspace.catalogue.date == shipped + timedelta(days=30)
    assert workspace.catalogue_info.source == "imported"


def test_the_day_is_the_clocks(workspace: Workspace, clock: SetClock):
    clock.now = clock.now.replace(year=2027, month=3, day=1)

    assert workspace.day == date(2027, 3, 1)


def test_what_is_closed_can_be_closed_again(workspace: Workspace):
    workspace.close()
    workspace.close()

    again = Workspace.open(workspace.paths)
    again.close()
    assert again.paths.database.is_file()
