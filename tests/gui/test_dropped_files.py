# SPDX-License-Identifier: MIT
"""Files that are dropped on the window are told apart by what is in them, and kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from exchpatch_gui.services.import_files import Sort, sort_of
from exchpatch_gui.views.ask import Question
from exchpatch_gui.views.dialogs.import_dialog import ImportDialog
from exchpatch_gui.views.drop_target import DropFrame
from tests.gui.gestures import CONTROL, Hand, shown_rows
from tests.gui.surrounded import QUIET_PLATFORM, House, running, texts_of
from tests.helpers.collected import document, encoded
from tests.unit.clixml.exports import export_file
from tests.unit.setup_log.logs import before_patch, failed_by, script_log

pytestmark = QUIET_PLATFORM
LOG = failed_by("The certificate is expired.")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with running(qtbot, tmp_path / "data", monkeypatch) as house:
        qtbot.waitUntil(house.window.isActiveWindow)
        yield house


def data_of(*files: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return data


def held_over(house: House, data: QMimeData) -> QDragEnterEvent:
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(90, 90), copy, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(house.window, event)
    return event


def drop(qtbot: QtBot, house: House, *files: Path) -> None:
    """Drop files on the window and wait until they are read."""
    data = data_of(*files)
    assert held_over(house, data).isAccepted()
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(90, 90), copy, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(house.window, event)
    qtbot.waitUntil(lambda: not house.program.desk.tasks.are_running, timeout=20_000)


def facts_file(folder: Path, name: str = "facts.json", **changes: object) -> Path:
    file = folder / name
    file.write_bytes(encoded(document() | changes))
    return file


def log_file(folder: Path, name: str = "ExchangeSetup.log", text: str = LOG) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_facts_of_an_unknown_server_add_it_and_that_can_be_undone(
    qtbot: QtBot, house: House, files: Path
):
    drop(qtbot, house, facts_file(files))
    (server,) = house.workspace.servers()
    told = house.window.toast.text.text()
    selected = house.window.selected_ids

    qtbot.mouseClick(house.window.toast.button, Qt.MouseButton.LeftButton)

    assert told.startswith(f"Facts of {server.name}, collected on ")
    assert told.endswith("1 server added")
    assert selected == (server.id,)
    assert house.workspace.servers() == ()


def test_facts_of_a_known_server_are_kept_with_it(qtbot: QtBot, house: House, files: Path):
    file = facts_file(files)
    drop(qtbot, house, file)
    drop(qtbot, house, file)

    (server,) = house.workspace.servers()
    assert len(house.workspace.timeline(server.id)) == 2
    assert not house.window.toast.button.isVisible()


def test_an_export_of_healthchecker_is_taken_in(qtbot: QtBot, house: House, files: Path):
    drop(qtbot, house, export_file(files))

    assert list(shown_rows(house.window)) == ["EX01"]


def test_a_log_is_kept_with_the_server_it_names(qtbot: QtBot, house: House, files: Path):
    server = house.workspace.inventory.add("ex01.contoso.example")
    house.program.desk.reload()

    drop(qtbot, house, log_file(files))

    (kept,) = house.workspace.setup_logs.latest(server.id)
    assert kept.file == "ExchangeSetup.log"
    assert house.window.toast.text.text() == "ExchangeSetup.log is with ex01.contoso.example"


def test_a_log_that_names_no_server_belongs_to_the_selected_one(
    qtbot: QtBot, house: House, files: Path
):
    (server,) = house.add("Web mail")
    house.window.show_server(server.id)
    file = log_file(files, "ServiceControl.log", script_log(before_patch("W3Svc")))

    drop(qtbot, house, file)

    assert [one.file for one in house.workspace.setup_logs.latest(server.id)] == [file.name]


def test_a_log_of_no_server_says_what_to_do(qtbot: QtBot, house: House, files: Path):
    drop(qtbot, house, log_file(files))
    question = house.dialog()

    assert isinstance(question, Question)
    said = texts_of(question)
    assert "ExchangeSetup.log names no server of your list." in said
    assert "Select the server" in said
    question.reject()


def test_a_faulty_file_is_told_and_keeps_no_other_out(qtbot: QtBot, house: House, files: Path):
    damaged = files / "damaged.json"
    damaged.write_text('{"schema": "exchpatch.coll', encoding="utf-8")

    drop(qtbot, house, damaged, facts_file(files))
    question = house.dialog()
    said = texts_of(question)
    question.reject()

    assert "damaged.json" in said
    assert "well-formed JSON" in said
    assert len(house.workspace.servers()) == 1


def test_several_faulty_files_are_told_together(qtbot: QtBot, house: House, files: Path):
    broken = []
    for name in ("one.json", "two.xml"):
        broken.append(files / name)
        broken[-1].write_text("{" if name.endswith("json") else "<", encoding="utf-8")

    drop(qtbot, house, *broken)
    question = house.dialog()
    said = texts_of(question)
    question.reject()

    assert "2 files could not be taken in" in said
    assert "one.json" in said
    assert "two.xml" in said


def test_a_list_goes_to_the_import_of_lists(qtbot: QtBot, house: House, files: Path):
    file = files / "servers.csv"
    file.write_text("server\nmail.contoso.example\n", encoding="utf-8")

    drop(qtbot, house, file)
    dialog = Hand(qtbot).dialog(ImportDialog)
    qtbot.waitUntil(lambda: dialog.importer.preview is not None)

    assert dialog.importer.preview.imported == 1
    dialog.reject()


def test_a_frame_says_what_can_be_dropped_while_files_are_held_over_it(house: House, files: Path):
    held_over(house, data_of(facts_file(files)))
    frame = house.window.findChild(DropFrame)
    shown, said = frame.isVisible(), frame.accessibleName()
    QApplication.sendEvent(house.window, QDragLeaveEvent())

    assert shown
    assert "HealthChecker" in said
    assert not frame.isVisible()


def test_text_that_is_dragged_is_left_alone(house: House):
    data = QMimeData()
    data.setText("mail.contoso.example")

    assert not held_over(house, data).isAccepted()


def test_files_can_be_chosen_too(qtbot: QtBot, house: House, files: Path):
    file = facts_file(files)

    Hand(qtbot).press(Qt.Key.Key_I, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    dialog = house.window.findChild(QFileDialog)
    dialog.filesSelected.emit([str(file)])
    qtbot.waitUntil(lambda: bool(house.workspace.servers()), timeout=20_000)
    dialog.reject()
    qtbot.waitUntil(lambda: not house.program.desk.tasks.are_running)

    assert len(house.workspace.servers()) == 1


@pytest.mark.parametrize(
    ("content", "sort"),
    [
        (b'\xef\xbb\xbf {"schema": ""}', Sort.FACTS),
        ("<Objs>".encode("utf-16"), Sort.FACTS),
        (LOG.encode(), Sort.LOG),
        (b"server,name\n", Sort.LIST),
        (b"", Sort.LIST),
    ],
)
def test_a_file_is_known_by_its_beginning(files: Path, content: bytes, sort: Sort):
    file = files / "some.file"
    file.write_bytes(content)

    assert sort_of(file) is sort


def test_a_file_that_is_not_there_is_left_to_the_reader_of_facts(files: Path):
    assert sort_of(files / "gone.json") is Sort.FACTS
