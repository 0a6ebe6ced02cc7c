# SPDX-License-Identifier: MIT
"""What a remote PowerShell is to the rest of the program, whatever carries it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from exchpatch_gui.domain.sign_ins import Secret

Argument = str | Secret | tuple[str, ...]


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
class Output:
    """What a script gave; all of it is the server's word.

    Attributes:
        values: Objects of the output stream: texts, numbers, truth values.
        errors: What went wrong, in the words of the server.
        has_failed: It was ended by an error.
    """

    values: tuple[object, ...]
    errors: tuple[str, ...] = ()
    has_failed: bool = False


class RemoteShell(Protocol):
    """A session on a server; for one thread."""

    def run(self, script: Script, told: Callable[[str, str], None]) -> Output:
        """Run a script to its end.

        Args:
            script: One at a time.
            told: Gets activity and status of each progress record, cleaned.

        Raises:
            RemoteFault: There is no end of it, or nothing that can be read.
        """

    def close(self) -> None:
        """End the session on the server too, whatever state it is in; never raises."""
