# SPDX-License-Identifier: MIT
"""Where the command takes passwords from: the keyboard, unseen, or one line of a pipe."""

from __future__ import annotations

import getpass
import sys
import warnings

from exchpatch_gui.cli.options import words
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.sign_ins import Secret, SignIn
from exchpatch_gui.errors import CommandError
from exchpatch_gui.services.sign_in_fields import PASSWORD_LIMIT, read_password


def is_somebody_there() -> bool:
    """Whether a person can be asked: somebody types, and sees the question."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def prompt_password(sign_in: SignIn) -> Secret:
    """Ask for the password of a sign-in.

    Raises:
        CommandError: ``no-terminal``: it would be seen, or nobody is there.
        InputError: What was typed can't be a password.
    """
    return read_password(_type(sign_in))


def ask_password(sign_in: SignIn, reason: Message) -> Secret | None:
    """Say why a password is needed and ask for it; an empty answer declines.

    Raises:
        CommandError: ``no-terminal``: it would be seen, or nobody is there.
        InputError: What was typed can't be a password.
    """
    print(words().say(reason), file=sys.stderr)
    typed = _type(sign_in)
    return read_password(typed) if typed else None


def pipe_password() -> Secret:
    """Read a password as the one line of standard input.

    Raises:
        CommandError: ``pipe-terminal``: that is a keyboard, which would show what is typed.
        InputError: The line can't be a password.
    """
    if sys.stdin.isatty():
        raise CommandError("pipe-terminal")
    # Windows PowerShell may put a mark before what it pipes.
    line = sys.stdin.readline(PASSWORD_LIMIT + 3).removeprefix("\ufeff")
    return read_password(line.removesuffix("\n").removesuffix("\r"))


def _type(sign_in: SignIn) -> str:
    facts = {"label": sign_in.label, "user": sign_in.user}
    question = words().text("cli.sign-ins.password-of", facts)
    with warnings.catch_warnings():
        # It would go on and show what is typed.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(f"{question} ")
        except (getpass.GetPassWarning, EOFError):
            raise CommandError("no-terminal") from None
