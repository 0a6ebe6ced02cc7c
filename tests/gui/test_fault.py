# SPDX-License-Identifier: MIT
"""What nobody expected: it is logged, told once with secrets left out, and the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal, qCritical, qDebug, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from exchpatch_gui import __version__, wording
from exchpatch_gui.config import settings
from exchpatch_gui.viewmodels.faults import QUIET_SECONDS, Fault, FaultCatcher
from exchpatch_gui.views.dialogs.fault_dialog import FaultDialog
from exchpatch_gui.views.fault_teller import FaultTeller
from exchpatch_gui.views.theme import Theme
from tests.gui.surrounded import QUIET_PLATFORM, House, running

pytestmark = QUIET_PLATFORM
LEFT = Qt.MouseButton.LeftButton
PLANTED = "hunter2-Tr0ub4dor"


@dataclass
class Net:
    """A catcher that is installed, and what it caught."""

    catcher: FaultCatcher
    caught: list[Fault] = field(default_factory=list)
    seconds: float = 0.0


@pytest.fixture
def net(qapp: QApplication, caplog: pytest.LogCaptureFixture) -> Iterator[Net]:
    assert qapp is not None
    caplog.set_level(logging.DEBUG, "exchpatch_gui")
    made = Net(FaultCatcher(lambda: ["mail.contoso.example"], clock=lambda: made.seconds))
    made.catcher.caught.connect(made.caught.append)
    made.catcher.install()
    yield made
    made.catcher.uninstall()


class Sender(QObject):
    sent = Signal()


def fail(text: str = "went wrong") -> None:
    raise ValueError(text)


def raise_in_slot(text: str = "went wrong") -> None:
    """Raise where the user's clicks do."""
    sender = Sender()
    sender.sent.connect(lambda: fail(text))
    sender.sent.emit()


class TestCatching:
    def test_a_fault_in_a_slot_is_caught(self, qtbot: QtBot, net: Net):
        raise_in_slot()

        qtbot.waitUntil(lambda: len(net.caught) == 1)
        (fault,) = net.caught
        assert fault.summary == "ValueError: went wrong"
        assert "in fail" in fault.details

    def test_a_fault_in_a_timer_is_caught(self, qtbot: QtBot, net: Net):
        QTimer.singleShot(0, fail)

        qtbot.waitUntil(lambda: len(net.caught) == 1)

    def test_a_fault_in_another_thread_is_caught_in_this_one(self, qtbot: QtBot, net: Net):
        threads: list[threading.Thread] = []
        net.catcher.caught.connect(lambda _fault: threads.append(threading.current_thread()))
        worker = threading.Thread(target=fail, name="exchpatch-worker")
        worker.start()
        worker.join()

        qtbot.waitUntil(lambda: len(net.caught) == 1)
        assert threads == [threading.main_thread()]
        assert net.caught[0].details.startswith("in the thread exchpatch-worker\n")

    def test_the_end_of_a_thread_is_no_fault(self, qtbot: QtBot, net: Net):
        worker = threading.Thread(target=sys.exit)
        worker.start()
        worker.join()

        raise_in_slot("afterwards")

        qtbot.waitUntil(lambda: len(net.caught) == 1)
        assert net.caught[0].summary == "ValueError: afterwards"

    def test_control_c_is_a_wish_and_no_fault(self, qtbot: QtBot, net: Net):
        with qtbot.waitSignal(net.catcher.interrupted):
            sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

        assert net.caught == []

    def test_afterwards_everything_is_as_before(self, qapp: QApplication):
        assert qapp is not None
        before = sys.excepthook, threading.excepthook
        catcher = FaultCatcher(list)

        catcher.install()
        assert sys.excepthook != before[0]
        catcher.uninstall()

        assert (sys.excepthook, threading.excepthook) == before

    def test_the_same_fault_is_told_once_a_minute(self, qtbot: QtBot, net: Net):
        for _ in range(50):
            raise_in_slot()
        raise_in_slot("and an end")
        qtbot.waitUntil(lambda: len(net.caught) == 1)

        net.seconds = QUIET_SECONDS + 1
        raise_in_slot()

        qtbot.waitUntil(lambda: len(net.caught) == 2)

    def test_another_fault_is_told_at_once(self, qtbot: QtBot, net: Net):
        raise_in_slot()
        QTimer.singleShot(0, lambda: {}["missing"])

        qtbot.waitUntil(lambda: len(net.caught) == 2)

    def test_a_fault_while_a_fault_is_told_is_no_end_of_the_world(self, qtbot: QtBot, net: Net):
        net.catcher.caught.connect(lambda _fault: fail("while telling"))

        raise_in_slot()

        qtbot.waitUntil(lambda: len(net.caught) == 2)
        assert net.caught[1].summary == "ValueError: while telling"

    def test_a_huge_error_is_shortened(self, qtbot: QtBot, net: Net):
        raise_in_slot("\n".join(["x" * 100] * 10_000))

        qtbot.waitUntil(lambda: len(net.caught) == 1)
        assert len(net.caught[0].details) < 30_000


