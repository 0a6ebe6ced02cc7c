# SPDX-License-Identifier: MIT
"""The collected document as one value."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TypeVar, get_args, get_type_hints

from exchpatch_gui.collected.section import NotCollectedError, Section
from exchpatch_gui.collected.sections import Sections
from exchpatch_gui.domain.values import dataclass

SCHEMA = "exchpatch.collected/1"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Collected:
    """What was collected on one server at one time.

    Attributes:
        collected_at: UTC.
        computer: The name the server gave itself; foreign text.
    """

    collector_version: str
    collected_at: datetime
    computer: str
    sections: Sections

    def find(self, kind: type[T]) -> Section[T]:
        """Give the section whose data has this type."""
        section: Section[T] = getattr(self.sections, section_name(kind))
        return section

    def need(self, kind: type[T]) -> T:
        """Give the data of this type.

        Raises:
            NotCollectedError: The section has none.
        """
        section = self.find(kind)
        if section.data is None:
            raise NotCollectedError(section_name(kind), section.status, section.reason)
        return section.data


def section_name(kind: type[object]) -> str:
    """Give a section's name in the document from the type of its data."""
    return _names()[kind]


def section_kinds() -> dict[str, type[object]]:
    """Give the type of every section's data by name, in the order of the document."""
    return {name: kind for kind, name in _names().items()}


@cache
def _names() -> dict[type[object], str]:
    return {get_args(hint)[0]: name for name, hint in get_type_hints(Sections).items()}
