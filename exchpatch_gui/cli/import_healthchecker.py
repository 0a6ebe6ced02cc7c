# SPDX-License-Identifier: MIT
"""``exchpatch import-healthchecker FILE…``: judge what HealthChecker exported, and store it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from exchpatch_gui.cli import options as opt
from exchpatch_gui.domain.messages import Params

if TYPE_CHECKING:
    from exchpatch_gui.services.facts_import import FactsStored
    from exchpatch_gui.wording import Wording


def register(commands: opt.Subparsers) -> None:
    """Add the command."""
    parser = opt.add_command(commands, "import-healthchecker", run)
    opt.option(parser, "file", metavar="FILE", nargs="+", key="export-file")
    opt.add_judging(parser)
    opt.add_outputs(parser)


def run(options: argparse.Namespace) -> int:
    """Read every file before anything is stored; one that is invalid stops all."""
    from exchpatch_gui import logs
    from exchpatch_gui.cli.output import check_outputs, deliver
    from exchpatch_gui.services.catalogues import Catalogues
    from exchpatch_gui.services.facts_import import read_facts, store_facts
    from exchpatch_gui.services.session import Session

    check_outputs(options)
    paths = opt.paths(options)
    catalogue = Catalogues(paths).choose(options.catalogue)
    brought = read_facts(map(Path, options.file))
    day = opt.judging_day(options)
    with Session.create(paths) as session:
        logs.configure(session.log_file, verbose=options.verbose)
        stored = store_facts(
            brought,
            session.inventory,
            session.history,
            lambda: session.judge(catalogue, day),
            opt.now(),
        )
    code = deliver(stored.run, options, catalogue)
    if not options.quiet:
        _tell(stored, opt.words(options))
    return code


def _tell(stored: FactsStored, wording: Wording) -> None:
    """Say on standard error where the results went: standard output may be a document."""
    for server in stored.added:
        _remark("added", {"name": server.name, "target": str(server.target)}, wording)
    for result in stored.run.results:
        if result.server is not None:
            server = result.server
            facts: Params = {"name": server.name, "target": str(server.target), "at": result.at}
            _remark("stored", facts, wording)


def _remark(key: str, params: Params, wording: Wording) -> None:
    print(wording.text(f"cli.import-healthchecker.{key}", params), file=sys.stderr)
