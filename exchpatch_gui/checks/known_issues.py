# SPDX-License-Identifier: MIT
"""Faults that came with the installed build itself, as the catalogue lists them."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.catalogue.lifecycle import KnownIssue
from exchpatch_gui.checks.base import CheckContext, check
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding


@check("build.known_issue")
def known_issue(context: CheckContext) -> Iterator[Finding]:
    """Warn of a faulty build where another one mends it; otherwise only say what to expect.

    Yellow for each fault of the installed build that a later build of the same cumulative update
    mends, information for each without such a build.

    Source: the page that the catalogue names for each fault.
    """
    installed = context.identity.judged
    for issue in context.standing.issues:
        mended_in = issue.mended_in(installed) if installed else None
        yield Finding(
            id="build.known_issue",
            light=TrafficLight.YELLOW if mended_in else TrafficLight.INFO,
            variant=_variant(issue, installed, mended_in),
            instance=issue.id,
            value=context.identity.build,
            details={"issue": issue.issue, "mended_in": str(mended_in) if mended_in else None},
            evidence=context.identity.evidence,
            links=(issue.url,) if issue.url else (),
        )


def _variant(
    issue: KnownIssue, installed: BuildNumber | None, mended_in: BuildNumber | None
) -> str:
    if mended_in is not None:
        return "mended"
    return "unmended" if installed in issue.builds else "ongoing"
