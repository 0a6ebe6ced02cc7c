# SPDX-License-Identifier: MIT
"""``exchpatch sign-ins test``: how far a sign-in comes on a server, and the one thing to change."""

from __future__ import annotations

import argparse
import threading
from typing import TYPE_CHECKING

from exchpatch_gui.cli import options as opt
from exchpatch_gui.domain.access import Access
from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.sign_ins import Credential
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import MissingError

if TYPE_CHECKING:
    from exchpatch_gui.domain.sign_ins import Secret, SignIn
    from exchpatch_gui.remote.trial import TrialStep
    from exchpatch_gui.services.session import Session

_FAILED = 2


def run_test(options: argparse.Namespace) -> int:
    """Go through all steps and tell each; a sign-in that was refused is tried all the same.

    Raises:
        UserError: There is no such sign-in or server, or no password at hand.
    """
    from exchpatch_gui.cli.selection import named
    from exchpatch_gui.remote.trial import try_sign_in
    from exchpatch_gui.services.refusals import COUNTED
    from exchpatch_gui.services.session import Session
    from exchpatch_gui.services.signed_in import order_of

    words = opt.words()
    steps: list[TrialStep] = []

    def told(step: TrialStep) -> None:
        steps.append(step)
        name = words.text(f"remote.step.{step.step}.name")
        print(f"{_SIGNS[step.state.name]} {words.labelled(name, words.say(step.message))}")
        if step.hint is not None:
            print(f"    {words.say(step.hint)}")

    with Session.create(opt.paths(options)) as session:
        sign_in = session.sign_ins.find(options.label)
        server = named(session, options.target)
        (planned,) = session.sign_ins.plan((server,), sign_in)
        access = Access(planned, Credential(sign_in, _password(session, sign_in)))
        order = order_of(access, ProbeOptions(ca_file=options.ca_file))
        if try_sign_in(order, threading.Event(), told):
            session.sign_ins.clear_refused(sign_in.id)
            return 0
        failure = steps[-1].failure
        if failure is not None and failure.reason in COUNTED:
            session.sign_ins.note_refused(sign_in.id, opt.now())
    _offer_pin(steps[-1], server)
    return _FAILED


_SIGNS = {"DONE": "[+]", "FAILED": "[!]", "SKIPPED": "[?]"}


def _password(session: Session, sign_in: SignIn) -> Secret | None:
    """Give the kept password, or ask for it where there is none.

    Raises:
        MissingError: ``sign_in.password``: there is none, and nobody to ask.
        VaultError: There is no vault, and nobody to ask.
    """
    from exchpatch_gui.cli.prompting import is_somebody_there, prompt_password

    if not sign_in.needs_secret:
        return None
    if is_somebody_there() and session.passwords.why_no_vault() is not None:
        return prompt_password(sign_in)
    found = session.passwords.read(sign_in)
    if found is None and is_somebody_there():
        return prompt_password(sign_in)
    if found is None:
        raise MissingError("sign_in.password", label=sign_in.label)
    return found


def _offer_pin(step: TrialStep, server: Server) -> None:
    """Show what an unknown certificate is and how a person can trust it, knowingly."""
    failure, shown = step.failure, step.certificate
    if failure is None or shown is None or failure.kind is not FailureKind.TLS_UNTRUSTED:
        return
    if failure.reason == "winrm-pin-changed":
        return
    place = failure.params.get("where") or str(server.target)
    subject = clean(shown.subject or ", ".join(shown.names), 200)
    print(opt.words().text("cli.sign-ins.test.pin", {"subject": subject}))
    print(f"    exchpatch sign-ins pins add {place} {shown.fingerprint}")
