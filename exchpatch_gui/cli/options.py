# SPDX-License-Identifier: MIT
"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from exchpatch_gui import wording
from exchpatch_gui.config.paths import AppPaths

Subparsers = Any  # argparse keeps the type of add_subparsers() private
Runner = Callable[[argparse.Namespace], int]


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Keeps the line breaks of the examples, and fits every terminal without asking for its width.

    argparse asks for each option of a parser, and loads ``shutil`` to do so: 2 ms of every start.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=78)


def words(options: argparse.Namespace | None = None) -> wording.Wording:
    """Give the sentences of the language that the options name.

    English where they name none, as do the commands that deliver no results, and before they are
    read: the help is English.
    """
    return wording.load(getattr(options, "language", wording.LANGUAGES[0]))


def add_command(
    commands: Subparsers, name: str, runner: Runner, *, key: str = ""
) -> argparse.ArgumentParser:
    """Add one command with its help, its example and ``--data-dir``."""
    key = key or name
    text = words().text
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=text(f"cli.{key}.help"),
        description=text(f"cli.{key}.help"),
        epilog=f"{text('cli.example')}\n{text(f'cli.{key}.example')}",
        formatter_class=HelpFormatter,
    )
    parser.set_defaults(run=runner)
    option(parser, "--data-dir", metavar="DIR")
    return parser


def option(parser: argparse.ArgumentParser, name: str, *, key: str = "", **how: Any) -> None:
    """Add an option or argument whose help text is ``cli.option.<key or name>``."""
    key = key or name.lstrip("-")
    parser.add_argument(name, help=words().text(f"cli.option.{key}"), **how)


def add_judging(parser: argparse.ArgumentParser) -> None:
    """Add what decides by which catalogue and on which day is judged."""
    option(parser, "--catalogue", metavar="FILE")
    option(parser, "--as-of", metavar="YYYY-MM-DD", type=day)


def add_outputs(parser: argparse.ArgumentParser) -> None:
    """Add the places results go to, and how much is said on the terminal."""
    option(parser, "--json", metavar="FILE")
    option(parser, "--pdf", metavar="FILE")
    option(parser, "--html", metavar="FILE")
    option(parser, "--csv", metavar="FILE")
    option(parser, "--paper", choices=("A4", "Letter"), default="A4")
    option(parser, "--template", choices=("owner", "technical", "audit"), default="technical")
    option(parser, "--language", choices=wording.LANGUAGES, default=wording.LANGUAGES[0])
    option(parser, "--customer", default="")
    option(parser, "--prepared-by", default="")
    option(parser, "--quiet", action="store_true")
    option(parser, "--verbose", action="store_true")


def add_probing(parser: argparse.ArgumentParser) -> None:
    """Add what decides how servers are asked."""
    option(parser, "--concurrency", metavar="N", type=whole, default=32)
    option(parser, "--timeout", metavar="SECONDS", type=seconds, default=10.0)
    option(parser, "--deadline", metavar="SECONDS", type=seconds, default=60.0)
    option(parser, "--ca-file", metavar="PEM", default="")
    option(parser, "--credential", metavar="LABEL", default="")
    option(parser, "--ask-password", action="store_true")
    option(parser, "--probe", metavar="NAME", action="append", default=[])
    option(parser, "--port", metavar="NAME=N", action="append", type=port, default=[])


def paths(options: argparse.Namespace) -> AppPaths:
    """Give the data directory that the options and the environment name."""
    return AppPaths.choose(options.data_dir)


def now() -> datetime:
    """Give the current time, UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def judging_day(options: argparse.Namespace) -> date:
    """Give the day of ``--as-of``, else today."""
    chosen: date | None = options.as_of
    return chosen or now().date()


def day(text: str) -> date:
    """Read a date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _bad("day", text) from None


def whole(text: str) -> int:
    """Read a whole number from 1 to 1000."""
    if not _is_number(text, most=1000):
        raise _bad("whole", text)
    return int(text)


def seconds(text: str) -> float:
    """Read a positive number of seconds, at most an hour."""
    try:
        value = float(text)
    except ValueError:
        raise _bad("seconds", text) from None
    if not 0 < value <= 3600:
        raise _bad("seconds", text)
    return value


def port(text: str) -> tuple[str, int]:
    """Read ``probe=port``."""
    name, _, number = text.partition("=")
    if not name or not _is_number(number, most=65535):
        raise _bad("port", text)
    return name, int(number)


def _is_number(text: str, *, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= most


def _bad(kind: str, text: str) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(words().text(f"cli.bad.{kind}", {"text": text[:60]}))
