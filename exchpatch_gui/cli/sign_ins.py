# SPDX-License-Identifier: MIT
"""``exchpatch sign-ins``: who signs in where; passwords go to the system's vault alone."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING

from exchpatch_gui.cli import options as opt
from exchpatch_gui.cli.sign_in_test import run_test
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.remotes import HTTPS_PORT
from exchpatch_gui.domain.servers import Target, TargetError
from exchpatch_gui.domain.sign_ins import Assignment, Scope, SignIn, SignInKind
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import CommandError, UserError

if TYPE_CHECKING:
    from exchpatch_gui.services.session import Session

_FINGERPRINT = re.compile("[0-9a-f]{64}")
_KINDS = tuple(kind.value for kind in SignInKind)


def register(commands: opt.Subparsers) -> None:
    """Add the command with its parts."""
    parser = opt.add_command(commands, "sign-ins", run_list)
    parts = parser.add_subparsers(metavar="ACTION", required=True)
    opt.add_command(parts, "list", run_list, key="sign-ins.list")
    add = opt.add_command(parts, "add", run_add, key="sign-ins.add")
    _named(add)
    opt.option(add, "--kind", choices=_KINDS, default=SignInKind.NEGOTIATE.value)
    opt.option(add, "--user", metavar="USER", default="")
    opt.option(add, "--password-stdin", action="store_true")
    password = opt.add_command(parts, "password", run_password, key="sign-ins.password")
    _named(password)
    opt.option(password, "--password-stdin", action="store_true")
    _named(opt.add_command(parts, "remove", run_remove, key="sign-ins.remove"))
    assign = opt.add_command(parts, "assign", run_assign, key="sign-ins.assign")
    opt.option(assign, "label", metavar="LABEL", nargs="?")
    opt.option(assign, "--nobody", action="store_true")
    _placed(assign)
    _placed(opt.add_command(parts, "unassign", run_unassign, key="sign-ins.unassign"))
    test = opt.add_command(parts, "test", run_test, key="sign-ins.test")
    _named(test)
    opt.option(test, "target", metavar="TARGET", key="target-or-name")
    opt.option(test, "--ca-file", metavar="PEM", default="")
    pins = opt.add_command(parts, "pins", run_pins, key="sign-ins.pins")
    acts = pins.add_subparsers(metavar="ACTION", required=True)
    opt.add_command(acts, "list", run_pins, key="sign-ins.pins.list")
    pin = opt.add_command(acts, "add", run_pin, key="sign-ins.pins.add")
    opt.option(pin, "place", metavar="HOST[:PORT]")
    opt.option(pin, "sha256", metavar="SHA256")
    unpin = opt.add_command(acts, "remove", run_unpin, key="sign-ins.pins.remove")
    opt.option(unpin, "place", metavar="HOST[:PORT]")


def run_list(options: argparse.Namespace) -> int:
    """Show the sign-ins and where each is used."""
    from exchpatch_gui.services.session import Session

    text = opt.words().text
    with Session.open(opt.paths(options)) as session:
        sign_ins = session.sign_ins.all() if session.is_stored else ()
        assignments = session.sign_ins.assignments() if session.is_stored else ()
        names = {str(server.id): server.name for server in session.servers()}
    if not sign_ins:
        print(text("cli.sign-ins.none"))
    for sign_in in sign_ins:
        parts = [sign_in.label, text(f"word.sign_in.{sign_in.kind}"), sign_in.user]
        if sign_in.refused_at is not None:
            parts.append(text("cli.sign-ins.refused", {"at": sign_in.refused_at}))
        print(" · ".join(part for part in parts if part))
        _print_places([one for one in assignments if one.sign_in == sign_in.id], names)
    barred = [one for one in assignments if one.sign_in is None]
    if barred:
        print(text("cli.sign-ins.barred"))
        _print_places(barred, names)
    return 0


def run_add(options: argparse.Namespace) -> int:
    """Store a sign-in, and its password in the vault."""
    from exchpatch_gui.services.session import Session

    with Session.create(opt.paths(options)) as session:
        kind = SignInKind(options.kind)
        sign_in = session.sign_ins.add(options.label, kind, options.user)
        print(opt.words().text("cli.sign-ins.added", {"label": sign_in.label}))
        fault = session.passwords.why_no_vault() if sign_in.needs_secret else None
        if fault is not None:
            _explain(fault)
        elif sign_in.needs_secret:
            _keep_password(session, sign_in, options)
    return 0


def run_password(options: argparse.Namespace) -> int:
    """Take a new password; a sign-in that was refused is used again."""
    from exchpatch_gui.services.session import Session

    with Session.create(opt.paths(options)) as session:
        sign_in = session.sign_ins.find(options.label)
        if not sign_in.needs_secret:
            raise CommandError("no-password-needed", label=sign_in.label)
        fault = session.passwords.why_no_vault()
        if fault is not None:
            raise fault
        _keep_password(session, sign_in, options)
    return 0


def run_remove(options: argparse.Namespace) -> int:
    """Delete a sign-in, where it is used, and its password."""
    from exchpatch_gui.services.session import Session

    with Session.create(opt.paths(options)) as session:
        removed = session.sign_ins.remove(session.sign_ins.find(options.label).id)
        print(opt.words().text("cli.sign-ins.removed", {"label": removed.label}))
        if removed.needs_secret:
            session.passwords.forget(removed)
    return 0


def run_assign(options: argparse.Namespace) -> int:
    """Say who signs in to a server, or to those of a customer or a tag."""
    from exchpatch_gui.services.session import Session

    if bool(options.label) == options.nobody:
        raise CommandError("label-or-nobody")
    with Session.create(opt.paths(options)) as session:
        sign_in = None if options.nobody else session.sign_ins.find(options.label)
        scope, place = _place(options, session)
        assigned = session.sign_ins.assign(scope, place, sign_in.id if sign_in else None)
        names = {str(server.id): server.name for server in session.servers()}
    facts: Params = {"place": _shown(assigned, names), "label": sign_in.label if sign_in else ""}
    key = "assigned" if sign_in else "assigned-nobody"
    print(opt.words().text(f"cli.sign-ins.{key}", facts))
    return 0


def run_unassign(options: argparse.Namespace) -> int:
    """Let a place have what it inherits."""
    from exchpatch_gui.services.session import Session

    with Session.create(opt.paths(options)) as session:
        session.sign_ins.unassign(*_place(options, session))
    print(opt.words().text("cli.sign-ins.unassigned"))
    return 0


def run_pins(options: argparse.Namespace) -> int:
    """Show the certificates that are trusted by hand."""
    from exchpatch_gui.services.session import Session

    text = opt.words().text
    with Session.open(opt.paths(options)) as session:
        pins = session.remotes.pins() if session.is_stored else ()
    if not pins:
        print(text("cli.sign-ins.pins.none"))
    for pin in pins:
        facts: Params = {
            "place": str(Target(pin.host, pin.port)),
            "sha256": pin.sha256,
            "since": pin.since,
        }
        print(text("cli.sign-ins.pins.line", facts))
    return 0


def run_pin(options: argparse.Namespace) -> int:
    """Trust one certificate at one place from now on."""
    from exchpatch_gui.services.session import Session

    digits = options.sha256.replace(":", "").lower()
    if not _FINGERPRINT.fullmatch(digits):
        raise CommandError("pin.digits")
    place = _pinned_place(options.place)
    with Session.create(opt.paths(options)) as session:
        session.remotes.pin(place.host, place.port, digits)
    print(opt.words().text("cli.sign-ins.pins.added", {"place": str(place)}))
    return 0


def run_unpin(options: argparse.Namespace) -> int:
    """Trust a certificate by hand no more."""
    from exchpatch_gui.services.session import Session

    place = _pinned_place(options.place)
    with Session.create(opt.paths(options)) as session:
        session.remotes.unpin(place.host, place.port)
    print(opt.words().text("cli.sign-ins.pins.removed", {"place": str(place)}))
    return 0


def _pinned_place(text: str) -> Target:
    try:
        return Target.parse(text, HTTPS_PORT)
    except TargetError:
        raise CommandError("remote.host", text=clean(text, 80)) from None


def _named(parser: argparse.ArgumentParser) -> None:
    opt.option(parser, "label", metavar="LABEL")


def _placed(parser: argparse.ArgumentParser) -> None:
    opt.option(parser, "--server", metavar="TARGET", key="on-server")
    opt.option(parser, "--group", metavar="NAME", key="on-group")
    opt.option(parser, "--tag", metavar="NAME", key="on-tag")


def _place(options: argparse.Namespace, session: Session) -> tuple[Scope, str]:
    given = [
        (scope, name)
        for scope, name in (
            (Scope.SERVER, options.server),
            (Scope.TAG, options.tag),
            (Scope.CUSTOMER, options.group),
        )
        if name
    ]
    if len(given) != 1:
        raise CommandError("one-place")
    scope, name = given[0]
    if scope is Scope.SERVER:
        return scope, str(session.inventory.find(name).id)
    return scope, name


def _keep_password(session: Session, sign_in: SignIn, options: argparse.Namespace) -> None:
    from exchpatch_gui.cli.prompting import pipe_password, prompt_password

    secret = pipe_password() if options.password_stdin else prompt_password(sign_in)
    session.passwords.write(sign_in, secret)
    session.sign_ins.clear_refused(sign_in.id)
    print(opt.words().text("cli.sign-ins.password-kept", {"label": sign_in.label}))


def _explain(fault: UserError) -> None:
    message, hint = opt.words().explain(fault)
    print(f"{message} {hint}", file=sys.stderr)


def _print_places(assignments: list[Assignment], names: dict[str, str]) -> None:
    for one in assignments:
        print(f"    {_shown(one, names)}")


def _shown(assignment: Assignment, names: dict[str, str]) -> str:
    name = names[assignment.place] if assignment.scope is Scope.SERVER else assignment.place
    return opt.words().text(f"word.sign_in.on.{assignment.scope}", {"name": name})
