# SPDX-License-Identifier: MIT
"""What the pictures show around an update: snapshots, their comparison, logs, dropped files.

This module runs inside the environment.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtWidgets import QApplication, QScrollArea

from devtools.scenes_of_sign_ins import signing_in
from devtools.stage import Stage
from exchpatch_gui.collected.decoder import decode
from exchpatch_gui.collected.document import Collected
from exchpatch_gui.collected.encoder import encode
from exchpatch_gui.collected.packing import unpack
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.setup_logs import (
    LogLine,
    SetupCause,
    SetupDiagnosis,
    SetupLog,
    SetupOutcome,
)
from exchpatch_gui.domain.snapshots import Role
from exchpatch_gui.services.setup_logs import BroughtLog
from exchpatch_gui.views.ask import Question
from exchpatch_gui.views.dialogs.update_dialog import UpdateDialog
from exchpatch_gui.views.panel.fold import Fold

_SERVER, _OTHER = "mail.fabrikam.example", "remote.northwind.example"
_STOPPED = ("MSExchangeTransport", "MSExchangeIS", "W3SVC")


def signed_in(stage: Stage) -> None:
    """Show what a sign-in shows, and what is asked and kept for it."""
    desk = stage.program.desk
    taken: list[int] = []

    def shoot(events: tuple[object, ...]) -> None:
        if not taken:
            taken.append(len(events))
            stage.shoot_at_once("window-reading")

    desk.runs.sections_read.connect(shoot)
    stage.wait(lambda: bool(taken) and not desk.runs.is_running, "the facts of a server")
    desk.runs.sections_read.disconnect(shoot)
    updating(stage)
    signing_in(stage)


def updating(stage: Stage) -> None:
    """Show a server before and after an update, and what its logs told."""
    server = _server(stage, _SERVER)
    _show(stage, server)
    _take_both(stage, server)
    _tell_log(stage, server)
    stage.program.window.panel.show_soon((server.id,))
    stage.rest()
    log = stage.program.window.panel.panel.findChild(Fold, "log:setup")
    assert isinstance(log, Fold)
    log.open()
    area = stage.program.window.panel.panel.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    stage.shoot("panel-update", area.widget())
    stage.program.window.commands.compare(server)
    dialog = stage.dialog(UpdateDialog)
    stage.shoot("dialog-update", dialog)
    stage.close(dialog)
    other = _server(stage, _OTHER)
    _show(stage, other)
    stage.program.window.commands.take_snapshot(other, Role.BEFORE)
    question = stage.dialog(Question)
    stage.shoot("dialog-snapshot-nobody", question)
    stage.close(question)
    _drag(stage)


def _server(stage: Stage, name: str) -> Server:
    rows = stage.program.desk.fleet.rows.values()
    return next(row.server for row in rows if row.server.name == name)


def _show(stage: Stage, server: Server) -> None:
    stage.program.window.show_server(server.id)
    stage.rest()


def _take_both(stage: Stage, server: Server) -> None:
    """Store what was collected in the check as the state after an update, and one from before."""
    workspace = stage.program.desk.workspace
    after = unpack(workspace.history.latest_facts((server.id,))[server.id])
    before = _earlier(after)
    workspace.snapshots.take(server, Role.BEFORE, before)
    workspace.snapshots.take(server, Role.AFTER, _left_disabled(after))


def _earlier(after: Collected) -> Collected:
    document = json.loads(encode(after))
    at = after.collected_at - timedelta(hours=4)
    document["collected_at"] = at.isoformat().replace("+00:00", "Z")
    document["sections"]["exchange_setup"]["data"]["exsetup_file_version"] = "15.02.2562.034"
    for service in document["sections"]["services"]["data"]["items"]:
        if service["name"] in _STOPPED:
            service.update(state="Running", start_mode="Auto")
    return decode(json.dumps(document).encode(), "before")


def _left_disabled(after: Collected) -> Collected:
    document = json.loads(encode(after))
    for service in document["sections"]["services"]["data"]["items"]:
        if service["name"] in _STOPPED:
            service.update(state="Stopped", start_mode="Disabled")
    return decode(json.dumps(document).encode(), "after")


def _tell_log(stage: Stage, server: Server) -> None:
    workspace = stage.program.desk.workspace
    diagnosis = SetupDiagnosis(
        SetupLog.SETUP,
        SetupOutcome.FAILED,
        at=workspace.clock() - timedelta(days=2),
        computer="FABLAW-MBX1",
        mode="Upgrade",
        build="15.2.2562.17",
        causes=(SetupCause("pending_restart", (LogLine(812, "RebootPending: True"),)),),
    )
    workspace.setup_logs.store([BroughtLog(diagnosis, "ExchangeSetup.log")], server)


def _drag(stage: Stage) -> None:
    window = stage.program.window
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(Path("facts.json").absolute()))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(400, 300), copy, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(window, event)
    stage.shoot("window-drop")
    QApplication.sendEvent(window, QDragLeaveEvent())
