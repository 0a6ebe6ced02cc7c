# SPDX-License-Identifier: MIT
"""Importing a list of servers: by file, paste and drop, with faults, and undone."""

from __future__ import annotations

from contextlib import closing

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from exchpatch_gui.config import settings
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.services.csv_columns import Field
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.viewmodels.import_preview import Kind
from exchpatch_gui.views.ask import Question
from exchpatch_gui.views.dialogs.import_dialog import ImportDialog
from exchpatch_gui.views.theme import Theme
from tests.helpers.drawn import drawn, nameless

LIST = """Computer;Port;Kunde;Anzeigename;Labels;Angelegt
mail.contoso.example;;Contoso GmbH;Head office;hybrid, edge;2024-01-05
bad name;;Contoso GmbH;;;2024-01-06
owa.fabrikam.example;99999;Fabrikam Law;;;2024-01-06
owa.adatum.example;444;Town of Adatum;Town hall;;2024-01-07
"""
GOOD = "host,group\nmail.contoso.example,Contoso GmbH\nowa.fabrikam.example,Fabrikam Law\n"
MANY = 20_000
NO_HOST = "Column 1: “bad name” is not a valid host name or IP address."
NO_PORT = "Column 2: “99999” is not a valid port."
NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def theme(qapp):
    return Theme(qapp, settings.Theme.LIGHT)


@pytest.fixture
def workspace(tmp_path):
    with closing(Workspace.open(AppPaths(tmp_path / "data"))) as opened:
        yield opened


@pytest.fixture
def open_dialog(qtbot, theme, workspace):
    def opened(source=None):
        dialog = ImportDialog(workspace, theme, None, source=source)
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        if source is not None:
            wait_for_preview(qtbot, dialog)
        return dialog

    return opened


def wait_for_preview(qtbot, dialog, timeout=10_000):
    qtbot.waitUntil(
        lambda: dialog.importer.list is not None and not dialog.importer.is_busy, timeout=timeout
    )


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def click_box(qtbot, box):
    """Click a check box where it is drawn."""
    place = box.rect().center()
    place.setX(10)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=place)


def rows(dialog):
    return drawn(dialog.preview_page.model)


def targets(workspace):
    return [str(one.target) for one in workspace.servers()]


def finish(qtbot, dialog):
    with qtbot.waitSignal(dialog.accepted, timeout=10_000):
        click(qtbot, dialog.import_button)


def test_a_list_shows_what_will_happen_before_it_is_done(workspace, open_dialog):
    dialog = open_dialog(LIST)

    assert rows(dialog) == [
        "2 | mail.contoso.example | Head office | Contoso GmbH | edge, hybrid | New",
        f"3 | bad name |  | Contoso GmbH |  | {NO_HOST}",
        f"4 | owa.fabrikam.example:99999 |  | Fabrikam Law |  | {NO_PORT}",
        "5 | owa.adatum.example:444 | Town hall | Town of Adatum |  | New",
    ]
    assert targets(workspace) == []


def test_faulty_lines_hold_the_import_up_until_they_are_left_out(qtbot, workspace, open_dialog):
    dialog = open_dialog(LIST)
    page = dialog.preview_page
    before = (dialog.import_button.isEnabled(), page.note.text.text())

    click_box(qtbot, page.skip_box)

    assert before == (False, "2 lines are faulty. Correct the list, or leave the lines out.")
    assert dialog.import_button.text() == "&Import 2 servers"
    finish(qtbot, dialog)
    assert targets(workspace) == ["mail.contoso.example:443", "owa.adatum.example:444"]
    assert {str(one.target) for one in dialog.saved} == set(targets(workspace))


def test_the_place_of_a_fault_is_told_in_full(qtbot, open_dialog):
    dialog = open_dialog(LIST)
    page = dialog.preview_page

    port = page.table.visualRect(page.model.index(2, 1)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=port)

    assert page.note.hint.text() == "Line 4, column 2 “Port”: “99999” is not a valid port."


def test_an_import_can_be_undone(qtbot, workspace, open_dialog):
    known = workspace.inventory.add("mail.contoso.example", group="Old name")
    dialog = open_dialog(GOOD)
    click_box(qtbot, dialog.preview_page.update_box)
    wait_for_preview(qtbot, dialog)
    changed = rows(dialog)[0]
    finish(qtbot, dialog)
    done = targets(workspace)

    dialog.undo()

    assert changed.endswith("| Changed: Customer")
    assert done == ["mail.contoso.example:443", "owa.fabrikam.example:443"]
    assert workspace.servers() == (known,)


