# SPDX-License-Identifier: MIT
"""Adding, editing and trying out one server, by keys and clicks."""

from __future__ import annotations

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from exchpatch_gui.config import settings
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.errors import StorageError
from exchpatch_gui.net.dns import Dns
from exchpatch_gui.services.demonstration import DemoWorkspace
from exchpatch_gui.services.inventory import Inventory
from exchpatch_gui.services.trial_steps import Step, StepState
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.views.ask import Question
from exchpatch_gui.views.dialogs.find_dialog import FindDialog
from exchpatch_gui.views.dialogs.server_dialog import ServerDialog
from exchpatch_gui.views.theme import Theme
from tests.helpers.drawn import nameless
from tests.helpers.name_server import NameServer

WAIT = 20_000
ZONE = {("mail.contoso.example.", "A"): "127.0.0.3"}


@pytest.fixture
def theme(qapp):
    return Theme(qapp, settings.Theme.LIGHT)


@pytest.fixture
def workspace(tmp_path):
    with closing(Workspace.open(AppPaths(tmp_path))) as opened:
        yield opened


@pytest.fixture(scope="module")
def fleet():
    with closing(DemoWorkspace.launch()) as demo:
        yield demo


@pytest.fixture
def open_dialog(qtbot, theme):
    def opened(workspace, server=None, **named):
        dialog = ServerDialog(workspace, theme, server, None, **named)
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return opened


def note_of_address(dialog):
    return next(note for name, note in dialog.notes_below.items() if name == "address")


def demo_server(workspace, name):
    return next(one for one in workspace.servers() if one.name == name)


def summary(server):
    return (str(server.target), server.name, server.group, server.tags, server.notes)


def test_typing_a_host_and_enter_adds_the_server(qtbot, workspace, open_dialog):
    dialog = open_dialog(workspace)

    qtbot.keyClicks(QApplication.focusWidget(), "mail.contoso.example")
    qtbot.keyClick(dialog.address, Qt.Key.Key_Return)

    assert not dialog.isVisible()
    (server,) = workspace.servers()
    assert summary(server) == ("mail.contoso.example:443", "mail.contoso.example", "", (), "")
    assert dialog.saved == (server,)


def test_adding_can_be_undone(qtbot, workspace, open_dialog):
    dialog = open_dialog(workspace)
    qtbot.keyClicks(dialog.address, "mail.contoso.example")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    dialog.undo()

    assert workspace.servers() == ()


