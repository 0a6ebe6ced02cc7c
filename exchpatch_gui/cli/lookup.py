# SPDX-License-Identifier: MIT
"""``exchpatch lookup BUILD``: everything the catalogue knows of a build, without a network."""

from __future__ import annotations

import argparse

from exchpatch_gui.cli import options as opt
from exchpatch_gui.errors import CommandError


def register(commands: opt.Subparsers) -> None:
    """Add the command."""
    parser = opt.add_command(commands, "lookup", run)
    opt.option(parser, "build", metavar="BUILD")
    opt.add_judging(parser)
    opt.add_outputs(parser)


def run(options: argparse.Namespace) -> int:
    """Look the build up and say what follows."""
    from exchpatch_gui.cli.output import deliver
    from exchpatch_gui.domain.runs import Trigger
    from exchpatch_gui.engine.evaluate import Judge
    from exchpatch_gui.engine.single import run_of
    from exchpatch_gui.services.catalogues import Catalogues

    catalogue = Catalogues(opt.paths(options)).choose(options.catalogue)
    judge = Judge(catalogue, opt.judging_day(options))
    now = opt.now()
    try:
        result = judge.look_up(options.build, now)
    except ValueError:
        raise CommandError("build", text=options.build[:60]) from None
    return deliver(run_of(judge, (result,), Trigger.LOOKUP, now), options, catalogue)
