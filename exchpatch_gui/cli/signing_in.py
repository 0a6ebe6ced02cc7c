# SPDX-License-Identifier: MIT
"""From the options of a check to who signs in where, with the passwords it takes."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from exchpatch_gui.domain.evidence import SIGN_IN_PROBE
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import replace
from exchpatch_gui.errors import CommandError, MissingError

if TYPE_CHECKING:
    from exchpatch_gui.domain.access import Access, PlannedAccess
    from exchpatch_gui.domain.sign_ins import SignIn
    from exchpatch_gui.services.session import Session


def chosen_access(
    options: argparse.Namespace, session: Session, servers: Iterable[Server]
) -> Mapping[Server, Access]:
    """Give how to sign in to servers, those left out that nobody signs in to.

    ``--credential`` holds for all servers, whatever is assigned, and so does ``--port winrm=``.
    Where a password is missing or was refused, a person at the terminal is asked for it.

    Raises:
        MissingError: ``sign_in.unknown``: no sign-in is called so.
        CommandError: ``nobody-signs-in``: a sign-in is asked for and there is none.
        InputError: What was typed can't be a password.
    """
    planned = _planned(options, session, servers)
    if not planned and (options.ask_password or SIGN_IN_PROBE in options.probe):
        raise CommandError("nobody-signs-in")
    if options.ask_password:
        planned = _entered_anew(planned, session)
    if not planned:
        return {}
    from exchpatch_gui.cli.prompting import ask_password, is_somebody_there

    ask = ask_password if is_somebody_there() and not options.quiet else None
    return session.passwords.access(planned, ask)


def _planned(
    options: argparse.Namespace, session: Session, servers: Iterable[Server]
) -> tuple[PlannedAccess, ...]:
    if not session.is_stored:
        if options.credential:
            raise MissingError("sign_in.unknown", label=clean(options.credential, 80))
        return ()
    sign_in = session.sign_ins.find(options.credential) if options.credential else None
    port = dict(options.port).get(SIGN_IN_PROBE, 0)
    planned = session.sign_ins.plan(servers, sign_in, port=port)
    return tuple(one for one in planned if one.chosen.sign_in)


def _entered_anew(planned: Iterable[PlannedAccess], session: Session) -> tuple[PlannedAccess, ...]:
    from exchpatch_gui.cli.prompting import prompt_password

    fresh: dict[int, SignIn] = {}
    for one in planned:
        sign_in = one.chosen.sign_in
        if sign_in is not None and sign_in.needs_secret and sign_in.id not in fresh:
            session.passwords.remember(sign_in, prompt_password(sign_in))
            fresh[sign_in.id] = replace(sign_in, refused_at=None)
    return tuple(_with(one, fresh) for one in planned)


def _with(planned: PlannedAccess, fresh: Mapping[int, SignIn]) -> PlannedAccess:
    old = planned.chosen.sign_in
    sign_in = fresh.get(old.id, old) if old else None
    return replace(planned, chosen=replace(planned.chosen, sign_in=sign_in))
