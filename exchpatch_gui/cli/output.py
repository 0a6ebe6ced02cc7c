# SPDX-License-Identifier: MIT
"""Where the results of a run go: terminal, files, exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from exchpatch_gui.cli.options import now, words
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.runs import CheckRun
from exchpatch_gui.errors import CommandError

if TYPE_CHECKING:
    from exchpatch_gui.catalogue.catalogue import Catalogue
    from exchpatch_gui.reporting.model import ReportModel

INTERRUPTED = 130
_STANDARD_OUTPUT = "-"
_CODES = {
    TrafficLight.RED: 2,
    TrafficLight.YELLOW: 1,
    TrafficLight.GREY: 3,
    TrafficLight.GREEN: 0,
}


def check_outputs(options: argparse.Namespace) -> None:
    """Find out before the work whether its results can be written.

    Raises:
        CommandError: Two outputs have the same file.
        OutputError: A file can't be written.
    """
    files = [path for _, path in _named_files(options)]
    if len({path.resolve() for path in files}) < len(files):
        raise CommandError("same-output")
    if files:
        from exchpatch_gui.files import check_writable

        for path in files:
            check_writable(path)


def deliver(run: CheckRun, options: argparse.Namespace, catalogue: Catalogue) -> int:
    """Write every output that was asked for and give the exit code."""
    if options.json:
        _write_document(run, options)
    if options.pdf or options.html or options.csv:
        _write_reports(run, options, catalogue)
    if options.json != _STANDARD_OUTPUT:
        _print(run, options)
    if not options.quiet:
        for _, path in _named_files(options):
            _remark("cli.written", {"file": str(path)}, options)
    if not run.complete:
        _remark("cli.stopped-early", {"done": len(run.results)}, options)
    return exit_code(run)


def _remark(key: str, params: Params, options: argparse.Namespace) -> None:
    print(words(options).text(key, params), file=sys.stderr)


def exit_code(run: CheckRun) -> int:
    """Give the code of the contract; a run that was stopped early has 130."""
    if not run.complete:
        return INTERRUPTED
    return next((_CODES[light] for light, count in run.summary.items() if count), 0)


def _named_files(options: argparse.Namespace) -> Iterator[tuple[str, Path]]:
    for name in ("json", "pdf", "html", "csv"):
        value = getattr(options, name)
        if value and value != _STANDARD_OUTPUT:
            yield name, Path(value)


def _write_document(run: CheckRun, options: argparse.Namespace) -> None:
    from exchpatch_gui.reporting.document_text import encode, pieces

    if options.json == _STANDARD_OUTPUT:
        sys.stdout.writelines(pieces(run, words(options), verbose=options.verbose))
        return
    from exchpatch_gui.files import write_whole

    write_whole(Path(options.json), encode(run, words(options), verbose=options.verbose))


def _write_reports(run: CheckRun, options: argparse.Namespace, catalogue: Catalogue) -> None:
    from exchpatch_gui.files import write_whole

    model = _model(run, options, catalogue)
    for name, path in _named_files(options):
        if name == "pdf":
            from exchpatch_gui.reporting.pdf import render_pdf

            write_whole(path, render_pdf(model))
        elif name == "html":
            from exchpatch_gui.reporting.html import render_html

            write_whole(path, render_html(model))
        elif name == "csv":
            from exchpatch_gui.reporting.csv_export import render_csv

            write_whole(path, render_csv(run, words(options)))


def _model(run: CheckRun, options: argparse.Namespace, catalogue: Catalogue) -> ReportModel:
    from exchpatch_gui.reporting.compose import build_report
    from exchpatch_gui.reporting.options import Paper, ReportOptions, Template

    report = ReportOptions(
        customer=options.customer,
        prepared_by=options.prepared_by,
        paper=Paper(options.paper),
        template=Template(options.template),
        generated_at=now(),
        catalogue=catalogue,
    )
    return build_report(run, report, words(options))


def _print(run: CheckRun, options: argparse.Namespace) -> None:
    from exchpatch_gui.reporting.terminal import plugin_line, render_terminal

    if options.quiet:
        print(plugin_line(run))
        return
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    sys.stdout.write(render_terminal(run, words(options), colour=colour, verbose=options.verbose))
