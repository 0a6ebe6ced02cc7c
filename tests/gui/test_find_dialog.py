# SPDX-License-Identifier: MIT
"""Finding the servers of an e-mail domain, by keys and clicks, with a name server on loopback."""

from __future__ import annotations

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from exchpatch_gui.config import settings
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.net.dns import Dns
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.views.dialogs.find_dialog import FindDialog
from exchpatch_gui.views.theme import Theme
from tests.helpers.drawn import drawn, nameless
from tests.helpers.name_server import NameServer

ZONE = {
    ("_autodiscover._tcp.contoso.example.", "SRV"): "0 0 444 ex01.contoso.example.",
    ("contoso.example.", "MX"): "10 mx.mailfilter.example.",
    ("contoso.example.", "A"): "127.0.0.9",
    ("ex01.contoso.example.", "A"): "127.0.0.2",
    ("mx.mailfilter.example.", "A"): "127.0.0.8",
    ("mail.contoso.example.", "A"): "127.0.0.3",
    ("owa.contoso.example.", "A"): "127.0.0.3",
    ("remote.contoso.example.", "A"): "127.0.0.5",
    ("autodiscover.contoso.example.", "CNAME"): "autodiscover.outlook.com.",
    ("autodiscover.outlook.com.", "A"): "127.0.0.4",
}
CLOUD_ONLY = {
    ("autodiscover.contoso.example.", "CNAME"): "autodiscover.outlook.com.",
    ("autodiscover.outlook.com.", "A"): "127.0.0.4",
}
NOTHING = {("other.example.", "A"): "127.0.0.1"}


@pytest.fixture
def theme(qapp):
    return Theme(qapp, settings.Theme.LIGHT)


@pytest.fixture
def workspace(tmp_path):
    with closing(Workspace.open(AppPaths(tmp_path))) as opened:
        yield opened


@pytest.fixture
def open_dialog(qtbot, theme, workspace):
    def opened(server, *, lifetime=5.0, **named):
        dialog = FindDialog(
            workspace,
            theme,
            None,
            make_dns=lambda: Dns(name_servers=("127.0.0.1",), port=server.port, lifetime=lifetime),
            **named,
        )
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return opened


def look_for(qtbot, dialog, text):
    dialog.domain.selectAll()
    qtbot.keyClicks(dialog.domain, text)
    qtbot.keyClick(dialog.domain, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.finder.is_running)


def test_enter_lists_what_dns_names_and_chooses_what_is_likely(qtbot, workspace, open_dialog):
    workspace.inventory.add("remote.contoso.example", name="Remote access")
    with NameServer(ZONE) as server:
        dialog = open_dialog(server)

        look_for(qtbot, dialog, "admin@contoso.example")

    assert drawn(dialog.leads) == [
        "[x] ex01.contoso.example:444 | Autodiscover record (SRV) | ",
        "[ ] mx.mailfilter.example | Mail exchanger (MX) | Name of another domain: a mail filter?",
        "[-] autodiscover.contoso.example | Usual name | Microsoft 365: nothing to update",
        "[x] mail.contoso.example | Usual name | ",
        "[ ] owa.contoso.example | Usual name | Same address as mail.contoso.example",
        "[-] remote.contoso.example | Usual name | In the list already, as “Remote access”",
        "[ ] contoso.example | Usual name | The domain itself: often its website",
    ]
    assert dialog.note.text.text().startswith("DNS names 7 hosts.")
    assert dialog.add_button.text() == "&Add 2 servers"


