# SPDX-License-Identifier: MIT
"""What the person who makes a report decides: for whom, on which paper, how much of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum

from exchpatch_gui.catalogue.catalogue import Catalogue


class Template(StrEnum):
    """Who the report is for."""

    OWNER = "owner"
    """Two pages: the state, what to do first, the table of servers."""
    TECHNICAL = "technical"
    """With the steps, vulnerabilities, findings and evidence of each server."""
    AUDIT = "audit"
    """With the patch dates too."""


class Paper(StrEnum):
    """Paper sizes."""

    A4 = "A4"
    LETTER = "Letter"


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture for the head of the first page.

    Attributes:
        format: ``png`` or ``jpeg``.
    """

    content: bytes
    format: str


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What the person who makes a report decides.

    Attributes:
        generated_at: Now, UTC.
        title: Empty for the usual one.
        customer: Whose servers these are, or empty.
        prepared_by: Who hands the report over, or empty.
        timezone: Of all times in the report.
        timezone_name: As it is to be printed.
        catalogue: Gives updates their names and dates, and names its sources; without it builds
            stand for names.
    """

    generated_at: datetime
    title: str = ""
    customer: str = ""
    prepared_by: str = ""
    logo: Logo | None = None
    paper: Paper = Paper.A4
    template: Template = Template.TECHNICAL
    timezone: tzinfo = UTC
    timezone_name: str = "UTC"
    catalogue: Catalogue | None = None
