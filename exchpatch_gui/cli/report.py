# SPDX-License-Identifier: MIT
"""``exchpatch report``: the stored results on paper, judged anew, without a network."""

from __future__ import annotations

import argparse

from exchpatch_gui.cli import options as opt
from exchpatch_gui.errors import CommandError, MissingError


def register(commands: opt.Subparsers) -> None:
    """Add the command."""
    parser = opt.add_command(commands, "report", run)
    opt.option(parser, "--group", metavar="NAME", action="append", default=[])
    opt.option(parser, "--tag", metavar="NAME", action="append", default=[])
    opt.add_judging(parser)
    opt.add_outputs(parser)


def run(options: argparse.Namespace) -> int:
    """Judge what was last seen on the stored servers and write it where asked."""
    from exchpatch_gui.cli.output import check_outputs, deliver
    from exchpatch_gui.domain.runs import Trigger
    from exchpatch_gui.engine.single import run_of
    from exchpatch_gui.services.catalogues import Catalogues
    from exchpatch_gui.services.session import Session

    if not (options.json or options.pdf or options.html or options.csv):
        raise CommandError("no-output")
    check_outputs(options)
    paths = opt.paths(options)
    catalogue = Catalogues(paths).choose(options.catalogue)
    with Session.open(paths) as session:
        servers = session.select(groups=options.group, tags=options.tag)
        judge = session.judge(catalogue, opt.judging_day(options))
        results = session.latest(servers, judge)
    if not results:
        raise MissingError("no-results")
    return deliver(run_of(judge, results, Trigger.CLI, opt.now()), options, catalogue)
