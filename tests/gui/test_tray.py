# SPDX-License-Identifier: MIT
"""The notification area: what it shows, what it tells, what its menu does, and life without it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QIcon, QImage
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from exchpatch_gui.config.settings import ScheduleMode, ScheduleSettings, Settings, TraySettings
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.views import tray as tray_module
from exchpatch_gui.views.ask import Question
from exchpatch_gui.views.palette import LIGHT, contrast
from exchpatch_gui.views.tray import tray_icon
from tests.gui import panel_samples as samples
from tests.gui.surrounded import QUIET_PLATFORM, Area, House, icon_of, running

pytestmark = QUIET_PLATFORM

TO_TRAY = Settings(tray=TraySettings(close_to_tray=True, close_explained=True))
HOURLY = ScheduleSettings(ScheduleMode.HOURS, hours=6, jitter_minutes=0)
LIGHTS = (TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREY, TrafficLight.GREEN)


@pytest.fixture
def area(monkeypatch: pytest.MonkeyPatch) -> Area:
    made = Area()
    made.install(monkeypatch)
    return made


@pytest.fixture
def house(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, area: Area
) -> Iterator[House]:
    assert area.there
    with running(qtbot, tmp_path, monkeypatch) as started:
        yield started


def entries(house: House) -> list[str]:
    """Give the visible entries of the icon's menu, separators as lines."""
    menu = icon_of(house).contextMenu()
    return ["-" if one.isSeparator() else one.text() for one in menu.actions() if one.isVisible()]


def entry(house: House, text: str) -> QAction:
    return next(one for one in icon_of(house).contextMenu().actions() if one.text() == text)


def wait_for_tip(qtbot: QtBot, house: House, text: str) -> None:
    qtbot.waitUntil(lambda: text in icon_of(house).toolTip())


def choose(house: House, **tray: bool) -> None:
    settings = house.workspace.settings
    house.window.change_settings(replace(settings, tray=replace(settings.tray, **tray)))


def look_elsewhere(qtbot: QtBot, house: House) -> None:
    house.window.showMinimized()
    qtbot.waitUntil(house.window.isMinimized)


def picture(icon: QIcon, size: int) -> QImage:
    return icon.pixmap(QSize(size, size)).toImage()


def worst_light(house: House) -> TrafficLight:
    """Tell by the picture which light the icon shows."""
    shown = picture(icon_of(house).icon(), 32)
    (found,) = [light for light in LIGHTS if picture(tray_icon(light), 32) == shown]
    return found


class TestIcon:
    @pytest.mark.parametrize("light", LIGHTS)
    @pytest.mark.parametrize("size", [16, 20, 22, 24, 32, 48, 64])
    def test_it_is_drawn_for_each_size_and_not_scaled(
        self, qapp: QApplication, light: TrafficLight, size: int
    ):
        assert qapp is not None

        drawn = picture(tray_icon(light), size)

        assert (drawn.width(), drawn.height()) == (size, size)
        inked = [
            (x, y) for x in range(size) for y in range(size) if drawn.pixelColor(x, y).alpha() > 200
        ]
        height = max(y for _, y in inked) - min(y for _, y in inked) + 1
        assert height >= 0.7 * size

    def test_the_shape_alone_tells_the_lights_apart(self, qapp: QApplication):
        assert qapp is not None

        shapes = {
            bytes(
                255 if image.pixelColor(x, y).alpha() > 127 else 0
                for x in range(16)
                for y in range(16)
            )
            for image in (picture(tray_icon(light), 16) for light in LIGHTS)
        }

        assert len(shapes) == len(LIGHTS)

    @pytest.mark.parametrize("light", LIGHTS)
    def test_it_stands_out_from_light_and_dark_task_bars(self, light: TrafficLight):
        sign = LIGHT.of(light).sign

        assert contrast(sign, "#f3f3f3") >= 3
        assert contrast(sign, "#202020") >= 3