def test_every_field_is_stored(qtbot, workspace, open_dialog):
    dialog = open_dialog(workspace, customer="Contoso GmbH")

    qtbot.keyClicks(dialog.address, "https://mail.contoso.example:444/owa/")
    qtbot.keyClicks(dialog.name, "Head office")
    qtbot.keyClicks(dialog.tags, "hybrid, edge")
    qtbot.keyClicks(dialog.notes, "Behind a proxy")
    qtbot.keyClick(dialog.notes, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.notes, "Ask first")
    qtbot.mouseClick(dialog.enabled, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    (server,) = workspace.servers()
    assert summary(server) == (
        "mail.contoso.example:444",
        "Head office",
        "Contoso GmbH",
        ("edge", "hybrid"),
        "Behind a proxy\nAsk first",
    )
    assert not server.enabled


def test_a_fault_is_told_when_typing_pauses_and_nothing_is_lost(qtbot, workspace, open_dialog):
    dialog = open_dialog(workspace)
    note = note_of_address(dialog)

    qtbot.keyClicks(dialog.address, "bad name")

    assert note.said.light is None
    qtbot.waitUntil(lambda: note.said.light is TrafficLight.RED)
    assert note.text.text() == "“bad name” is not a valid host name or IP address."
    assert "mail.contoso.example" in note.hint.text()
    assert dialog.address.property("wrong") is True


def test_enter_on_a_fault_tells_it_at_once_and_leads_back_to_the_field(
    qtbot, workspace, open_dialog
):
    dialog = open_dialog(workspace)
    qtbot.keyClicks(dialog.address, "mail.contoso.example:99999")
    dialog.name.setFocus()

    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert note_of_address(dialog).text.text() == "“mail.contoso.example:99999” has no valid port."
    assert QApplication.focusWidget() is dialog.address
    assert dialog.address.text() == "mail.contoso.example:99999"
    assert workspace.servers() == ()


def test_enter_in_an_empty_form_says_what_is_missing(qtbot, workspace, open_dialog):
    dialog = open_dialog(workspace)

    qtbot.keyClick(dialog.address, Qt.Key.Key_Return)

    assert note_of_address(dialog).text.text() == "No server was named."
    assert dialog.isVisible()


def test_the_sentence_goes_as_soon_as_the_field_is_right(qtbot, workspace, open_dialog):
    dialog = open_dialog(workspace)
    note = note_of_address(dialog)
    qtbot.keyClicks(dialog.address, "mail.contoso.example:")
    qtbot.waitUntil(lambda: note.said.light is TrafficLight.RED)

    qtbot.keyClicks(dialog.address, "444")

    assert note.said.light is None
    assert note.text.text() == "Will be asked at https://mail.contoso.example:444/"
    assert dialog.address.property("wrong") is False


def test_an_address_with_another_scheme_is_mended_by_a_click(qtbot, workspace, open_dialog):
    dialog = open_dialog(workspace)
    note = note_of_address(dialog)
    qtbot.keyClicks(dialog.address, "http://mail.contoso.example/owa")
    qtbot.waitUntil(note.link.isVisible)

    qtbot.mouseClick(note.link, Qt.MouseButton.LeftButton)

    assert note.link.text() == "Use mail.contoso.example" or not note.link.isVisible()
    assert dialog.address.text() == "mail.contoso.example"


def test_a_duplicate_is_told_while_it_is_typed_and_leads_to_the_other(
    qtbot, workspace, open_dialog
):
    other = workspace.inventory.add("mail.contoso.example", name="Old one", group="Contoso GmbH")
    dialog = open_dialog(workspace)
    note = note_of_address(dialog)

    qtbot.keyClicks(dialog.address, "MAIL.contoso.example")

    assert note.text.text() == "This server is in the list already: “Old one” of Contoso GmbH."
    with qtbot.waitSignal(dialog.server_wanted) as wanted:
        qtbot.mouseClick(note.link, Qt.MouseButton.LeftButton)
    assert wanted.args == [other.id]
    assert not dialog.isVisible()


def test_enter_on_a_duplicate_stores_nothing(qtbot, workspace, open_dialog):
    other = workspace.inventory.add("mail.contoso.example")
    dialog = open_dialog(workspace)

    qtbot.keyClicks(dialog.address, "mail.contoso.example")
    qtbot.keyClick(dialog.address, Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert workspace.servers() == (other,)


def test_an_e_mail_address_leads_to_finding_its_servers(qtbot, workspace, open_dialog):
    with NameServer(ZONE) as server:
        dialog = open_dialog(
            workspace,
            customer="Contoso GmbH",
            make_dns=lambda: Dns(name_servers=("127.0.0.1",), port=server.port),
        )
        qtbot.keyClicks(dialog.address, "admin@contoso.example")
        said, offered = note_of_address(dialog).text.text(), dialog.save_button.text()
        qtbot.keyClick(dialog.address, Qt.Key.Key_Return)
        finder = dialog.findChild(FindDialog)
        qtbot.waitUntil(finder.add_button.isEnabled)
        qtbot.mouseClick(finder.add_button, Qt.MouseButton.LeftButton)

    assert said.endswith("DNS can tell which servers belong to contoso.example.")
    assert offered == "&Find its servers…"
    assert not dialog.isVisible()
    assert [summary(one)[:3] for one in dialog.saved] == [
        ("mail.contoso.example:443", "mail.contoso.example", "Contoso GmbH")
    ]


def test_a_bare_domain_is_taken_and_finding_offered(qtbot, workspace, open_dialog):
    dialog = open_dialog(workspace)

    qtbot.keyClicks(dialog.address, "contoso.example")
    said = note_of_address(dialog).text.text()
    qtbot.keyClick(dialog.address, Qt.Key.Key_Return)

    assert said.startswith("Is contoso.example the e-mail domain?")
    assert [str(one.target) for one in workspace.servers()] == ["contoso.example:443"]


def test_escape_stores_nothing(qtbot, workspace, open_dialog):
    dialog = open_dialog(workspace)
    qtbot.keyClicks(dialog.address, "mail.contoso.example")

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()
    assert (dialog.saved, dialog.undo) == ((), None)
    assert workspace.servers() == ()


def test_what_can_not_be_stored_is_told_and_stays_in_the_form(
    qtbot, workspace, open_dialog, monkeypatch
):
    def full(*_arguments, **_named):
        raise StorageError("storage.full", path="servers.db")

    dialog = open_dialog(workspace)
    qtbot.keyClicks(dialog.address, "mail.contoso.example")
    monkeypatch.setattr(Inventory, "add", full)

    qtbot.keyClick(dialog.address, Qt.Key.Key_Return)

    question = dialog.findChild(Question)
    assert question.isVisible()
    question.accept()
    assert dialog.isVisible()
    assert dialog.address.text() == "mail.contoso.example"


def test_editing_begins_with_what_is_stored_and_can_be_undone(qtbot, workspace, open_dialog):
    server = workspace.inventory.add(
        "mail.contoso.example:444", name="Old", group="Contoso GmbH", tags=("b", "a"), notes="x"
    )
    dialog = open_dialog(workspace, server)
    begun = (dialog.address.text(), dialog.name.text(), dialog.customer.currentText())

    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "New")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)

    assert begun == ("mail.contoso.example:444", "Old", "Contoso GmbH")
    assert [one.name for one in workspace.servers()] == ["New"]
    dialog.undo()
    assert workspace.servers() == (server,)


