# SPDX-License-Identifier: MIT
"""What the pictures show of signing in: the list, the forms, the page of a server, what is asked.

This module runs inside the environment.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtTest import QTest

from devtools.stage import Stage
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.domain.sign_ins import Scope, Secret, SignInKind
from exchpatch_gui.errors import VaultError
from exchpatch_gui.net.tls import TlsFacts
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.views.dialogs.password_dialog import PasswordDialog, Reason
from exchpatch_gui.views.dialogs.place_dialogs import PlaceDialog, PlacesDialog
from exchpatch_gui.views.dialogs.server_dialog import ServerDialog
from exchpatch_gui.views.dialogs.sign_in_dialog import SignInDialog
from exchpatch_gui.views.dialogs.sign_ins_dialog import SignInsDialog
from exchpatch_gui.views.dialogs.trust_dialog import TrustDialog

_SERVER = "mail.contoso.example"
_CUSTOMER, _OTHER = "Contoso GmbH", "Northwind Dental"
_CERTIFICATE = TlsFacts(
    protocol="TLSv1.3",
    cipher="TLS_AES_256_GCM_SHA384",
    trust="self-signed",
    subject="CN=CONTOSO-EX01",
    issuer="CN=CONTOSO-EX01",
    names=("CONTOSO-EX01", "contoso-ex01.contoso.example"),
    starts=datetime(2026, 2, 3, tzinfo=UTC),
    ends=datetime(2031, 2, 3, tzinfo=UTC),
    key="RSA 2048",
    signature="sha256",
    fingerprint="3f9c1e77a05b4d2688e1c0ffee42d7b9" * 2,
    self_signed=True,
)


def signing_in(stage: Stage) -> None:
    """Show everything about sign-ins."""
    window, workspace = stage.program.window, stage.program.desk.workspace
    window.orders["sign-ins"].trigger()
    manager = stage.dialog(SignInsDialog)
    stage.shoot("sign-ins-none", manager)
    stage.close(manager)
    _fill(workspace)
    window.orders["sign-ins"].trigger()
    manager = stage.dialog(SignInsDialog)
    stage.shoot("sign-ins", manager)
    manager.add()
    form = stage.dialog(SignInDialog)
    stage.shoot("sign-in-new", form)
    QTest.keyClicks(form.label, "Fabrikam administrator")
    QTest.keyClicks(form.user, "FABRIKAM\\")
    QTest.keyClicks(form.password.line, "not a real one")
    form.password.reveal.setChecked(True)
    stage.rest(0.6)
    stage.shoot("sign-in-new-wrong", form)
    stage.close(form)
    manager.choose_places()
    places = stage.dialog(PlacesDialog)
    stage.shoot("sign-in-places", places)
    stage.close(places)
    stage.close(manager)
    window.commands.assign_sign_in(f"group:{_CUSTOMER}")
    place = stage.dialog(PlaceDialog)
    stage.shoot("sign-in-for-customer", place)
    stage.close(place)
    _page(stage)
    _questions(stage)


def _fill(workspace: Workspace) -> None:
    """Store sign-ins in every state."""
    sign_ins = workspace.sign_ins
    first = sign_ins.add("Contoso read-only", SignInKind.NEGOTIATE, "CONTOSO\\svc-read")
    workspace.passwords.write(first, Secret("not a real one"))
    sign_ins.assign(Scope.CUSTOMER, _CUSTOMER, first.id)
    second = sign_ins.add("Northwind", SignInKind.NTLM, "NORTHWIND\\admin")
    sign_ins.assign(Scope.CUSTOMER, _OTHER, second.id)
    sign_ins.note_refused(second.id, workspace.clock() - timedelta(hours=3))
    sign_ins.add("Edge servers", SignInKind.BASIC, "admin@edge.example")
    sign_ins.assign(Scope.TAG, "lab", None)
    workspace.remotes.pin("contoso-ex01.contoso.example", 5986, _CERTIFICATE.fingerprint)


def _page(stage: Stage) -> None:
    """Show the page of a server, and a test that ends at a closed port."""
    window = stage.program.window
    rows = stage.program.desk.fleet.rows.values()
    window.show_server(next(one.server.id for one in rows if one.server.name == _SERVER))
    stage.rest()
    window.orders["edit"].trigger()
    dialog = stage.dialog(ServerDialog)
    dialog.show_sign_in()
    stage.shoot("server-sign-in", dialog)
    dialog.sign_in.remote.open()
    dialog.sign_in.card.button.click()
    runner = dialog.sign_in.runner
    stage.wait(lambda: not runner.is_running, "a test of a sign-in")
    stage.shoot("server-sign-in-tested", dialog)
    stage.close(dialog)


def _questions(stage: Stage) -> None:
    """Show what is asked: for a password, with a vault and without, and for trust."""
    window, desk = stage.program.window, stage.program.desk
    workspace, theme = desk.workspace, stage.program.theme
    sign_in = workspace.sign_ins.find("Northwind")
    why = Message("sign_in.refused", {"label": sign_in.label, "at": sign_in.refused_at})
    reason = Reason(window.words.say(why), 4)
    for name, vault in (
        ("password", desk.book.vault),
        ("password-no-vault", desk.book.vault and desk.book.vault._replace(fault=_no_vault())),
    ):
        asked = PasswordDialog(workspace, theme, sign_in, reason, vault, window)
        asked.open()
        stage.shoot(f"sign-in-{name}", asked)
        stage.close(asked)
    trust = TrustDialog(
        workspace,
        theme,
        Target("contoso-ex01.contoso.example", 5986),
        _CERTIFICATE,
        window.words.text(
            "failure.tls-untrusted.winrm-self-signed.message",
            {"where": "contoso-ex01.contoso.example:5986"},
        ),
        window,
    )
    trust.open()
    stage.shoot("sign-in-trust", trust)
    stage.close(trust)


def _no_vault() -> VaultError:
    return VaultError("vault.none")