class TestMasking:
    @pytest.mark.parametrize(
        "text",
        [
            f"login failed, password='{PLANTED}'",
            f"GET https://admin:{PLANTED}@mail.contoso.example/owa",
            f"{{'Authorization': 'Basic {PLANTED}'}}",
        ],
    )
    def test_a_secret_is_neither_told_nor_logged(
        self, qtbot: QtBot, net: Net, caplog: pytest.LogCaptureFixture, text: str
    ):
        raise_in_slot(text)

        qtbot.waitUntil(lambda: len(net.caught) == 1)
        (fault,) = net.caught
        formatted = [logging.Formatter().format(record) for record in caplog.records]
        for written in (fault.summary, fault.details, *formatted):
            assert PLANTED not in written
        assert "mail.contoso.example" not in fault.details

    def test_the_home_of_the_user_is_left_out(
        self, qtbot: QtBot, net: Net, monkeypatch: pytest.MonkeyPatch
    ):
        home = str(Path(__file__).parents[2])
        monkeypatch.setenv("HOME", home)
        monkeypatch.setenv("USERPROFILE", home)

        raise_in_slot()

        qtbot.waitUntil(lambda: len(net.caught) == 1)
        assert home not in net.caught[0].details
        assert "~" in net.caught[0].details

    def test_the_log_has_what_is_needed_to_mend_it(
        self, qtbot: QtBot, net: Net, caplog: pytest.LogCaptureFixture
    ):
        raise_in_slot()

        qtbot.waitUntil(lambda: len(net.caught) == 1)
        (record,) = [one for one in caplog.records if one.levelno == logging.ERROR]
        text = logging.Formatter().format(record)
        assert text.startswith("a fault: ValueError: went wrong\n")
        assert "in fail" in text


class TestWordsOfQt:
    @pytest.mark.qt_log_level_fail("NO")
    @pytest.mark.parametrize(
        ("say", "level"),
        [(qDebug, logging.DEBUG), (qWarning, logging.WARNING), (qCritical, logging.ERROR)],
    )
    def test_what_qt_says_is_logged_with_its_weight(
        self, net: Net, caplog: pytest.LogCaptureFixture, say, level: int
    ):
        assert net.catcher is not None
        say("a word, password=hunter2")

        (record,) = [one for one in caplog.records if one.name == "exchpatch_gui.qt"]
        assert record.levelno == level
        assert record.getMessage() == "default: a word, password=***"


