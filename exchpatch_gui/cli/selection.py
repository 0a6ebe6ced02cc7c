# SPDX-License-Identifier: MIT
"""From the words of the command line to the servers that are meant."""

from __future__ import annotations

import argparse

from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.errors import CommandError, InputError, MissingError
from exchpatch_gui.services.server_fields import read_target
from exchpatch_gui.services.session import Session
from exchpatch_gui.storage.servers import target_key


def select(session: Session, options: argparse.Namespace) -> tuple[Server, ...]:
    """Give the named targets, then the stored servers asked for, each once.

    A target that is stored is checked as the stored server, so that its history grows.

    Raises:
        CommandError: A target can't be read, or nothing is named.
        MissingError: No stored server fits.
    """
    stored = {target_key(server.target): server for server in session.servers()}
    targets = [_target(text) for text in options.target]
    chosen = [stored.get(target_key(one)) or Server.ad_hoc(one) for one in targets]
    if options.all or options.group or options.tag:
        fitting = session.select(groups=options.group, tags=options.tag, enabled_only=True)
        if not fitting:
            raise MissingError("no-servers")
        chosen += fitting
    if not chosen:
        raise CommandError("nothing-named")
    return tuple(dict.fromkeys(chosen))


def named(session: Session, text: str) -> Server:
    """Give the stored server of this target or name, or one that isn't stored.

    Raises:
        CommandError: It is neither a name in the list nor a target.
    """
    for server in session.servers():
        if server.name.casefold() == text.strip().casefold():
            return server
    target = _target(text)
    stored = {target_key(server.target): server for server in session.servers()}
    return stored.get(target_key(target)) or Server.ad_hoc(target)


def _target(text: str) -> Target:
    try:
        return read_target(text)
    except InputError as error:
        raise CommandError(error.key, **error.params) from error
