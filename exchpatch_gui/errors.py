# SPDX-License-Identifier: MIT
"""The two kinds of error: the world's fault, which has a sentence, and our own.

``UserError``
  ``CommandError``       the command is wrong                      exit 64
  ``InputError``         an input file is unreadable or invalid    exit 65
  ``MissingError``       a file or target is missing               exit 66
  ``OutputError``        output can't be written                   exit 73
  ``StorageError``       the data directory can't be used          exit 73
  ``VaultError``         the store of passwords can't be used      exit 73
``Bug``                  a fault of ours                           exit 70
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date


class UserError(Exception):
    """Something a person can mend; ``error.<key>.message`` and ``.hint`` say what and how.

    Attributes:
        key: The sentence's id below ``error`` in the wording.
        params: What its placeholders stand for.
        because: The id of the sentence that ``{reason}`` stands for, or empty.
    """

    exit_code = 65

    def __init__(self, key: str, because: str = "", /, **params: str | float | date | None) -> None:
        super().__init__(key, params)
        self.key = key
        self.params: Mapping[str, str | float | date | None] = params
        self.because = because


class CommandError(UserError):
    """The command line is wrong."""

    exit_code = 64


class InputError(UserError):
    """An input file is unreadable or invalid."""

    exit_code = 65


class MissingError(UserError):
    """A file or target that was named isn't there."""

    exit_code = 66


class OutputError(UserError):
    """Output can't be written."""

    exit_code = 73


class StorageError(UserError):
    """The data directory can't be used."""

    exit_code = 73


class VaultError(UserError):
    """The operating system's store of passwords can't be used."""

    exit_code = 73


class Bug(Exception):  # noqa: N818 (it is a fault of the program, not an error of the world)
    """A state that the program itself rules out."""

    exit_code = 70
