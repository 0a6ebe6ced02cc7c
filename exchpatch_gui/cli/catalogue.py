# SPDX-License-Identifier: MIT
"""``exchpatch catalogue``: what is judged by, and bringing a newer one to a closed network."""

from __future__ import annotations

import argparse
from pathlib import Path

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.cli import options as opt
from exchpatch_gui.domain.messages import Params


def register(commands: opt.Subparsers) -> None:
    """Add the command with its three parts."""
    parser = opt.add_command(commands, "catalogue", run_info)
    parts = parser.add_subparsers(metavar="ACTION", required=True)
    info = opt.add_command(parts, "info", run_info, key="catalogue.info")
    opt.option(info, "--catalogue", metavar="FILE")
    for name, runner in (("import", run_import), ("export", run_export)):
        part = opt.add_command(parts, name, runner, key=f"catalogue.{name}")
        opt.option(part, "file", metavar="FILE", type=Path)


def run_info(options: argparse.Namespace) -> int:
    """Say which catalogue is in use."""
    from exchpatch_gui.engine.evaluate import catalogue_info
    from exchpatch_gui.services.catalogues import Catalogues

    catalogue = Catalogues(opt.paths(options)).choose(options.catalogue)
    info = catalogue_info(catalogue, opt.now().date())
    key = "stale" if info.stale else "fresh"
    print(_line(f"cli.catalogue.{key}", catalogue, age=info.age_days))
    for product, number in _builds_by_product(catalogue).items():
        print(f"  {product:<24}{number:>4}")
    for key, name in sorted(catalogue.sources.items()):
        print(f"  {key:<16} {name}")
    return 0


def run_import(options: argparse.Namespace) -> int:
    """Take a newer catalogue from a file."""
    from exchpatch_gui.services.catalogues import Catalogues

    catalogue = Catalogues(opt.paths(options)).import_file(options.file)
    print(_line("cli.catalogue.imported", catalogue))
    return 0


def run_export(options: argparse.Namespace) -> int:
    """Write the catalogue in use to a file."""
    from exchpatch_gui.services.catalogues import Catalogues

    catalogue = Catalogues(opt.paths(options)).export(options.file)
    print(_line("cli.catalogue.exported", catalogue, file=str(options.file)))
    return 0


def _line(key: str, catalogue: Catalogue, **more: str | int) -> str:
    facts: Params = {
        "date": catalogue.date,
        "source": opt.words().text(f"cli.catalogue.source.{catalogue.source}"),
        "builds": len(catalogue.updates),
        "cves": len(catalogue.cves),
    }
    return opt.words().text(key, {**facts, **more})


def _builds_by_product(catalogue: Catalogue) -> dict[str, int]:
    return {
        product.name: sum(update.level.product == key for update in catalogue.updates)
        for key, product in catalogue.products.items()
    }
