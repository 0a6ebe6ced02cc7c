# SPDX-License-Identifier: MIT
"""``exchpatch diagnose-log FILE…``: say why installing Exchange or an update failed."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from exchpatch_gui import wording
from exchpatch_gui.cli import options as opt
from exchpatch_gui.domain.messages import Params

if TYPE_CHECKING:
    from exchpatch_gui.services.setup_logs import BroughtLog, LogStored

_STANDARD_OUTPUT = "-"
_SUCCESS, _FAILED, _UNKNOWN = 0, 2, 3


def register(commands: opt.Subparsers) -> None:
    """Add the command."""
    parser = opt.add_command(commands, "diagnose-log", run)
    opt.option(parser, "file", metavar="FILE", nargs="+", key="setup-log")
    opt.option(parser, "--server", metavar="TARGET", key="log-server")
    opt.option(parser, "--json", metavar="FILE", key="log-json")
    opt.option(
        parser,
        "--language",
        choices=wording.LANGUAGES,
        default=wording.LANGUAGES[0],
        key="log-language",
    )


def run(options: argparse.Namespace) -> int:
    """Read every log before anything is stored, and say what each came to."""
    from exchpatch_gui.services.setup_logs import LogStored, read_logs

    is_written = bool(options.json) and options.json != _STANDARD_OUTPUT
    if is_written:
        from exchpatch_gui.files import check_writable

        check_writable(Path(options.json))
    brought = read_logs(map(Path, options.file))
    stored = _store(brought, options)
    _deliver(stored or tuple(map(LogStored, brought)), options, is_written=is_written)
    for one in stored:
        _remark(one, opt.words(options))
    return exit_code(brought)


def exit_code(brought: Iterable[BroughtLog]) -> int:
    """Give the code of the worst log: 2 for one that failed or broke off, 3 for an unknown end."""
    from exchpatch_gui.domain.setup_logs import SetupOutcome

    codes = {SetupOutcome.SUCCESS: _SUCCESS, SetupOutcome.UNKNOWN: _UNKNOWN}
    found = {codes.get(one.diagnosis.outcome, _FAILED) for one in brought}
    return next(code for code in (_FAILED, _UNKNOWN, _SUCCESS) if code in found)


def _store(brought: Sequence[BroughtLog], options: argparse.Namespace) -> tuple[LogStored, ...]:
    """Keep the logs with their servers; none of them where there is no list of servers yet."""
    from exchpatch_gui import logs
    from exchpatch_gui.errors import MissingError
    from exchpatch_gui.services.session import Session

    with Session.open(opt.paths(options)) as session:
        if not session.is_stored:
            if options.server:
                raise MissingError("no-servers")
            return ()
        logs.configure(session.log_file, verbose=False)
        owner = session.inventory.find(options.server) if options.server else None
        return session.setup_logs.store(brought, owner)


def _deliver(stored: Sequence[LogStored], options: argparse.Namespace, *, is_written: bool) -> None:
    from exchpatch_gui.reporting import setup_logs as words_of

    words, now = opt.words(options), opt.now()
    if options.json:
        content = {
            "schema": words_of.SCHEMA,
            "logs": [
                {
                    **words_of.document(one.brought.file, one.brought.diagnosis, words, now),
                    "server": str(one.server.target) if one.server else None,
                }
                for one in stored
            ],
        }
        text = json.dumps(content, indent=2, allow_nan=False) + "\n"
        if is_written:
            from exchpatch_gui.files import write_whole

            write_whole(Path(options.json), text)
        else:
            sys.stdout.write(text)
    if options.json != _STANDARD_OUTPUT:
        texts = (
            words_of.terminal_text(one.brought.file, one.brought.diagnosis, words, now)
            for one in stored
        )
        sys.stdout.write("\n".join(texts))


def _remark(stored: LogStored, words: wording.Wording) -> None:
    """Say on standard error what was stored: standard output may be a document."""
    computer = stored.brought.diagnosis.computer
    if stored.server:
        key = "stored" if stored.is_kept else "older"
        facts: Params = {"name": stored.server.name, "target": str(stored.server.target)}
    else:
        key, facts = ("unowned" if computer else "nameless"), {"computer": computer}
    print(words.text(f"cli.diagnose-log.{key}", facts), file=sys.stderr)
