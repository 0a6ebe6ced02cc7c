# SPDX-License-Identifier: MIT
"""Whether the catalogue itself is fit to judge by."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.base import CheckContext, check
from exchpatch_gui.domain.identity_words import Relation
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding


@check("catalogue.stale")
def stale(context: CheckContext) -> Iterator[Finding]:
    """Say that the catalogue is too old: what came since is unknown, so nothing is green.

    Yellow if it is more than 35 days older than the judging day; nothing is said otherwise.

    Source: this project.
    """
    catalogue = context.catalogue
    if not catalogue.stale:
        return
    yield Finding(
        id="catalogue.stale",
        light=TrafficLight.YELLOW,
        variant="old",
        value=catalogue.date.isoformat(),
        details={"date": catalogue.date, "days": catalogue.age_days},
    )


@check("catalogue.behind")
def behind(context: CheckContext) -> Iterator[Finding]:
    """Say that a server is ahead of the catalogue: it proves that something newer exists.

    Yellow if its build is above all that are listed for its family; nothing is said otherwise.

    Source: this project.
    """
    identity = context.identity
    if identity.relation is not Relation.NEWER_THAN_CATALOGUE:
        return
    yield Finding(
        id="catalogue.behind",
        light=TrafficLight.YELLOW,
        variant="behind",
        value=identity.build,
        details={"build": identity.build, "date": context.catalogue.date},
        evidence=identity.evidence,
    )
