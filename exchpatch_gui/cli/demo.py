# SPDX-License-Identifier: MIT
"""``exchpatch demo``: the newcomer's first minute, on servers of this computer's loopback."""

from __future__ import annotations

import argparse
import sys
from collections import deque

from exchpatch_gui.cli import options as opt


def register(commands: opt.Subparsers) -> None:
    """Add the command."""
    parser = opt.add_command(commands, "demo", run)
    opt.add_outputs(parser)


def run(options: argparse.Namespace) -> int:
    """Start the fleet, check it with the real probes and deliver the results.

    It is judged as on the day of the catalogue, so that it shows every state for ever. Its exit
    code is 0 once everything is shown: nobody has to act on servers that don't exist.
    """
    from exchpatch_gui.catalogue.loader import load_shipped
    from exchpatch_gui.cli.output import check_outputs, deliver
    from exchpatch_gui.cli.running import run_until_done
    from exchpatch_gui.demo.fleet import DemoFleet
    from exchpatch_gui.domain.runs import Trigger
    from exchpatch_gui.engine.evaluate import Judge
    from exchpatch_gui.engine.request import RunRequest
    from exchpatch_gui.services.container import build_engine
    from exchpatch_gui.services.signed_in import SignedIn

    check_outputs(options)
    catalogue = load_shipped()
    with DemoFleet.start(opt.now()) as fleet:
        collector = SignedIn(fleet.access, fleet.options, deque())
        judge = Judge(catalogue, catalogue.date)
        engine = build_engine(judge, fleet.options, collector=collector)
        request = RunRequest(fleet.servers, Trigger.DEMO, fleet.options)
        run = run_until_done(engine, request, options, lambda _event: None)
    print(opt.words(options).text("cli.demo.day", {"date": catalogue.date}), file=sys.stderr)
    code = deliver(run, options, catalogue)
    return 0 if run.complete else code
