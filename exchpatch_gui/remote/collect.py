# SPDX-License-Identifier: MIT
"""Bringing the collected document of one server: one session, one script, one answer.

Who signs in without a password gets what Exchange says by a second session.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING

from exchpatch_gui import resources
from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.values import dataclass, replace
from exchpatch_gui.errors import InputError
from exchpatch_gui.remote.diagnose_session import document_fault, script_fault
from exchpatch_gui.remote.exchange import completed
from exchpatch_gui.remote.fault import RemoteFault
from exchpatch_gui.remote.order import Order
from exchpatch_gui.remote.session import open_shell, transport_for
from exchpatch_gui.remote.shell import Argument, Output, RemoteShell, Script
from exchpatch_gui.remote.sign_in import Admit

if TYPE_CHECKING:
    from exchpatch_gui.collected.document import Collected

_COLLECTOR = "collector/Get-ExchangeState.ps1"
_ACTIVITY = "Get-ExchangeState"


@dataclass(frozen=True, slots=True)
class Progress:
    """A section is being read.

    Attributes:
        section: Its name in the collected document.
        done: How many have been begun, this one included.
        count: How many there are.
    """

    section: str
    done: int
    count: int


class Tally:
    """Counts sections as they are begun, each once.

    Args:
        told: Is told of each, in the calling thread.
    """

    def __init__(self, told: Callable[[Progress], None]) -> None:
        from exchpatch_gui.collected.document import section_kinds  # noqa: PLC0415 (100 classes)

        self._told = told
        self._known = section_kinds()
        self._begun: set[str] = set()

    def begin(self, section: str) -> None:
        """Count a section, if there is one of this name."""
        if section in self._known and section not in self._begun:
            self._begun.add(section)
            self._told(Progress(section, len(self._begun), len(self._known)))


def collect(
    order: Order,
    cancel: threading.Event,
    told: Callable[[Progress], None],
    admit: Admit = nullcontext,
) -> Collected:
    """Sign in, run the collector, and leave no session behind.

    Args:
        order: Where and as whom.
        cancel: Ends it within two seconds, good-bye included.
        told: Is told of each section, in the calling thread.
        admit: Is entered around each proof of who signs in.

    Raises:
        RemoteFault: There is no document, and why.
    """
    tally = Tally(told)
    transport = transport_for(order, cancel, admit=admit)
    # Saying good-bye takes a patience of its own.
    patience = transport.patience
    with open_shell(transport, cancel) as shell:
        found = run_collector(shell, order, tally.begin)
    left = replace(order, deadline=patience.remaining())
    return completed(left, found, cancel, tally.begin)


def run_collector(
    shell: RemoteShell,
    order: Order,
    begin: Callable[[str], None],
    sections: tuple[str, ...] = (),
) -> Collected:
    """Run the collector in a session.

    Args:
        shell: A fresh one.
        order: Whose sign-in the script gets for Exchange and the directory, if it has a password.
        begin: Is told the name of each section, in the server's words.
        sections: The only ones to collect; none of them stands for all.

    Raises:
        RemoteFault: There is no document, and why.
    """

    def follow(activity: str, status: str) -> None:
        if activity == _ACTIVITY:
            begin(status)

    text = resources.path(_COLLECTOR).read_text(encoding="utf-8")
    output = shell.run(Script(text, _parameters(order, sections)), follow)
    return _document(output, str(order.place))


def _parameters(order: Order, sections: tuple[str, ...]) -> dict[str, Argument]:
    parameters: dict[str, Argument] = {}
    credential = order.credential
    if credential.secret is not None:
        parameters["UserName"] = credential.sign_in.user
        parameters["Password"] = credential.secret
    if sections:
        parameters["Sections"] = ",".join(sections)
    return parameters


def _document(output: Output, where: str) -> Collected:
    from exchpatch_gui.collected.decoder import decode  # noqa: PLC0415 (a hundred classes)

    if output.has_failed or (output.errors and not output.values):
        raise script_fault(output.words, where)
    pieces = [one for one in output.values if isinstance(one, str)]
    if len(pieces) != len(output.values):
        raise RemoteFault(FailureKind.PROTOCOL, "winrm-facts-form", where=where)
    try:
        return decode("".join(pieces).encode("utf-8", errors="replace"), where)
    except InputError as error:
        raise document_fault(error, where) from error