class TestDialog:
    @pytest.fixture
    def window(self, qtbot: QtBot):
        made = QWidget()
        made.words = wording.load()
        qtbot.addWidget(made)
        made.show()
        return made

    @pytest.fixture
    def teller(self, qapp: QApplication, window) -> FaultTeller:
        return FaultTeller(lambda: window, Theme(qapp, settings.Theme.LIGHT), window)

    def fault(self, number: int = 1) -> Fault:
        return Fault(f"place {number}", "summary", f"Traceback {number}")

    def test_it_says_what_happened_and_what_to_do(self, teller: FaultTeller):
        teller.tell(self.fault())

        dialog = teller.dialog
        assert isinstance(dialog, FaultDialog)
        assert dialog.text.text() == "ExchPatch has met a fault of its own."
        assert "Nothing that was stored is lost" in dialog.hint.text()
        assert dialog.focusWidget() is dialog.go_on
        assert not dialog.details.isVisible()

    def test_details_can_be_unfolded_and_copied(self, qtbot: QtBot, teller: FaultTeller):
        teller.tell(self.fault())
        assert teller.dialog is not None

        qtbot.mouseClick(teller.dialog.fold, LEFT)
        assert teller.dialog.details.isVisible()
        assert teller.dialog.fold.text() == "Hide details"

        qtbot.mouseClick(teller.dialog.copy, LEFT)
        copied = QGuiApplication.clipboard().text()
        assert f"ExchPatch: {__version__}" in copied
        assert "Traceback 1" in copied
        assert teller.dialog.copy.text() == "Copied"

    def test_windows_do_not_pile_up(self, qtbot: QtBot, window: QWidget, teller: FaultTeller):
        for number in range(30):
            teller.tell(self.fault(number))

        assert len(window.findChildren(FaultDialog)) == 1
        assert teller.dialog is not None
        assert teller.dialog.more.text().startswith("29 other faults")
        text = teller.dialog.details.toPlainText()
        assert ("Traceback 9" in text, "Traceback 10" in text) == (True, False)
        qtbot.keyClick(teller.dialog, Qt.Key.Key_Return)
        assert teller.dialog is None

    def test_after_going_on_a_new_fault_is_told_anew(self, qtbot: QtBot, teller: FaultTeller):
        teller.tell(self.fault(1))
        assert teller.dialog is not None
        qtbot.mouseClick(teller.dialog.go_on, LEFT)

        teller.tell(self.fault(2))

        assert teller.dialog is not None
        assert "Traceback 1" not in teller.dialog.details.toPlainText()

    def test_one_can_quit_instead(self, qtbot: QtBot, teller: FaultTeller):
        teller.tell(self.fault())
        assert teller.dialog is not None

        with qtbot.waitSignal(teller.quit_wanted):
            qtbot.mouseClick(teller.dialog.quit, LEFT)

        assert teller.dialog is None


class TestProgram:
    @pytest.fixture
    def house(
        self, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[House]:
        with running(qtbot, tmp_path, monkeypatch) as started:
            yield started

    @pytest.mark.expects_log
    def test_the_program_goes_on(self, qtbot: QtBot, house: House, monkeypatch: pytest.MonkeyPatch):
        house.add("secret-name.contoso.example")
        catcher = house.program._catcher
        assert catcher is not None
        monkeypatch.setattr(sys, "excepthook", catcher._from_main)

        raise_in_slot("secret-name.contoso.example has password=hunter2")
        qtbot.waitUntil(lambda: house.dialogs() == 1)

        dialog = house.dialog()
        assert isinstance(dialog, FaultDialog)
        assert "secret-name" not in dialog.details.toPlainText()
        assert "hunter2" not in dialog.details.toPlainText()
        qtbot.mouseClick(dialog.go_on, LEFT)
        assert house.dialogs() == 0
        house.add("another.contoso.example")
        assert len(house.window.shown_ids) == 2

    @pytest.mark.expects_log
    def test_a_fault_while_the_window_is_hidden_ends_nothing(
        self, qtbot: QtBot, house: House, monkeypatch: pytest.MonkeyPatch
    ):
        ended: list[bool] = []
        house.program._application.lastWindowClosed.connect(lambda: ended.append(True))
        catcher = house.program._catcher
        assert catcher is not None
        monkeypatch.setattr(sys, "excepthook", catcher._from_main)
        house.window.hide()

        raise_in_slot()
        qtbot.waitUntil(lambda: house.dialogs() == 1)
        qtbot.mouseClick(house.dialog().go_on, LEFT)

        assert ended == []
