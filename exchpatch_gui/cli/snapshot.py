# SPDX-License-Identifier: MIT
"""``exchpatch snapshot``: the state of a server before and after an update, and what differs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from exchpatch_gui import wording
from exchpatch_gui.cli import options as opt
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.errors import CommandError

if TYPE_CHECKING:
    from exchpatch_gui.catalogue.catalogue import Catalogue
    from exchpatch_gui.domain.servers import Server
    from exchpatch_gui.engine.evaluate import Judge
    from exchpatch_gui.services.session import Session
    from exchpatch_gui.services.snapshots import UpdateCheck
    from exchpatch_gui.upkeep.snapshot import Snapshot

_STANDARD_OUTPUT = "-"
_CODES = {"as-before": 0, "look": 1, "restore": 2, "unknown": 3}


def register(commands: opt.Subparsers) -> None:
    """Add the command with its two parts."""
    parser = opt.add_command(commands, "snapshot", run_compare)
    parts = parser.add_subparsers(metavar="ACTION", required=True)
    take = opt.add_command(parts, "take", run_take, key="snapshot.take")
    opt.option(take, "target", metavar="TARGET", key="target-or-name")
    opt.option(take, "--role", choices=("before", "after"), required=True)
    opt.option(take, "--facts", metavar="FILE", type=Path)
    opt.option(take, "--config-files", metavar="FILE", type=Path)
    compare = opt.add_command(parts, "compare", run_compare, key="snapshot.compare")
    opt.option(compare, "target", metavar="TARGET", nargs="?", key="snapshot-target")
    opt.option(compare, "--before", metavar="FILE", type=Path)
    opt.option(compare, "--after", metavar="FILE", type=Path)
    opt.option(compare, "--before-config-files", metavar="FILE", type=Path)
    opt.option(compare, "--after-config-files", metavar="FILE", type=Path)
    opt.add_judging(compare)
    opt.option(compare, "--json", metavar="FILE", key="comparison-json")
    opt.option(compare, "--script", metavar="FILE", type=Path)
    opt.option(
        compare,
        "--language",
        choices=wording.LANGUAGES,
        default=wording.LANGUAGES[0],
        key="comparison-language",
    )


def run_take(options: argparse.Namespace) -> int:
    """Store the snapshot before or after an update: from files, or from the server itself."""
    from exchpatch_gui.domain.snapshots import Role
    from exchpatch_gui.services.session import Session

    if options.config_files and not options.facts:
        raise CommandError("snapshot.files-alone")
    brought = _read(options.facts, options.config_files) if options.facts else None
    with Session.create(opt.paths(options)) as session:
        server = session.inventory.find(options.target)
        role = Role(options.role)
        snapshot = brought or _collected(session, server, opt.paths(options).database)
        session.snapshots.take(server, role, snapshot.collected, snapshot.config_files)
    facts: Params = {
        "name": server.name,
        "at": snapshot.collected.collected_at,
        "build": str(snapshot.build or "–"),
    }
    print(opt.words().text(f"cli.snapshot.taken.{role}", facts))
    return 0


def run_compare(options: argparse.Namespace) -> int:
    """Compare two snapshots, stored ones or files, and say what is left to do."""
    from exchpatch_gui.services.catalogues import Catalogues
    from exchpatch_gui.services.session import Session

    _refuse_mixture(options)
    paths = opt.paths(options)
    catalogue = Catalogues(paths).choose(options.catalogue)
    with Session.open(paths) as session:
        judge = session.judge(catalogue, opt.judging_day(options))
        if options.target is None:
            update = _of_files(options, judge, catalogue)
        else:
            update = _of_server(options.target, session, judge, catalogue)
    _deliver(update, options)
    return _CODES[update.comparison.outcome]


def _collected(session: Session, server: Server, database: Path) -> Snapshot:
    """Sign in to a server and collect what a snapshot is made of."""
    import threading

    from exchpatch_gui.cli.prompting import ask_password, is_somebody_there
    from exchpatch_gui.domain.options import ProbeOptions
    from exchpatch_gui.services.clock import utc_now
    from exchpatch_gui.services.live_snapshot import LiveSnapshot
    from exchpatch_gui.services.refusals import noter
    from exchpatch_gui.services.snapshots import snapshot_of

    (planned,) = session.sign_ins.plan((server,))
    note_refused = noter(database, utc_now)
    live = LiveSnapshot(planned, session.passwords, ProbeOptions(), note_refused)
    ask = ask_password if is_somebody_there() else None
    return snapshot_of(*live.take(threading.Event(), lambda _progress: None, ask))


def _refuse_mixture(options: argparse.Namespace) -> None:
    """Let there be either a stored server or two files.

    Raises:
        CommandError: There is neither, or both, or only a part.
    """
    facts = (options.before, options.after)
    files = (*facts, options.before_config_files, options.after_config_files)
    by_files = options.target is None and all(facts)
    if not by_files and (options.target is None or any(files)):
        raise CommandError("snapshot.what")


def _of_files(options: argparse.Namespace, judge: Judge, catalogue: Catalogue) -> UpdateCheck:
    from exchpatch_gui.domain.servers import TargetError
    from exchpatch_gui.domain.text import clean
    from exchpatch_gui.errors import InputError
    from exchpatch_gui.services.snapshots import check_update

    before = _read(options.before, options.before_config_files)
    after = _read(options.after, options.after_config_files)
    try:
        return check_update(before, after, judge, catalogue)
    except TargetError as error:
        host = clean(error.text, 60)
        raise InputError("collected.host", file=clean(options.after.name), host=host) from None


def _of_server(name: str, session: Session, judge: Judge, catalogue: Catalogue) -> UpdateCheck:
    from exchpatch_gui.errors import MissingError

    if not session.is_stored:
        raise MissingError("no-servers")
    return session.snapshots.check(session.inventory.find(name), judge, catalogue)


def _read(facts: Path, config_files: Path | None) -> Snapshot:
    from exchpatch_gui.collected import config_files as files
    from exchpatch_gui.collected.decoder import load
    from exchpatch_gui.services.snapshots import snapshot_of

    hashes = None if config_files is None else files.load(config_files)
    return snapshot_of(load(facts), hashes)


def _deliver(update: UpdateCheck, options: argparse.Namespace) -> None:
    """Write what was asked for; the text goes to the terminal unless the document does."""
    from exchpatch_gui.files import write_whole
    from exchpatch_gui.reporting.restore_script import restore_script
    from exchpatch_gui.reporting.update_document import update_document
    from exchpatch_gui.reporting.update_text import update_text

    words = opt.words(options)
    comparison = update.comparison
    if options.json:
        document = update_document(comparison, update.duties, words)
        if options.json == _STANDARD_OUTPUT:
            sys.stdout.write(document.decode("ascii"))
        else:
            write_whole(Path(options.json), document)
    if options.script:
        # With its mark Windows PowerShell reads the letters of every language.
        write_whole(options.script, restore_script(comparison, words).encode("utf-8-sig"))
    if options.json != _STANDARD_OUTPUT:
        sys.stdout.write(update_text(comparison, update.duties, words))