class TestState:
    def test_before_the_first_check_it_is_unknown(self, house: House):
        assert worst_light(house) is TrafficLight.GREY
        assert icon_of(house).toolTip() == "ExchPatch\nNo server has been checked yet"
        assert entries(house) == [
            "Open ExchPatch",
            "Check all now",
            "-",
            "No server has been checked yet",
            "-",
            "Quit ExchPatch",
        ]

    def test_it_shows_the_worst_and_counts_all(self, qtbot: QtBot, house: House):
        good, bad, lost = house.add("ok.contoso.example", "bad & sons", "lost.contoso.example")

        house.see(good, samples.exchange(samples.newest()))
        wait_for_tip(qtbot, house, "1 OK")
        assert worst_light(house) is TrafficLight.GREEN
        assert "No server needs you" in entries(house)

        house.see(lost, samples.silence())
        house.see(bad, samples.exchange(samples.BEHIND))
        wait_for_tip(qtbot, house, "1 act now · 1 unknown · 1 OK")
        assert worst_light(house) is TrafficLight.RED
        assert entries(house)[3:-2] == ["bad && sons: Act now", "lost.contoso.example: Unknown"]

    def test_ten_problems_are_listed_and_the_others_counted(self, qtbot: QtBot, house: House):
        servers = house.add(*(f"ex{number:02}.contoso.example" for number in range(12)))
        for server in servers:
            house.see(server, samples.exchange(samples.BEHIND))

        wait_for_tip(qtbot, house, "12 act now")

        listed = entries(house)[3:-2]
        assert listed[:2] == ["ex00.contoso.example: Act now", "ex01.contoso.example: Act now"]
        assert listed[10:] == ["2 more…"]

    def test_the_menu_stays_as_it_is_while_somebody_reads_it(self, qtbot: QtBot, house: House):
        (server,) = house.add("mail.contoso.example")
        menu = icon_of(house).contextMenu()
        menu.popup(house.window.pos())
        before = entries(house)

        house.see(server, samples.exchange(samples.BEHIND))
        wait_for_tip(qtbot, house, "1 act now")
        assert entries(house) == before

        menu.hide()
        qtbot.waitUntil(lambda: "mail.contoso.example: Act now" in entries(house))

    def test_it_says_when_the_next_check_is(self, qtbot: QtBot, house: House):
        (server,) = house.add("mail.contoso.example")
        house.see(server, samples.exchange(samples.newest()))
        settings = house.workspace.settings

        house.window.change_settings(replace(settings, schedule=HOURLY))

        at = (samples.now() + 6 * (samples.now() - samples.now().replace(hour=8))).astimezone()
        wait_for_tip(qtbot, house, f"Next check: today {at:%H:%M}")
        assert house.window.footer.due.text() == f"Next check: today {at:%H:%M}"


class TestMenu:
    def test_a_problem_leads_to_its_server(self, qtbot: QtBot, house: House):
        servers = house.add("a.contoso.example", "b.contoso.example")
        for server in servers:
            house.see(server, samples.exchange(samples.BEHIND))
        wait_for_tip(qtbot, house, "2 act now")
        house.window.hide()

        entry(house, "b.contoso.example: Act now").trigger()

        assert house.window.isVisible()
        assert house.window.selected_ids == (servers[1].id,)

    @pytest.mark.parametrize(
        "reason",
        [QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick],
    )
    def test_a_click_on_the_icon_shows_the_window(
        self, house: House, reason: QSystemTrayIcon.ActivationReason
    ):
        house.window.hide()

        icon_of(house).activated.emit(reason)

        assert house.window.isVisible()

    def test_the_right_button_opens_only_the_menu(self, house: House):
        house.window.hide()

        icon_of(house).activated.emit(QSystemTrayIcon.ActivationReason.Context)

        assert not house.window.isVisible()

    def test_a_minimised_window_is_restored(self, house: House):
        house.window.showMinimized()

        entry(house, "Open ExchPatch").trigger()

        assert not house.window.isMinimized()

    def test_check_all_checks_all(self, qtbot: QtBot, house: House):
        house.add("mail.contoso.example")
        runs = house.program.desk.runs
        qtbot.waitUntil(entry(house, "Check all now").isEnabled)

        with qtbot.waitSignal(runs.run_finished, timeout=20_000) as finished:
            entry(house, "Check all now").trigger()

        assert len(finished.args[0].results) == 1

    def test_pausing_lets_the_schedule_rest(self, qtbot: QtBot, house: House):
        settings = house.workspace.settings
        house.window.change_settings(replace(settings, schedule=HOURLY))
        qtbot.waitUntil(lambda: "Pause background checks" in entries(house))
        pause = entry(house, "Pause background checks")

        pause.trigger()
        assert house.around.scheduler.next_at is None
        assert house.window.footer.due.text() == "Background checks are paused"
        wait_for_tip(qtbot, house, "Background checks are paused")
        assert pause.isChecked()

        pause.trigger()
        assert house.around.scheduler.next_at is not None


QUITTING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSystemTrayIcon
from exchpatch_gui import app
QSystemTrayIcon.isSystemTrayAvailable = staticmethod(lambda: True)