def test_servers_of_the_list_stay_as_they_are_unless_told_otherwise(workspace, open_dialog):
    workspace.inventory.add("mail.contoso.example", group="Old name")
    workspace.inventory.add("owa.fabrikam.example")

    dialog = open_dialog(GOOD)

    assert [row.rpartition("| ")[2] for row in rows(dialog)] == ["In the list already"] * 2
    assert dialog.preview_page.note.text.text() == "Nothing in it is new."
    assert not dialog.import_button.isEnabled()


def test_another_column_can_be_chosen(qtbot, open_dialog):
    dialog = open_dialog(LIST)
    boxes = dialog.preview_page.columns.boxes
    before = {field: box.currentText() for field, box in boxes.items()}

    boxes[Field.NAME].setFocus()
    qtbot.keyClicks(boxes[Field.NAME], "Angelegt")
    wait_for_preview(qtbot, dialog)

    assert before == {
        Field.HOST: "Computer",
        Field.PORT: "Port",
        Field.NAME: "Anzeigename",
        Field.GROUP: "Kunde",
        Field.TAGS: "Labels",
        Field.NOTES: "– no column –",
        Field.ENABLED: "– no column –",
    }
    assert rows(dialog)[0] == (
        "2 | mail.contoso.example | 2024-01-05 | Contoso GmbH | edge, hybrid | New"
    )


def test_a_column_that_moves_to_another_field_leaves_the_first(qtbot, open_dialog):
    dialog = open_dialog(LIST)
    boxes = dialog.preview_page.columns.boxes

    boxes[Field.NOTES].setFocus()
    qtbot.keyClicks(boxes[Field.NOTES], "Kunde")
    wait_for_preview(qtbot, dialog)

    assert boxes[Field.GROUP].currentText() == "– no column –"
    assert rows(dialog)[0] == "2 | mail.contoso.example | Head office |  | edge, hybrid | New"


def test_a_list_without_a_known_column_asks_for_it(qtbot, open_dialog):
    dialog = open_dialog("A;B\nContoso GmbH;mail.contoso.example\n")
    page = dialog.preview_page
    asked = (page.table.placeholder, page.columns.boxes[Field.HOST].property("wrong"))

    page.columns.boxes[Field.HOST].setFocus()
    qtbot.keyClicks(page.columns.boxes[Field.HOST], "B")
    wait_for_preview(qtbot, dialog)

    assert asked == (
        "No column is known to hold the servers. Choose it above, below “Server”.",
        True,
    )
    assert rows(dialog) == ["2 | mail.contoso.example | mail.contoso.example |  |  | New"]
    assert page.columns.boxes[Field.HOST].property("wrong") is False


def test_plain_lines_need_no_header(qtbot, workspace, open_dialog):
    dialog = open_dialog("mail.contoso.example\nowa.fabrikam.example:444\n")

    finish(qtbot, dialog)

    assert targets(workspace) == ["mail.contoso.example:443", "owa.fabrikam.example:444"]


def test_lines_are_pasted(qtbot, open_dialog):
    QGuiApplication.clipboard().setText(GOOD)
    dialog = open_dialog()

    qtbot.keyClick(QApplication.focusWidget(), "v", Qt.KeyboardModifier.ControlModifier)
    wait_for_preview(qtbot, dialog)

    assert len(rows(dialog)) == 2
    assert dialog.preview_page.source.text() == "Pasted lines · 2 lines · UTF-8"


def test_lines_are_typed_and_read(qtbot, open_dialog):
    dialog = open_dialog()
    assert not dialog.source_page.read_button.isEnabled()

    qtbot.keyClicks(dialog.source_page.paste, "mail.contoso.example")
    click(qtbot, dialog.source_page.read_button)
    wait_for_preview(qtbot, dialog)

    assert rows(dialog) == ["1 | mail.contoso.example | mail.contoso.example |  |  | New"]


def test_a_file_is_dropped(qtbot, open_dialog, tmp_path):
    file = tmp_path / "our servers.csv"
    file.write_text(GOOD, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    dialog = open_dialog()

    manner = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NO_KEYS)
    enter, drop = QDragEnterEvent(QPoint(50, 50), *manner), QDropEvent(QPointF(50, 50), *manner)
    QApplication.sendEvent(dialog, enter)
    QApplication.sendEvent(dialog, drop)
    wait_for_preview(qtbot, dialog)

    assert enter.isAccepted()
    assert dialog.preview_page.source.text() == "our servers.csv · 2 lines · UTF-8"


