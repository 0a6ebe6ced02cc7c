# SPDX-License-Identifier: MIT
"""Whether all signs of one server agree, and all servers behind one name."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.base import CheckContext, check
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Kind, Observation
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_COUNTED_ALIKE = 15


@check("identity.contradictions")
def contradictions(context: CheckContext) -> Iterator[Finding]:
    """Tell that signs do not fit together; the identity lists them one by one.

    Yellow if an Exchange server is judged all the same, information where the verdict already says
    it. Nothing is said where all signs agree.

    Source: this project.
    """
    identity = context.identity
    if not identity.contradictions:
        return
    judged = identity.verdict is IdentityVerdict.EXCHANGE
    suspicious = tuple(one.id for one in context.seen(Kind.SUSPICION))
    yield Finding(
        id="identity.contradictions",
        light=TrafficLight.YELLOW if judged else TrafficLight.INFO,
        variant="found" if judged else "explained",
        value=str(len(identity.contradictions)),
        details={
            "count": len(identity.contradictions),
            "signs": ", ".join(one.key.partition(".")[2] for one in identity.contradictions),
        },
        evidence=suspicious or identity.evidence,
    )


@check("identity.nodes_differ")
def nodes_differ(context: CheckContext) -> Iterator[Finding]:
    """Tell that servers behind one name have different builds; the lowest is judged.

    Yellow; nothing is said where all have the same.

    Source: this project.
    """
    nodes = context.identity.nodes
    stated = sorted((BuildNumber.parse(node.build), node.name) for node in nodes if node.build)
    if len({build for build, _ in stated}) < 2:
        return
    (lowest, behind), (highest, ahead) = stated[0], stated[-1]
    yield Finding(
        id="identity.nodes_differ",
        light=TrafficLight.YELLOW,
        variant="differ",
        value=str(lowest),
        details={
            "count": len(stated),
            "lowest": str(lowest),
            "behind": behind,
            "highest": str(highest),
            "ahead": ahead,
        },
        evidence=tuple(one.id for one in context.seen(Kind.BUILD) if one.node),
    )


@check("build.outside_differs")
def outside_differs(context: CheckContext) -> Iterator[Finding]:
    """Compare the file on the disk with what the web service of the same server says it runs.

    Red if a web service that names this computer runs an older build than ExSetup.exe has, yellow
    if it runs a newer one or doesn't say whose it is; nothing is said where they are the same. They
    differ where an update was installed by half, or the web service runs on with the files from
    before. The front ends of 2013 and later name the build itself, those of 2007 and 2010 count by
    themselves.

    Source: this project.
    """
    if context.collected is None:
        return
    computer = context.collected.computer.casefold()
    for on_disk in context.seen(Kind.FILE_BUILD):
        installed = _build(on_disk)
        for seen in context.seen(Kind.BUILD):
            running = _build(seen)
            is_own = seen.node.partition(".")[0].casefold() == computer
            if installed is None or running is None or installed == running:
                continue
            if installed.major != _COUNTED_ALIKE or not (is_own or not seen.node):
                continue
            is_behind = running < installed
            yield Finding(
                id="build.outside_differs",
                light=TrafficLight.RED if is_behind and is_own else TrafficLight.YELLOW,
                variant="running_older" if is_behind else "files_older",
                value=str(running),
                details={"installed": str(installed), "running": str(running)},
                evidence=(on_disk.id, seen.id),
            )
            return


def _build(seen: Observation) -> BuildNumber | None:
    try:
        return BuildNumber.parse(seen.value)
    except ValueError:
        return None
