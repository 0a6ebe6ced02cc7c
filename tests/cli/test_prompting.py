# SPDX-License-Identifier: MIT
"""Passwords from a keyboard: typed at a real terminal, seen by nobody."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

CANARY = "Kanarienvogel-9 "  # a blank at the end belongs to it
PROMPT = """
from exchpatch_gui.cli.prompting import prompt_password
from exchpatch_gui.domain.sign_ins import SignIn, SignInKind
secret = prompt_password(SignIn("One", SignInKind.NTLM, "a@contoso.example"))
print(secret, len(secret.reveal()), "signs")
"""
CHECK = """
import argparse, sys
from exchpatch_gui.cli.signing_in import chosen_access
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.sign_ins import SignInKind
from exchpatch_gui.services.clock import utc_now
from exchpatch_gui.services.session import Session
with Session.create(AppPaths.choose(None)) as session:
    one = session.sign_ins.add("One", SignInKind.NTLM, "a@contoso.example")
    if "refused" in sys.argv:
        session.sign_ins.note_refused(one.id, utc_now())
    options = argparse.Namespace(
        credential="One", ask_password="anew" in sys.argv, quiet="quiet" in sys.argv,
        port=[], probe=[],
    )
    servers = [Server.ad_hoc(Target(host)) for host in ("a.example", "b.example")]
    for access in chosen_access(options, session, servers).values():
        if access.credential is None:
            print(access.why_not.key)
        else:
            print(len(access.credential.secret.reveal()), "signs")
print("end")
"""


def typed(script: str, *arguments: str, end: str, answers: tuple[str, ...] = (CANARY,)) -> str:
    """Run a script at a terminal, type each answer when it asks, and give what it showed."""
    keyboard, terminal = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    try:
        shown = ""
        for answer in answers:
            shown += read_until(keyboard, "for One:")
            os.write(keyboard, f"{answer}\n".encode())
        return shown + read_until(keyboard, end)
    finally:
        child.kill()
        child.wait(30)
        os.close(keyboard)


def read_until(descriptor: int, end: str) -> str:
    seen = ""
    while end not in seen:
        seen += os.read(descriptor, 1000).decode()
    return seen


def test_a_password_is_typed_unseen():
    shown = typed(PROMPT, end="signs")

    assert f"*** {len(CANARY)} signs" in shown
    assert CANARY.strip() not in shown


def test_a_password_is_asked_for_once_for_all_servers_and_says_why():
    shown = typed(CHECK, end="end")

    assert "D-Bus" in shown
    assert shown.count(f"{len(CANARY)} signs") == 2
    assert shown.count("Password of a@contoso.example") == 1


@pytest.mark.parametrize("arguments", [("refused",), ("refused", "anew")])
def test_a_refused_sign_in_is_used_again_with_a_password_that_is_entered_anew(
    arguments: tuple[str, ...],
):
    shown = typed(CHECK, *arguments, end="end")

    assert ("The server refused the sign-in" in shown) is ("anew" not in arguments)
    assert shown.count(f"{len(CANARY)} signs") == 2


def test_an_empty_answer_declines():
    shown = typed(CHECK, "refused", end="end", answers=("",))

    assert shown.count("sign_in.refused") == 2


def test_nobody_is_asked_when_one_line_is_wanted():
    shown = typed(CHECK, "refused", "quiet", end="end", answers=())

    assert shown.count("sign_in.refused") == 2
    assert "Password of" not in shown


def test_no_password_is_asked_for_where_it_would_be_seen():
    done = subprocess.run(
        [sys.executable, "-c", PROMPT],
        input=f"{CANARY}\n",
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )

    assert "no-terminal" in done.stderr
    assert CANARY.strip() not in done.stdout + done.stderr


def test_a_pipe_has_to_be_one():
    script = "from exchpatch_gui.cli.prompting import pipe_password; pipe_password()"

    assert "pipe-terminal" in typed(script, end="pipe-terminal", answers=())
