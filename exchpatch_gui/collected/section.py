# SPDX-License-Identifier: MIT
"""One section of a collected document: its data, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, NewType, TypeVar

T = TypeVar("T")

Base64 = NewType("Base64", str)
"""Text in the alphabet of base64; whether it decodes is another question."""


class Status(StrEnum):
    """How the collection of a section ended; the words of the document."""

    OK = "ok"
    ERROR = "error"
    ACCESS_DENIED = "access_denied"
    SKIPPED = "skipped"


class NotCollectedError(Exception):
    """Somebody needs a section that has no data.

    Attributes:
        section: Its name in the document.
        reason: The collector's own words; foreign text.
    """

    def __init__(self, section: str, status: Status, reason: str) -> None:
        super().__init__(section, status, reason)
        self.section = section
        self.status = status
        self.reason = reason


class Block(StrEnum):
    """Which rights a section needs, and where it is collected.

    ``LOCAL`` needs an administrator of the server, ``EXCHANGE`` the role View-Only Organization
    Management, ``AD`` any user of the domain.
    """

    LOCAL = "local"
    EXCHANGE = "exchange"
    AD = "ad"


@dataclass(frozen=True, slots=True)
class Section(Generic[T]):
    """One section.

    Attributes:
        data: None exactly when the status is not ``OK``.
        reason: Why there is no data, as the collector said it; foreign text, empty with data.
        elapsed_ms: How long the collection took.
    """

    status: Status
    data: T | None
    reason: str = ""
    elapsed_ms: int = 0


def block_of(kind: type[object]) -> Block:
    """Give the block of a section's type: its module is named after it."""
    return Block(kind.__module__.rpartition(".")[2].partition("_")[0])
