# SPDX-License-Identifier: MIT
"""The servers behind one name, each with the build it stated."""

from __future__ import annotations

from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Kind
from exchpatch_gui.domain.identity import Node
from exchpatch_gui.identity.build import distrust
from exchpatch_gui.identity.evidence import Evidence


def find_nodes(evidence: Evidence) -> tuple[Node, ...]:
    """Give every name that answered; of several builds of one name the lowest."""
    builds: dict[str, list[BuildNumber]] = {
        one.value: [] for one in evidence.web(Kind.FRONT_END) if one.value
    }
    for one in evidence.web(Kind.BUILD):
        if one.node in builds and distrust(one.value) == "":
            builds[one.node].append(BuildNumber.parse(one.value))
    return tuple(Node(name, str(min(stated)) if stated else "") for name, stated in builds.items())
