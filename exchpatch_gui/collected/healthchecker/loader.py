# SPDX-License-Identifier: MIT
"""From a file that HealthChecker has exported to the documents of its servers."""

from __future__ import annotations

from pathlib import Path

from exchpatch_gui.collected.clixml.node import AbsentError
from exchpatch_gui.collected.clixml.reader import DEFAULT_LIMITS, CliXmlError, read
from exchpatch_gui.collected.clixml.values import Value
from exchpatch_gui.collected.document import Collected
from exchpatch_gui.collected.healthchecker.export import find_exports
from exchpatch_gui.collected.healthchecker.sections import collected
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import InputError, MissingError

_SHOWN_NAME = 120


def load(path: Path) -> tuple[Collected, ...]:
    """Read the servers of an export, as a rule one.

    Raises:
        MissingError: The file isn't there.
        InputError: It can't be read, is refused with the place of the fault, or is no export.
    """
    name = clean(path.name, _SHOWN_NAME)
    roots = _roots(path, name)
    try:
        found = tuple(collected(one) for one in find_exports(roots))
    except AbsentError as absent:
        raise InputError("import.incomplete", file=name, path=clean(absent.path)) from None
    if not found:
        raise InputError("import.no-export", file=name)
    return found


def _roots(path: Path, name: str) -> tuple[Value, ...]:
    try:
        with path.open("rb") as file:
            return read(file)
    except FileNotFoundError:
        raise MissingError("collected.missing", file=clean(str(path))) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError("collected.unreadable", file=clean(str(path)), why=why) from None
    except CliXmlError as error:
        raise InputError(
            "import.clixml",
            f"import.reason.{error.reason}",
            file=name,
            line=error.line,
            column=error.column,
            limit=DEFAULT_LIMITS.size // 1024**2,
        ) from None
