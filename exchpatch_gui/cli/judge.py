# SPDX-License-Identifier: MIT
"""``exchpatch judge FILE…``: judge facts that were collected on servers and brought by hand."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from exchpatch_gui.cli import options as opt
from exchpatch_gui.errors import InputError

if TYPE_CHECKING:
    from exchpatch_gui.domain.runs import ServerResult
    from exchpatch_gui.domain.servers import Server
    from exchpatch_gui.engine.evaluate import Judge


def register(commands: opt.Subparsers) -> None:
    """Add the command."""
    parser = opt.add_command(commands, "judge", run)
    opt.option(parser, "file", metavar="FILE", nargs="+", key="facts-file")
    opt.add_judging(parser)
    opt.add_outputs(parser)


def run(options: argparse.Namespace) -> int:
    """Judge every file, each as one server; none is judged if one of them is invalid."""
    from exchpatch_gui import logs
    from exchpatch_gui.cli.output import check_outputs, deliver
    from exchpatch_gui.domain.runs import Trigger
    from exchpatch_gui.engine.single import run_of
    from exchpatch_gui.services.catalogues import Catalogues
    from exchpatch_gui.services.session import Session

    check_outputs(options)
    paths = opt.paths(options)
    catalogue = Catalogues(paths).choose(options.catalogue)
    with Session.open(paths) as session:
        logs.configure(session.log_file, verbose=options.verbose)
        judge = session.judge(catalogue, opt.judging_day(options))
        stored = {server.target.host: server for server in session.servers()}
        results = tuple(_judged(Path(file), judge, stored) for file in options.file)
    return deliver(run_of(judge, results, Trigger.IMPORT, opt.now()), options, catalogue)


def _judged(file: Path, judge: Judge, stored: dict[str, Server]) -> ServerResult:
    from exchpatch_gui.collected.decoder import load
    from exchpatch_gui.domain.servers import TargetError
    from exchpatch_gui.domain.text import clean
    from exchpatch_gui.engine.judge_facts import judge_facts, server_of

    collected = load(file)
    try:
        named = server_of(collected)
    except TargetError as error:
        host = clean(error.text, 60)
        raise InputError("collected.host", file=clean(file.name), host=host) from None
    return judge_facts(judge, collected, stored.get(named.target.host, named))