class Observed(app.Program):
    def _go_on(self):
        super()._go_on()
        QTimer.singleShot(0, self.end)

    def end(self):
        settings = self.desk.workspace.settings
        tray = type(settings.tray)(close_to_tray=True, close_explained=True)
        from dataclasses import replace
        self.window.change_settings(replace(settings, tray=tray))
        self.window.close()
        assert not self.window.isVisible()
        QTimer.singleShot(0, getattr(self, sys.argv[2]))

    def by_menu(self):
        self.around.tray.menu.quit.trigger()

    def by_shortcut(self):
        self.window.orders["quit"].trigger()

    def by_system(self):
        self._application.quit()

    def by_signal(self):
        import os, signal
        os.kill(os.getpid(), signal.SIGTERM)

app.Program = Observed
sys.exit(app.run(["--data-dir", sys.argv[1]]))
"""


@pytest.mark.parametrize("way", ["by_menu", "by_shortcut", "by_system", "by_signal"])
def test_quit_quits_even_if_closing_goes_to_the_tray(tmp_path: Path, way: str):
    if way == "by_signal" and sys.platform == "win32":
        pytest.skip("Windows ends a process without asking")

    done = subprocess.run(
        [sys.executable, "-c", QUITTING, str(tmp_path), way],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 0, done.stderr


class TestMessages:
    @pytest.fixture
    def server(self, qtbot: QtBot, house: House):
        (added,) = house.add("mail.contoso.example")
        house.see(added, samples.exchange(samples.newest()))
        look_elsewhere(qtbot, house)
        return added

    def test_what_got_worse_is_told(self, house: House, area: Area, server):
        house.see(server, samples.exchange(samples.BEHIND))

        ((title, text),) = area.messages
        assert title == "mail.contoso.example: 1 hole is open that attackers use"
        assert "CVE-2026-" in text

    def test_the_same_again_is_not_told_again(self, house: House, area: Area, server):
        for _ in range(3):
            house.see(server, samples.exchange(samples.BEHIND))

        assert len(area.messages) == 1

    def test_what_one_sees_in_the_window_is_not_told(
        self, qtbot: QtBot, house: House, area: Area, server
    ):
        house.window.showNormal()
        house.window.activateWindow()
        qtbot.waitUntil(house.window.isActiveWindow)

        house.see(server, samples.exchange(samples.BEHIND))

        assert area.messages == []

    def test_who_wants_no_messages_gets_none(self, house: House, area: Area, server):
        choose(house, notify=False)

        house.see(server, samples.exchange(samples.BEHIND))

        assert area.messages == []

    def test_several_changes_are_one_message(self, qtbot: QtBot, house: House, area: Area, server):
        others = house.add(*(f"ex{number}.contoso.example" for number in range(5)))
        results = [
            samples.judged(samples.exchange(samples.BEHIND), one) for one in (server, *others)
        ]

        house.program.desk.fleet.apply(results)

        ((title, text),) = area.messages
        assert title == "6 servers have changed"
        assert text.splitlines()[0] == "mail.contoso.example: 1 hole is open that attackers use"
        assert text.splitlines()[-1] == "and 2 more"
        assert qtbot is not None

    def test_a_dead_network_is_told_as_one(self, house: House, area: Area, server):
        (other,) = house.add("ex2.contoso.example")
        house.see(other, samples.exchange(samples.newest()))
        lost = [samples.judged(samples.silence(), one) for one in (server, other)]

        house.program.desk.fleet.apply(lost)

        assert area.messages == [
            ("No server answers any more", "Is this computer connected to the network?")
        ]

    def test_during_a_run_it_waits_for_the_end(self, qtbot: QtBot, house: House, area: Area):
        servers = house.add("ex1.contoso.example", "ex2.contoso.example")
        for server in servers:
            house.see(server, samples.exchange(samples.newest()))
        look_elsewhere(qtbot, house)

        with qtbot.waitSignal(house.program.desk.fleet.settled, timeout=20_000):
            house.program.desk.check_all()

        ((title, _),) = area.messages
        assert title == "No server answers any more"

    def test_a_click_on_it_leads_to_the_server(self, house: House, server):
        house.see(server, samples.exchange(samples.BEHIND))

        icon_of(house).messageClicked.emit()

        assert house.window.selected_ids == (server.id,)
        assert not house.window.isMinimized()


class TestClosing:
    def test_by_default_closing_ends_the_program(self, house: House):
        assert house.window.close()

    def test_it_is_explained_once_and_then_goes_on(self, qtbot: QtBot, house: House):
        choose(house, close_to_tray=True)

        house.window.close()
        assert house.window.isVisible()
        question = house.dialog()
        assert isinstance(question, Question)
        qtbot.keyClick(question, "\r")
        assert not house.window.isVisible()
        assert house.workspace.settings.tray.close_explained

        icon_of(house).activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
        house.window.close()
        assert not house.window.isVisible()
        assert house.dialogs() == 0

    def test_whoever_did_not_mean_that_can_quit_instead(
        self, qapp: QApplication, house: House, monkeypatch: pytest.MonkeyPatch
    ):
        ended: list[bool] = []
        monkeypatch.setattr(QApplication, "quit", staticmethod(lambda: ended.append(True)))
        choose(house, close_to_tray=True)
        house.window.close()

        next(
            one
            for one in house.dialog().findChildren(type(house.window.footer.cancel))
            if one.text() == "Quit instead"
        ).click()

        assert ended
        assert not house.window.isVisible()
        assert qapp is not None

    def test_escape_leaves_everything_as_it_is(self, qtbot: QtBot, house: House):
        choose(house, close_to_tray=True)
        house.window.close()

        qtbot.keyClick(house.dialog(), "\x1b")

        assert house.window.isVisible()
        assert not house.workspace.settings.tray.close_explained

    def test_the_end_of_the_session_closes_the_window_for_good(
        self, qapp: QApplication, house: House
    ):
        choose(house, close_to_tray=True, close_explained=True)

        house.around.leave()

        assert house.window.close()
        assert qapp is not None


class TestWithoutArea:
    @pytest.fixture
    def area(self, monkeypatch: pytest.MonkeyPatch) -> Area:
        made = Area(there=False)
        made.install(monkeypatch)
        return made

    @pytest.fixture
    def house(
        self, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, area: Area
    ) -> Iterator[House]:
        assert not area.there
        with running(qtbot, tmp_path, monkeypatch, settings=TO_TRAY) as started:
            yield started

    def test_closing_ends_the_program_whatever_was_chosen(self, house: House):
        assert house.around.tray.findChild(QSystemTrayIcon) is None
        assert house.window.close()

    def test_the_task_bar_is_told_instead(
        self, qtbot: QtBot, house: House, monkeypatch: pytest.MonkeyPatch
    ):
        alerts: list[object] = []
        monkeypatch.setattr(QApplication, "alert", staticmethod(alerts.append))
        (server,) = house.add("mail.contoso.example")
        look_elsewhere(qtbot, house)

        house.see(server, samples.exchange(samples.BEHIND))

        assert alerts == [house.window]

    def test_the_schedule_works(self, qtbot: QtBot, house: House):
        house.add("mail.contoso.example")
        settings = house.workspace.settings

        with qtbot.waitSignal(house.program.desk.runs.run_finished, timeout=20_000):
            house.window.change_settings(replace(settings, schedule=HOURLY))

        assert house.window.footer.due.text().startswith("Next check: today ")

    def test_a_start_in_the_background_minimises_the_window(
        self, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, area: Area
    ):
        assert not area.there
        with running(qtbot, tmp_path, monkeypatch, hidden=True) as house:
            assert house.window.isMinimized()


def test_an_area_that_comes_later_gets_the_icon(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tray_module, "_LOOK_MILLISECONDS", 10)
    monkeypatch.setattr(tray_module, "_LOOKS", 100_000)  # a start takes as long as it takes
    area = Area(there=False)
    area.install(monkeypatch)
    with running(qtbot, tmp_path, monkeypatch) as house:
        assert not house.around.tray.is_there

        area.there = True

        qtbot.waitUntil(lambda: house.around.tray.is_there)
        assert "ExchPatch" in icon_of(house).toolTip()


def test_an_area_that_never_comes_is_not_looked_for_for_ever(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tray_module, "_LOOK_MILLISECONDS", 1)
    monkeypatch.setattr(tray_module, "_LOOKS", 3)
    Area(there=False).install(monkeypatch)
    with running(qtbot, tmp_path, monkeypatch) as house:
        qtbot.waitUntil(lambda: not house.around.tray._look.isActive())

        assert not house.around.tray.is_there


def test_a_start_in_the_background_shows_the_icon_alone(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, area: Area
):
    assert area.there
    with running(qtbot, tmp_path, monkeypatch, hidden=True) as house:
        assert not house.window.isVisible()
        assert house.around.tray.is_there

        entry(house, "Open ExchPatch").trigger()
        assert house.window.isVisible()
