# SPDX-License-Identifier: MIT
"""What a remote PowerShell is to the rest of the program, whatever carries it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from exchpatch_gui.domain.sign_ins import Secret

Argument = str | bool | Secret | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """Text that is run on the server as it is.

    Attributes:
        parameters: For its ``param`` block; a ``Secret`` arrives as a SecureString and stands
            neither in the text nor readable in any message.
    """

    text: str
    parameters: Mapping[str, Argument] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Command:
    """One cmdlet, for sessions that run no scripts.

    Attributes:
        limit: Seconds it may take.
    """

    name: str
    parameters: Mapping[str, Argument]
    limit: float


@dataclass(frozen=True, slots=True)
class Complaint:
    """A record of the stream of errors; the server's word, cleaned.

    Attributes:
        identifier: Which error it is, whatever language the text has.
        is_denied: Its category says that the account may not do that.
    """

    text: str
    identifier: str = ""
    is_denied: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """What a script or command gave; all of it is the server's word.

    Attributes:
        values: Objects of the output stream: of a script texts, numbers and truth values, of a
            command values of CliXml.
        errors: What went wrong.
        has_failed: It was ended by an error.
    """

    values: tuple[object, ...]
    errors: tuple[Complaint, ...] = ()
    has_failed: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """What went wrong, in the words of the server."""
        return tuple(one.text for one in self.errors)


class CommandLateError(Exception):
    """A command took too long and was stopped; the session can be used further."""


class RemoteShell(Protocol):
    """A session on a server; for one thread."""

    def run(self, work: Script | Command, told: Callable[[str, str], None]) -> Output:
        """Run a script or a command to its end.

        Args:
            work: One at a time.
            told: Gets activity and status of each progress record, cleaned.

        Raises:
            CommandLateError: It is a command and takes longer than it may.
            RemoteFault: There is no end of it, or nothing that can be read.
        """

    def close(self) -> None:
        """End the session on the server too, whatever state it is in; never raises."""
