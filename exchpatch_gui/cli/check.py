# SPDX-License-Identifier: MIT
"""``exchpatch check``: probe and judge the servers named, or the stored ones."""

from __future__ import annotations

import argparse

from exchpatch_gui.cli import options as opt


def register(commands: opt.Subparsers) -> None:
    """Add the command."""
    parser = opt.add_command(commands, "check", run)
    opt.option(parser, "target", metavar="TARGET", nargs="*")
    opt.option(parser, "--all", action="store_true")
    opt.option(parser, "--group", metavar="NAME", action="append", default=[])
    opt.option(parser, "--tag", metavar="NAME", action="append", default=[])
    opt.add_judging(parser)
    opt.add_probing(parser)
    opt.add_outputs(parser)


def run(options: argparse.Namespace) -> int:
    """Check, store what belongs to stored servers, and deliver the results.

    Raises:
        UserError: The command is wrong, or results were delivered that could not be stored.
    """
    from exchpatch_gui.net import trust

    trust.prepare(options.ca_file)  # while the rest is loaded
    from exchpatch_gui import logs
    from exchpatch_gui.cli.output import check_outputs, deliver
    from exchpatch_gui.cli.running import probe_options, run_until_done
    from exchpatch_gui.cli.selection import select
    from exchpatch_gui.cli.signing_in import chosen_access
    from exchpatch_gui.domain.runs import Trigger
    from exchpatch_gui.engine.request import RunRequest
    from exchpatch_gui.services.catalogues import Catalogues
    from exchpatch_gui.services.session import Session

    check_outputs(options)
    paths = opt.paths(options)
    probing = probe_options(options)
    catalogue = Catalogues(paths).choose(options.catalogue)
    with Session.open(paths) as session:
        servers = select(session, options)
        logs.configure(session.log_file, verbose=options.verbose)
        access = chosen_access(options, session, servers)
        earlier = session.earlier_facts(servers)
        request = RunRequest(servers, Trigger.CLI, probing, options.concurrency, earlier)
        judge = session.judge(catalogue, opt.judging_day(options))
        engine = session.engine(judge, probing, access)
        run = run_until_done(engine, request, options, session.keep)
        code = deliver(run, options, catalogue)
        if session.fault:
            raise session.fault
        return code