def test_a_server_that_gets_another_address_keeps_its_history_and_is_told_so(
    qtbot, workspace, open_dialog
):
    server = workspace.inventory.add("mail.contoso.example")
    dialog = open_dialog(workspace, server)

    dialog.address.selectAll()
    qtbot.keyClicks(dialog.address, "owa.contoso.example")

    assert note_of_address(dialog).text.text() == (
        "Will be asked at https://owa.contoso.example/. What was found at mail.contoso.example "
        "stays in its history."
    )


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # said of any pop-up
def test_customers_and_tags_are_completed(qtbot, workspace, open_dialog):
    workspace.inventory.add("a.example", group="Contoso GmbH", tags=("hybrid", "edge"))
    dialog = open_dialog(workspace)

    qtbot.keyClicks(dialog.tags, "lab, hy")
    popup = dialog.tags._completer.popup()
    shown = popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)

    assert shown
    assert dialog.tags.text() == "lab, hybrid"
    assert dialog.isVisible()
    assert [dialog.customer.itemText(one) for one in range(dialog.customer.count())] == [
        "Contoso GmbH"
    ]


def test_a_test_shows_each_step_with_its_light(qtbot, fleet, open_dialog):
    server = demo_server(fleet, "mail.fabrikam.example")
    dialog = open_dialog(fleet, server)

    qtbot.mouseClick(dialog.card.button, Qt.MouseButton.LeftButton)
    running = dialog.card.button.text()
    qtbot.waitUntil(lambda: not dialog.runner.is_running, timeout=WAIT)

    rows = dialog.card.rows
    assert running == "S&top"
    assert [row.report.light for row in rows.values()] == [TrafficLight.GREEN] * 5 + [
        TrafficLight.RED
    ]
    assert rows[Step.BUILD].message.text() == "15.2.2562.37 – RTM Feb26SU"
    assert rows[Step.VERDICT].title.text() == "Act now"
    assert "CVE-2026-42897" in rows[Step.VERDICT].message.text()
    assert rows[Step.VERDICT].accessibleName() == "Verdict: Act now"
    assert dialog.isVisible()


def test_a_server_that_refuses_is_told_with_cause_and_next_step(qtbot, fleet, open_dialog):
    server = demo_server(fleet, "edge.adatum.example")
    dialog = open_dialog(fleet, server)

    qtbot.mouseClick(dialog.card.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.runner.is_running, timeout=WAIT)

    row = dialog.card.rows[Step.CONNECTION]
    assert row.report.state is StepState.FAILED
    assert f"{server.target} refused the connection" in row.message.text()
    assert "Check name and port" in row.hint.text()
    assert dialog.card.rows[Step.BUILD].report.state is StepState.SKIPPED


def test_the_details_of_a_test_can_be_copied(qtbot, fleet, open_dialog):
    server = demo_server(fleet, "edge.adatum.example")
    dialog = open_dialog(fleet, server)
    qtbot.mouseClick(dialog.card.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.card.copy_button.isVisible, timeout=WAIT)

    qtbot.mouseClick(dialog.card.copy_button, Qt.MouseButton.LeftButton)

    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == str(server.target)
    assert "Connection: failed" in copied
    assert "Build: not reached" in copied


def test_a_test_can_be_stopped_and_the_window_goes_on(qtbot, fleet, open_dialog):
    dialog = open_dialog(fleet, demo_server(fleet, "library.adatum.example"))
    qtbot.mouseClick(dialog.card.button, Qt.MouseButton.LeftButton)
    exchange = dialog.card.rows[Step.EXCHANGE]
    qtbot.waitUntil(lambda: exchange.report.state is StepState.RUNNING, timeout=WAIT)

    qtbot.mouseClick(dialog.card.button, Qt.MouseButton.LeftButton)

    assert not dialog.runner.is_running
    assert exchange.message.text() == "Stopped."
    assert dialog.card.button.text() == "&Test again"


def test_another_address_takes_the_result_of_the_test_away(qtbot, fleet, open_dialog):
    dialog = open_dialog(fleet, demo_server(fleet, "mail.contoso.example"))
    qtbot.mouseClick(dialog.card.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.runner.is_running, timeout=WAIT)

    dialog.address.selectAll()
    qtbot.keyClicks(dialog.address, "owa.contoso.example")

    assert {row.report.state for row in dialog.card.rows.values()} == {StepState.WAITING}
    assert dialog.card.button.text() == "&Test"


def test_a_dialog_that_is_closed_ends_its_test(qtbot, fleet, open_dialog):
    dialog = open_dialog(fleet, demo_server(fleet, "library.adatum.example"))
    qtbot.mouseClick(dialog.card.button, Qt.MouseButton.LeftButton)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.runner.is_running


def test_testing_without_a_server_says_what_is_missing(qtbot, workspace, open_dialog):
    dialog = open_dialog(workspace)

    qtbot.mouseClick(dialog.card.button, Qt.MouseButton.LeftButton)

    assert note_of_address(dialog).text.text() == "No server was named."
    assert not dialog.runner.is_running


def test_every_control_has_a_name_and_its_place_in_the_order_of_tabs(qtbot, workspace, open_dialog):
    dialog = open_dialog(workspace)
    fields = [dialog.address, dialog.name, dialog.customer, dialog.tags, dialog.notes]

    order = []
    for _ in fields:
        widget = QApplication.focusWidget()
        order.append(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)

    assert nameless(dialog) == []
    assert [one if one in fields else one.parentWidget() for one in order] == fields
