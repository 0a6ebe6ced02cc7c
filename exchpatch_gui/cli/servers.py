# SPDX-License-Identifier: MIT
"""``exchpatch servers``: the stored list, by hand, from CSV files and by DNS."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from exchpatch_gui.cli import options as opt
from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.servers import Target

if TYPE_CHECKING:
    from exchpatch_gui.domain.remotes import Remote
    from exchpatch_gui.services.csv_import import ImportPlan
    from exchpatch_gui.services.discovery import Lead
    from exchpatch_gui.services.inventory import Inventory


def register(commands: opt.Subparsers) -> None:
    """Add the command with its parts."""
    parser = opt.add_command(commands, "servers", run_list)
    parts = parser.add_subparsers(metavar="ACTION", required=True)
    _selecting(opt.add_command(parts, "list", run_list, key="servers.list"))
    add = opt.add_command(parts, "add", run_add, key="servers.add")
    opt.option(add, "target", metavar="TARGET")
    opt.option(add, "--name", default="")
    opt.option(add, "--group", metavar="NAME", default="", key="customer-group")
    opt.option(add, "--tag", metavar="NAME", action="append", default=[], key="add-tag")
    opt.option(add, "--notes", default="")
    _reaching(add)
    winrm = opt.add_command(parts, "winrm", run_winrm, key="servers.winrm")
    opt.option(winrm, "target", metavar="TARGET", key="target-or-name")
    _reaching(winrm)
    remove = opt.add_command(parts, "remove", run_remove, key="servers.remove")
    opt.option(remove, "target", metavar="TARGET", nargs="+", key="target-or-name")
    bring = opt.add_command(parts, "import", run_import, key="servers.import")
    opt.option(bring, "file", metavar="CSV", type=Path)
    opt.option(bring, "--dry-run", action="store_true")
    opt.option(bring, "--skip-invalid", action="store_true")
    opt.option(bring, "--update", action="store_true")
    export = opt.add_command(parts, "export", run_export, key="servers.export")
    opt.option(export, "file", metavar="CSV", type=Path)
    _selecting(export)
    find = opt.add_command(parts, "find", run_find, key="servers.find")
    opt.option(find, "domain", metavar="DOMAIN")
    opt.option(find, "--add", action="store_true")


def run_list(options: argparse.Namespace) -> int:
    """Show the servers with their last result."""
    from exchpatch_gui.services.session import Session

    text = opt.words().text
    with Session.open(opt.paths(options)) as session:
        servers = session.select(groups=options.group, tags=options.tag)
        lights = session.last_lights()
    if not servers:
        print(text("cli.servers.none"))
    for server in servers:
        light, at = lights.get(server.id, ("grey", None))
        when = text("cli.servers.checked", {"at": at}) if at else text("cli.servers.never")
        labels = " ".join(f"#{tag}" for tag in server.tags)
        parts = (text(f"word.light.{light}"), server.name, str(server.target), server.group, when)
        print(" · ".join(part for part in (*parts, labels) if part))
    return 0


def run_add(options: argparse.Namespace) -> int:
    """Store one server."""
    from exchpatch_gui.services.session import Session

    remote = _remote(options)
    with Session.create(opt.paths(options)) as session:
        server = session.inventory.add(
            options.target,
            name=options.name,
            group=options.group,
            tags=options.tag,
            notes=options.notes,
        )
        session.remotes.put(server.id, remote)
    facts: Params = {"name": server.name, "target": str(server.target)}
    print(opt.words().text("cli.servers.added", facts))
    return 0


def run_winrm(options: argparse.Namespace) -> int:
    """Store where the remote management of a server answers."""
    from exchpatch_gui.services.session import Session

    with Session.create(opt.paths(options)) as session:
        server = session.inventory.find(options.target)
        session.remotes.put(server.id, _remote(options))
        remote = session.remotes.of(server)
    facts: Params = {"name": server.name, "place": str(Target(remote.host, remote.port))}
    print(opt.words().text(f"cli.servers.winrm.{remote.channel}", facts))
    return 0


def run_remove(options: argparse.Namespace) -> int:
    """Remove servers, all of those named or none."""
    from exchpatch_gui.services.session import Session

    with Session.create(opt.paths(options)) as session:
        found = [session.inventory.find(text) for text in options.target]
        removed = session.inventory.remove([server.id for server in found])
    print(opt.words().text("cli.servers.removed", {"count": len(removed.ids)}))
    return 0


def run_import(options: argparse.Namespace) -> int:
    """Say what a CSV file would do and, unless it is a dry run, do it."""
    from exchpatch_gui.services.csv_import import plan_import
    from exchpatch_gui.services.session import Session

    with Session.open(opt.paths(options)) as session:
        plan = plan_import(options.file, session.servers(), update_existing=options.update)
    _show(plan)
    if options.dry_run:
        print(opt.words().text("cli.servers.dry-run"))
        return 65 if plan.faults and not options.skip_invalid else 0
    with Session.create(opt.paths(options)) as session:
        done = session.inventory.apply(plan, skip_invalid=options.skip_invalid)
    facts: Params = {
        "added": len(done.added),
        "updated": len(done.updated),
        "unchanged": done.unchanged,
        "skipped": done.skipped,
    }
    print(opt.words().text("cli.servers.imported", facts))
    return 0


def run_export(options: argparse.Namespace) -> int:
    """Write the stored servers to a CSV file that can be imported again."""
    from exchpatch_gui.files import write_whole
    from exchpatch_gui.services.csv_export import export_csv
    from exchpatch_gui.services.session import Session

    with Session.open(opt.paths(options)) as session:
        servers = session.select(groups=options.group, tags=options.tag)
    write_whole(options.file, export_csv(servers))
    facts: Params = {"count": len(servers), "file": str(options.file)}
    print(opt.words().text("cli.servers.exported", facts))
    return 0


def run_find(options: argparse.Namespace) -> int:
    """Show where DNS leads for an e-mail domain and, if asked, store it."""
    from exchpatch_gui.errors import MissingError
    from exchpatch_gui.net.dns import Dns
    from exchpatch_gui.net.settings import NetError
    from exchpatch_gui.services.discovery import find, read_domain
    from exchpatch_gui.services.session import Session

    domain = read_domain(options.domain)
    try:
        leads = find(domain, Dns())
    except NetError as error:
        raise MissingError("name-server", domain=domain) from error
    for lead in leads:
        key = "found-cloud" if lead.cloud else "found"
        how = opt.words().text(f"cli.servers.found.{lead.how}")
        facts: Params = {"target": str(lead.target), "how": how}
        print(opt.words().text(f"cli.servers.{key}", facts))
    if not leads:
        print(opt.words().text("cli.servers.found-none", {"domain": domain}))
        return MissingError.exit_code
    if options.add:
        with Session.create(opt.paths(options)) as session:
            _store(session.inventory, leads)
    return 0


def _selecting(parser: argparse.ArgumentParser) -> None:
    opt.option(parser, "--group", metavar="NAME", action="append", default=[])
    opt.option(parser, "--tag", metavar="NAME", action="append", default=[])


def _reaching(parser: argparse.ArgumentParser) -> None:
    opt.option(parser, "--winrm-host", metavar="HOST[:PORT]", default="")
    opt.option(parser, "--winrm-tls", action="store_true")


def _remote(options: argparse.Namespace) -> Remote:
    from exchpatch_gui.domain.remotes import Channel
    from exchpatch_gui.services.sign_in_fields import read_remote

    channel = Channel.TLS if options.winrm_tls else Channel.MESSAGES
    return read_remote(options.winrm_host, channel)


def _store(inventory: Inventory, leads: tuple[Lead, ...]) -> None:
    for lead in leads:
        if not lead.cloud and inventory.stored(lead.target) is None:
            server = inventory.add(str(lead.target))
            facts: Params = {"name": server.name, "target": str(server.target)}
            print(opt.words().text("cli.servers.added", facts))


def _show(plan: ImportPlan) -> None:
    words = opt.words()
    for warning in plan.warnings:
        print(words.say(warning))
    for row in plan.rows:
        action = words.text(f"import.action.{row.action}")
        facts: Params = {"line": row.line, "action": action, "target": str(row.server.target)}
        print(words.text("cli.servers.row", facts))
    for fault in plan.faults:
        place: Params = {
            "line": fault.line,
            "column": fault.column,
            "name": fault.column_name,
            "fault": words.say(fault.message),
        }
        key = "import.place" if fault.column_name else "import.place_beyond"
        print(words.text(key, place))