def test_space_and_clicks_choose_and_enter_adds(qtbot, workspace, open_dialog):
    with NameServer(ZONE) as server:
        dialog = open_dialog(server, customer="Contoso GmbH")
        look_for(qtbot, dialog, "contoso.example")
    table = dialog.table
    assert QApplication.focusWidget() is table

    qtbot.keyClick(table, Qt.Key.Key_Space)
    owa = table.visualRect(dialog.leads.index(4, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=owa)
    offered = dialog.add_button.text()
    qtbot.keyClick(table, Qt.Key.Key_Return)

    assert offered == "&Add 3 servers"
    assert not dialog.isVisible()
    assert {(str(one.target), one.group) for one in dialog.saved} == {
        ("mail.contoso.example:443", "Contoso GmbH"),
        ("owa.contoso.example:443", "Contoso GmbH"),
        ("remote.contoso.example:443", "Contoso GmbH"),
    }
    dialog.undo()
    assert workspace.servers() == ()


def test_what_is_with_microsoft_can_not_be_chosen(qtbot, open_dialog):
    with NameServer(ZONE) as server:
        dialog = open_dialog(server)
        look_for(qtbot, dialog, "contoso.example")

    cloud = dialog.leads.index(2, 0)
    place = dialog.table.visualRect(cloud).center()
    qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert drawn(dialog.leads)[2].startswith("[-]")
    assert dialog.add_button.text() == "&Add 3 servers"


def test_a_screen_reader_hears_what_is_chosen(qtbot, open_dialog):
    with NameServer(ZONE) as server:
        dialog = open_dialog(server)
        look_for(qtbot, dialog, "contoso.example")

    spoken = [
        dialog.leads.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)
    ]

    assert spoken == [
        "ex01.contoso.example:444, chosen",
        "mx.mailfilter.example, not chosen",
        "autodiscover.contoso.example",
    ]
    assert nameless(dialog) == []


def test_a_domain_that_names_nothing_says_what_to_do(qtbot, open_dialog):
    with NameServer(NOTHING) as server:
        dialog = open_dialog(server)

        look_for(qtbot, dialog, "contoso.example")

    assert dialog.note.text.text() == "DNS names no server of contoso.example."
    assert "add the server by this name" in dialog.note.hint.text()
    assert not dialog.add_button.isEnabled()


def test_a_domain_that_is_all_with_microsoft_says_so(qtbot, open_dialog):
    with NameServer(CLOUD_ONLY) as server:
        dialog = open_dialog(server)

        look_for(qtbot, dialog, "contoso.example")

    assert "Microsoft 365" in dialog.note.text.text()
    assert not dialog.add_button.isEnabled()


def test_a_silent_name_server_is_told_with_the_next_step(qtbot, open_dialog):
    with NameServer(ZONE, silent=True) as server:
        dialog = open_dialog(server, lifetime=0.2)

        look_for(qtbot, dialog, "contoso.example")

    assert dialog.note.said.light is TrafficLight.YELLOW
    assert dialog.note.text.text().startswith("No name server answered")
    assert dialog.note.hint.text().startswith("Check the internet connection")
    assert dialog.domain.text() == "contoso.example"


def test_what_is_no_domain_is_told_at_the_field(qtbot, open_dialog):
    with NameServer(ZONE) as server:
        dialog = open_dialog(server)

        look_for(qtbot, dialog, "not a domain")

    assert "is no e-mail domain" in dialog.note.text.text()
    assert dialog.domain.property("wrong") is True


def test_asking_can_be_stopped(qtbot, open_dialog):
    with NameServer(ZONE, silent=True) as server:
        dialog = open_dialog(server, lifetime=0.5)
        qtbot.keyClicks(dialog.domain, "contoso.example")
        qtbot.mouseClick(dialog.find_button, Qt.MouseButton.LeftButton)
        asking = (dialog.find_button.text(), dialog.busy.isVisible())

        qtbot.mouseClick(dialog.find_button, Qt.MouseButton.LeftButton)

        assert asking == ("S&top", True)
        assert not dialog.finder.is_running
        assert dialog.find_button.text() == "&Find"


def test_a_domain_that_is_given_is_looked_for_at_once(qtbot, open_dialog):
    with NameServer(ZONE) as server:
        dialog = open_dialog(server, domain="contoso.example")

        qtbot.waitUntil(lambda: dialog.leads.rowCount() == 7)

    assert dialog.domain.text() == "contoso.example"


def test_a_dialog_that_is_closed_while_it_asks_tells_nothing_more(qtbot, open_dialog):
    with NameServer(ZONE, silent=True) as server:
        dialog = open_dialog(server, lifetime=0.3)
        qtbot.keyClicks(dialog.domain, "contoso.example")
        qtbot.keyClick(dialog.domain, Qt.Key.Key_Return)

        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

        assert not dialog.isVisible()
        assert not dialog.finder.is_running