def test_a_file_is_chosen(qtbot, open_dialog, tmp_path):
    file = tmp_path / "servers.csv"
    file.write_text(GOOD, encoding="utf-8")
    dialog = open_dialog()

    qtbot.keyClick(dialog.source_page.choose_button, Qt.Key.Key_Space)
    chooser = dialog.findChild(QFileDialog)
    chooser.selectFile(str(file))
    chooser.accept()
    wait_for_preview(qtbot, dialog)

    assert len(rows(dialog)) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('host\n"mail', "Line 2 can’t be read"),
        ("PK\x03\x04", "The file is an Excel workbook"),
    ],
)
def test_a_list_that_can_not_be_read_is_told_where_it_was_chosen(qtbot, open_dialog, text, said):
    dialog = open_dialog()
    dialog.source_page.paste.setPlainText("what I have typed")

    dialog.read(text)
    qtbot.waitUntil(lambda: not dialog.importer.is_busy)

    note = dialog.source_page.note
    assert note.isVisible()
    assert note.text.text().startswith(said)
    assert note.hint.text()
    assert dialog.source_page.paste.toPlainText() == "what I have typed"


def test_a_file_that_is_gone_is_told(qtbot, open_dialog, tmp_path):
    dialog = open_dialog()

    dialog.read(tmp_path / "gone.csv")
    qtbot.waitUntil(lambda: not dialog.importer.is_busy)

    assert dialog.source_page.note.text.text().startswith("There is no file")


def test_counters_show_only_lines_of_their_kind(qtbot, open_dialog):
    dialog = open_dialog(LIST)
    filters = dialog.preview_page.filters
    texts = [filters.tabText(place) for place in range(filters.count())]

    faulty = filters.tabRect(4).center()
    qtbot.mouseClick(filters, Qt.MouseButton.LeftButton, pos=faulty)

    assert texts == ["All 4", "New 2", "Changed 0", "There already 0", "Faulty 2"]
    assert [row.partition(" |")[0] for row in rows(dialog)] == ["3", "4"]


def test_a_server_that_came_in_meanwhile_is_told_and_nothing_is_imported(
    qtbot, workspace, open_dialog
):
    dialog = open_dialog(GOOD)
    workspace.inventory.add("owa.fabrikam.example")

    click(qtbot, dialog.import_button)
    qtbot.waitUntil(lambda: dialog.findChild(Question) is not None)

    assert dialog.isVisible()
    assert targets(workspace) == ["owa.fabrikam.example:443"]
    dialog.findChild(Question).accept()


def test_the_window_goes_on_while_a_large_list_is_read(qtbot, open_dialog):
    text = "host\n" + "".join(f"mail{number}.contoso.example\n" for number in range(MANY))
    dialog = open_dialog()
    ticks = []
    timer = QTimer(dialog)
    timer.timeout.connect(lambda: ticks.append(dialog.importer.is_busy))
    timer.start(10)

    dialog.read(text)
    wait_for_preview(qtbot, dialog, timeout=60_000)

    assert dialog.importer.preview.counts[Kind.ADD] == MANY
    assert sum(ticks) >= 3


def test_escape_imports_nothing(qtbot, workspace, open_dialog):
    dialog = open_dialog(GOOD)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()
    assert targets(workspace) == []
    assert (dialog.saved, dialog.undo) == ((), None)


def test_another_list_can_be_read_in_its_place(qtbot, open_dialog):
    dialog = open_dialog(LIST)

    click(qtbot, dialog.preview_page.other_button)
    dialog.source_page.paste.setPlainText("mail.northwind.example")
    click(qtbot, dialog.source_page.read_button)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 1)

    assert rows(dialog)[0].startswith("1 | mail.northwind.example")


def test_every_control_has_a_name_on_both_pages(qtbot, open_dialog):
    dialog = open_dialog()
    first = nameless(dialog)

    dialog.read(LIST)
    wait_for_preview(qtbot, dialog)

    assert (first, nameless(dialog)) == ([], [])
    spoken = dialog.preview_page.model.index(1, 5).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("What will happen: Column 1: “bad name”")
