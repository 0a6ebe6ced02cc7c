# SPDX-License-Identifier: MIT
"""What the pictures show: the window at work, the panel in every state, every dialog.

This module runs inside the environment.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QScrollArea, QWidget

from devtools.past import remember
from devtools.stage import HEIGHT, WIDTH, Stage
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.errors import MissingError
from exchpatch_gui.views.dialogs.acknowledge_dialog import AcknowledgeDialog
from exchpatch_gui.views.dialogs.fault_dialog import FaultDialog
from exchpatch_gui.views.dialogs.import_dialog import ImportDialog
from exchpatch_gui.views.dialogs.server_dialog import ServerDialog
from exchpatch_gui.views.dialogs.settings.settings_dialog import SettingsDialog
from exchpatch_gui.views.main_window import MainWindow
from exchpatch_gui.views.panel.fold import FoldLine

NARROW, SMALLEST, WIDE = (860, 620), (760, 480), (1900, 1100)
RED = "mail.fabrikam.example"
PANELS: Mapping[str, str] = {
    "red": RED,
    "red-unsupported": "legacy.contoso.example",
    "yellow": "remote.northwind.example",
    "green": "mail.contoso.example",
    "unreachable": "edge.adatum.example",
    "cloud": "schools.adatum.example",
    "imitation": "test.fabrikam.example",
    "other-software": "webmail.northwind.example",
    "level-unknown": "owa.fabrikam.example",
    "build-unknown": "mail.adatum.example",
    "farm": "owa.contoso.example",
    "newer": "lab.contoso.example",
    "exchange-2010": "archive.adatum.example",
}
"""State to the server of the demonstration that is in it."""
_NEW = "new.contoso.example"
_LIST = """\
server,name,customer,tags
mail.tailspin.example,Mail,Tailspin Toys,hybrid
owa.tailspin.example:444,Web mail,Tailspin Toys,
mail tailspin example,Typing error,Tailspin Toys,
edge.wingtip.example,,Wingtip Law,edge
"""


def empty_window(stage: Stage) -> None:
    """Show what a newcomer sees."""
    stage.shoot("window-first-start")
    stage.program.window.resize(*NARROW)
    stage.shoot("window-first-start-narrow")


def window_at_work(stage: Stage) -> None:
    """Show a check, its result, and all that can be done with it."""
    _checks(stage)
    _results(stage)
    _sizes(stage)
    _panels(stage)
    _menus(stage)
    _dialogs_of_servers(stage)
    _import(stage)
    _settings(stage)
    _dialogs_around(stage)
    _acknowledge(stage)
    _changes(stage)
    _errors(stage)


def _checks(stage: Stage) -> None:
    """Show a first check half-way, and after a year of checks another one, over grey results."""
    _check(stage, "window-first-check", 7)
    remember(stage.program.desk.workspace)
    _select(stage, RED)
    _check(stage, "window-checking", 9)


def _check(stage: Stage, name: str, half: int) -> None:
    """Take a picture as soon as half of the servers have answered."""
    runs = stage.program.desk.runs
    taken: list[int] = []

    def shoot(done: int) -> None:
        if done >= half and not taken:
            taken.append(done)
            stage.shoot_at_once(name)

    runs.progressed.connect(shoot)
    if not runs.is_running:
        _trigger(stage, "check-all")
    stage.wait(lambda: bool(taken) and not runs.is_running, "the end of a check")
    runs.progressed.disconnect(shoot)


def _results(stage: Stage) -> None:
    window = _window(stage)
    _select(stage, RED)
    stage.shoot("window-result")
    window.area.badges.badges[TrafficLight.YELLOW].click()
    stage.shoot("window-filtered")
    window.area.badges.badges[TrafficLight.YELLOW].click()
    QTest.keyClicks(window.toolbar.search, "nothing like this")
    stage.shoot("window-nothing-found")
    window.toolbar.search.clear()
    window.area.table.select(window.shown_ids[2:6])
    stage.shoot("window-several-selected")
    _select(stage, RED)
    window.activateWindow()
    window.focus_search()
    window.area.table.setFocus(Qt.FocusReason.TabFocusReason)
    stage.shoot("window-focus-in-table")


def _sizes(stage: Stage) -> None:
    for name, size in (("narrow", NARROW), ("smallest", SMALLEST), ("wide", WIDE)):
        _window(stage).resize(*size)
        stage.shoot(f"window-{name}")
    _window(stage).resize(WIDTH, HEIGHT)


def _panels(stage: Stage) -> None:
    for state, name in PANELS.items():
        _select(stage, name)
        _shoot_panel(stage, state)
    _select(stage, RED)
    _open_folds(stage)
    _shoot_panel(stage, "all-open")
    _select(stage, "mail.contoso.example")


def _open_folds(stage: Stage) -> None:
    """Open all that opens, and what was in it."""
    panel, closed = _window(stage).panel.panel, _window(stage).words.text("panel.expand")
    while lines := [
        one for one in panel.findChildren(FoldLine) if one.accessibleDescription() == closed
    ]:
        for line in lines:
            line.click()
        stage.rest()


def _shoot_panel(stage: Stage, state: str) -> None:
    """Show the whole page, whatever of it is in sight."""
    area = _window(stage).panel.panel.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    stage.shoot(f"panel-{state}", area.widget())


def _menus(stage: Stage) -> None:
    toolbar = _window(stage).toolbar
    for name, menu in (("reports", toolbar.report_menu), ("more", toolbar.more.menu())):
        menu.popup(toolbar.mapToGlobal(QPoint(300, toolbar.height())))
        _shoot_menu(stage, name)
    table = _window(stage).area.table
    _select(stage, RED)
    table.menu_requested.emit(table.viewport().mapToGlobal(QPoint(240, 120)))
    _shoot_menu(stage, "server")


def _shoot_menu(stage: Stage, name: str) -> None:
    stage.wait(lambda: QApplication.activePopupWidget() is not None, "a menu")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    stage.shoot_with(f"menu-{name}", menu)
    menu.close()


def _dialogs_of_servers(stage: Stage) -> None:
    _trigger(stage, "add")
    dialog = stage.dialog(ServerDialog)
    stage.shoot("dialog-add", dialog)
    QTest.keyClicks(dialog.address, "admin@contoso.example")
    stage.rest(0.6)
    stage.shoot("dialog-add-mail-address", dialog)
    dialog.address.setText("mail contoso example")
    stage.rest(0.6)
    stage.shoot("dialog-add-wrong", dialog)
    stage.close(dialog)
    for name, host in (("red", RED), ("refused", "edge.adatum.example")):
        _select(stage, host)
        _trigger(stage, "edit")
        dialog = stage.dialog(ServerDialog)
        dialog.card.button.click()
        stage.wait(lambda card=dialog: not card.runner.is_running, "a trial")  # type: ignore[misc]  # (mypy doesn't see defaults of a lambda)
        stage.shoot(f"dialog-edit-tested-{name}", dialog)
        stage.close(dialog)
    _shoot_dialog(stage, "find")


def _import(stage: Stage) -> None:
    _trigger(stage, "import")
    dialog = stage.dialog(ImportDialog)
    stage.shoot("dialog-import", dialog)
    dialog.read(_LIST)
    stage.wait(lambda: dialog.importer.preview is not None, "a preview")
    stage.shoot("dialog-import-faulty-line", dialog)
    stage.close(dialog)


def _settings(stage: Stage) -> None:
    _trigger(stage, "settings")
    dialog = stage.dialog(SettingsDialog)
    for page in dialog.pages:
        dialog.show_page(page)
        stage.shoot(f"settings-{page}", dialog)
    stage.close(dialog)


def _dialogs_around(stage: Stage) -> None:
    for action in ("shortcuts", "about", "diagnostics", "move", "tag"):
        _shoot_dialog(stage, action)
    search = _window(stage).toolbar.search
    search.setText("fabrikam")
    _shoot_dialog(stage, "keep-filter")
    search.clear()


def _acknowledge(stage: Stage) -> None:
    """Answer for a certificate that is about to end."""
    _select(stage, PANELS["yellow"])
    _open_folds(stage)
    words = _window(stage).words
    _button(_window(stage).panel.panel, words.text("panel.acknowledge")).click()
    dialog = stage.dialog(AcknowledgeDialog)
    stage.shoot("dialog-acknowledge", dialog)
    dialog.accept()
    stage.shoot("dialog-acknowledge-incomplete", dialog)
    QTest.keyClicks(dialog.reason, "The new certificate is ordered.")
    QTest.keyClicks(dialog.owner, "Head of IT")
    stage.shoot("dialog-acknowledge-filled", dialog)
    dialog.accept()
    stage.rest()
    _shoot_panel(stage, "acknowledged")
    stage.shoot("window-acknowledged")


def _changes(stage: Stage) -> None:
    """Add a server without checking it, and delete it again."""
    desk = stage.program.desk
    desk.workspace.inventory.add(_NEW, group="Contoso GmbH")
    desk.reload()
    _select(stage, _NEW)
    _shoot_panel(stage, "never-checked")
    stage.shoot("window-never-checked")
    _trigger(stage, "delete")
    stage.shoot("window-undo")


def _errors(stage: Stage) -> None:
    """Tell of something that did not work, and of a fault of the program's own."""
    stage.program.desk.failed.emit(MissingError("server.gone"))
    dialog = stage.dialog(QDialog)
    stage.shoot("dialog-error", dialog)
    stage.close(dialog)

    def fail() -> None:
        raise ArithmeticError("a fault for the picture")

    QTimer.singleShot(0, fail)
    fault = stage.dialog(FaultDialog)
    stage.shoot("dialog-fault", fault)
    fault.fold.click()
    stage.shoot("dialog-fault-details", fault)
    stage.close(fault)


def _window(stage: Stage) -> MainWindow:
    return stage.program.window


def _trigger(stage: Stage, action: str) -> None:
    _window(stage).orders[action].trigger()


def _shoot_dialog(stage: Stage, action: str) -> None:
    _trigger(stage, action)
    dialog = stage.dialog(QDialog)
    stage.shoot(f"dialog-{action}", dialog)
    stage.close(dialog)


def _button(place: QWidget, text: str) -> QAbstractButton:
    """Give the first button in sight that says something."""
    found = [one for one in place.findChildren(QAbstractButton) if one.text() == text]
    return next(one for one in found if one.isVisible())


def _select(stage: Stage, name: str) -> None:
    """Select a server by its name, bring it into sight and let the panel fill."""
    rows = stage.program.desk.fleet.rows.values()
    _window(stage).show_server(next(row.server.id for row in rows if row.server.name == name))
    stage.rest()
