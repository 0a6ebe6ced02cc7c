# SPDX-License-Identifier: MIT
"""The parser of the command line, and what becomes of errors and interruptions."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from exchpatch_gui import __version__
from exchpatch_gui.cli.options import HelpFormatter, words
from exchpatch_gui.errors import Bug, CommandError, UserError
from exchpatch_gui.wording import Wording

COMMANDS = (
    "check",
    "lookup",
    "judge",
    "import-healthchecker",
    "diagnose-log",
    "servers",
    "sign-ins",
    "catalogue",
    "snapshot",
    "report",
    "demo",
)
"""The commands, in the order of the help; each is a module of this package."""

INTERRUPTED = 130


class _Parser(argparse.ArgumentParser):
    """Raises instead of ending the process with argparse's own exit code."""

    def error(self, message: str) -> NoReturn:
        raise CommandError("command", message=message, usage=self.format_usage().strip())


def build_parser(named: str = "") -> argparse.ArgumentParser:
    """Make the parser with the command that is named, or with every one that exists.

    Making all of them takes about as long as looking a build up, so one is enough for a start.
    """
    parser = _Parser(
        prog="exchpatch", description=words().text("cli.about"), formatter_class=HelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"exchpatch {__version__}")
    commands = parser.add_subparsers(
        title=words().text("cli.commands"), metavar="COMMAND", required=True
    )
    for command in (named,) if named in COMMANDS else COMMANDS:
        module = command.replace("-", "_")
        importlib.import_module(f"exchpatch_gui.cli.{module}").register(commands)
    return parser


def run(arguments: Sequence[str]) -> int:
    """Run one command and give the exit code of the contract in docs/command-line.md."""
    _speak_utf8()
    options = argparse.Namespace()
    try:
        build_parser(*arguments[:1]).parse_args(arguments, options)
        code: int = options.run(options)
        sys.stdout.flush()
    except UserError as error:
        return _explain(error, words(options))
    except KeyboardInterrupt:
        return _say(words(options).text("cli.interrupted"), INTERRUPTED)
    except BrokenPipeError:
        # The reader of a pipe has gone; flushing once more at exit would say so again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UserError.exit_code
    except Exception as error:  # noqa: BLE001 (the last border: a fault of ours gets its sentence)
        return _confess(error, words(options))
    return code


def _speak_utf8() -> None:
    """Let typographic signs through where the console has an older code page."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # (replaced streams lack it)


def _explain(error: UserError, wording: Wording) -> int:
    message, hint = wording.explain(error)
    print(f"exchpatch: {message}", file=sys.stderr)
    print(f"  {hint}", file=sys.stderr)
    return error.exit_code


def _say(sentence: str, code: int) -> int:
    print(f"exchpatch: {sentence}", file=sys.stderr)
    return code


def _confess(error: Exception, wording: Wording) -> int:
    import traceback

    details = "".join(traceback.format_exception(error))
    print(wording.text("cli.bug", {"version": __version__}), file=sys.stderr)
    print(details, file=sys.stderr)
    return Bug.exit_code
