# SPDX-License-Identifier: MIT
"""Asking Exchange's cmdlets one by one, and why one of them gave nothing."""

from __future__ import annotations

from dataclasses import dataclass

from exchpatch_gui import wording
from exchpatch_gui.collected.clixml.node import Node
from exchpatch_gui.collected.clixml.values import Value, listed
from exchpatch_gui.collected.section import Status
from exchpatch_gui.domain.messages import Scalar
from exchpatch_gui.domain.text import clean
from exchpatch_gui.remote.shell import Argument, Command, CommandLateError, Complaint, RemoteShell

LONGEST_REASON = 500
# That of the collector's script.
_LIMIT_SECONDS = 60.0
_UNKNOWN = "CommandNotFoundException"
# Sessions of some versions give this error no other identifier than its text.
_UNKNOWN_WORDS = "is not recognized as the name of a cmdlet"


class NothingError(Exception):
    """A section has no data; the text says why, in the language of the program."""

    def __init__(self, status: Status, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def sentence(key: str, **params: Scalar) -> str:
    """Word why there is no data, for the document."""
    return wording.load().text(f"remote.cmdlet.{key}", params)


@dataclass(slots=True)
class Cmdlets:
    """Exchange's cmdlets in one session.

    Attributes:
        server: The name the server gave itself.
        is_alone: Whether the server is known to be in no group; None if nobody knows.
    """

    shell: RemoteShell
    server: str
    is_alone: bool | None = None

    def one(self, cmdlet: str, **parameters: Argument) -> Node:
        """Give the one object of a cmdlet.

        Raises:
            NothingError: There is none, and why.
            RemoteFault: The session is of no more use.
        """
        values = self._asked(cmdlet, parameters)
        if not values:
            raise NothingError(Status.ERROR, sentence("nothing", cmdlet=cmdlet))
        return Node(values[0], cmdlet)

    def first(self, cmdlet: str, **parameters: Argument) -> Node:
        """Give the first object of a cmdlet, null without any; raises as ``one``."""
        return Node(next(iter(self._asked(cmdlet, parameters)), None), cmdlet)

    def all(self, cmdlet: str, **parameters: Argument) -> Node:
        """Give the objects of a cmdlet as a list; raises as ``one``."""
        return Node(listed(self._asked(cmdlet, parameters)), cmdlet)

    def _asked(self, cmdlet: str, parameters: dict[str, Argument]) -> tuple[Value, ...]:
        command = Command(cmdlet, parameters, _LIMIT_SECONDS)
        try:
            output = self.shell.run(command, lambda _activity, _status: None)
        except CommandLateError:
            late = sentence("late", cmdlet=cmdlet, seconds=round(_LIMIT_SECONDS))
            raise NothingError(Status.ERROR, late) from None
        if output.errors:
            raise _refused(cmdlet, output.errors[0])
        if output.has_failed:
            raise NothingError(Status.ERROR, sentence("nothing", cmdlet=cmdlet))
        return output.values  # type: ignore[return-value]  # a command gives values of CliXml


def _refused(cmdlet: str, complaint: Complaint) -> NothingError:
    if complaint.identifier.startswith(_UNKNOWN) or _UNKNOWN_WORDS in complaint.text:
        return NothingError(Status.ACCESS_DENIED, sentence("unknown", cmdlet=cmdlet))
    status = Status.ACCESS_DENIED if complaint.is_denied else Status.ERROR
    reason = clean(complaint.text, LONGEST_REASON) or sentence("nothing", cmdlet=cmdlet)
    return NothingError(status, reason)
