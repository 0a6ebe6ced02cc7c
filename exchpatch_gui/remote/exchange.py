# SPDX-License-Identifier: MIT
"""The second session, straight to Exchange's own door, for who signs in without a password.

With a password the collector opens that session itself, on the server. Without one Windows hands
no sign-in on, so the program goes there: cmdlets one by one, because no scripts are run there.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from exchpatch_gui import wording
from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.remotes import EXCHANGE_PORT, Remote
from exchpatch_gui.domain.sign_ins import Credential, SignInKind
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import replace
from exchpatch_gui.errors import InputError
from exchpatch_gui.remote.diagnose_session import document_fault
from exchpatch_gui.remote.endpoints import EXCHANGE
from exchpatch_gui.remote.fault import RemoteFault
from exchpatch_gui.remote.order import Order
from exchpatch_gui.remote.session import open_shell, transport_for
from exchpatch_gui.remote.shell import RemoteShell

if TYPE_CHECKING:
    from exchpatch_gui.collected.document import Collected
    from exchpatch_gui.collected.section import Section

NO_ACCOUNT = "No account was given, and a remote session cannot sign in again without one."
"""Why the collector has left out what needs a sign-in of its own; its own words."""
# Of a computer in its domain; NetBIOS allows 15.
_LONGEST_NAME = 64
# An answer that can't be read says nothing of the next one.
_ONE_ANSWER = "winrm-unreadable"

Begin = Callable[[str], None]


def asked_organization(order: Order, cancel: threading.Event) -> Section[Any]:
    """Ask for the settings of the organization, which takes a role and no name of a server.

    Raises:
        RemoteFault: Exchange lets nobody in.
    """
    from exchpatch_gui.remote.cmdlets import Cmdlets  # noqa: PLC0415 (a hundred classes)
    from exchpatch_gui.remote.exchange_sections import read_section  # noqa: PLC0415 (same)

    with _door(order, cancel) as shell:
        return read_section("organization_config", Cmdlets(shell, ""))


def completed(order: Order, found: Collected, cancel: threading.Event, begin: Begin) -> Collected:
    """Fill the sections that the collector has left out for want of a password.

    What can't be filled says why; the rest of the document stays as it is.

    Args:
        order: That of the first session, with the time that is left.
        found: What the first session brought.
        cancel: Ends it within two seconds.
        begin: Is told the name of each section.

    Raises:
        RemoteFault: It was cancelled.
    """
    names = _left_out(found) if order.credential.secret is None else ()
    if not names:
        return found
    filled: dict[str, Section[Any]] = {}
    try:
        with _door(order, cancel) as shell:
            _fill(shell, found.computer, names, begin, filled)
    except RemoteFault as fault:
        if fault.failure.kind is FailureKind.CANCELLED:
            raise
        filled = dict.fromkeys(names, _unfilled(fault)) | filled
    return _joined(found, filled, str(order.place))


def _left_out(found: Collected) -> tuple[str, ...]:
    from exchpatch_gui.collected.section import Status  # noqa: PLC0415 (a hundred classes)
    from exchpatch_gui.remote.exchange_sections import READERS  # noqa: PLC0415 (same)

    sections = ((name, getattr(found.sections, name)) for name in READERS)
    return tuple(
        name for name, one in sections if one.status is Status.SKIPPED and one.reason == NO_ACCOUNT
    )


@contextmanager
def _door(order: Order, cancel: threading.Event) -> Iterator[RemoteShell]:
    """Open a session at Exchange's door; a ticket is no password that could be locked out."""
    remote = Remote(order.place.host, EXCHANGE_PORT)
    there = replace(order, remote=remote, credential=_by_kerberos(order.credential))
    with open_shell(transport_for(there, cancel, EXCHANGE), cancel) as shell:
        yield shell


def _by_kerberos(credential: Credential) -> Credential:
    """Let Windows offer nothing else: Exchange takes nothing else, however it is offered."""
    if credential.sign_in.kind is not SignInKind.CURRENT:
        return credential
    return replace(credential, sign_in=replace(credential.sign_in, kind=SignInKind.KERBEROS))


def _fill(
    shell: RemoteShell,
    computer: str,
    names: tuple[str, ...],
    begin: Begin,
    filled: dict[str, Section[Any]],
) -> None:
    """Fill one section after the other, until the session is of no more use."""
    from exchpatch_gui.collected.section import Status  # noqa: PLC0415 (a hundred classes)
    from exchpatch_gui.remote.cmdlets import Cmdlets  # noqa: PLC0415 (same)
    from exchpatch_gui.remote.exchange_sections import read_section  # noqa: PLC0415 (same)

    ask = Cmdlets(shell, clean(computer, _LONGEST_NAME))
    for name in names:
        begin(name)
        try:
            filled[name] = read_section(name, ask)
        except RemoteFault as fault:
            if fault.failure.reason != _ONE_ANSWER:
                raise
            filled[name] = replace(_unfilled(fault), status=Status.ERROR)


def _unfilled(fault: RemoteFault) -> Section[Any]:
    from exchpatch_gui.collected.section import Section, Status  # noqa: PLC0415 (few come here)

    failure = fault.failure
    key = f"failure.{failure.kind}.{failure.reason}.message"
    return Section(Status.SKIPPED, None, wording.load().text(key, failure.params))


def _joined(found: Collected, filled: dict[str, Section[Any]], where: str) -> Collected:
    """Put both together, if the whole is a document that could have come from the collector."""
    from exchpatch_gui.collected.decoder import decode  # noqa: PLC0415 (few come here)
    from exchpatch_gui.collected.encoder import encode  # noqa: PLC0415 (same)

    whole = replace(found, sections=replace(found.sections, **filled))
    try:
        return decode(encode(whole), where)
    except InputError as error:
        nothing = _unfilled(document_fault(error, where))
        return replace(found, sections=replace(found.sections, **dict.fromkeys(filled, nothing)))
