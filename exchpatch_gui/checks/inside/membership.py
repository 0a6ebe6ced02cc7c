# SPDX-License-Identifier: MIT
"""Whether the server is in the groups that give Exchange its rights."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check, readable
from exchpatch_gui.collected.ad_directory import AdComputer, AdWellKnownGroups
from exchpatch_gui.collected.local_security import LocalAdministrators
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

# Whatever the groups are called; otherWellKnownObjects of the Exchange container.
_TRUSTED_SUBSYSTEM = ("Exchange Trusted Subsystem", "EA876A58DB6DD04C9006939818F800EB")
_SERVERS = ("Exchange Servers", "A7D2016C83F003458132789EEB127B84")
_LINK = "https://aka.ms/HC-ServerMembership"


@check(
    "ad.server_membership",
    needs=(AdComputer, AdWellKnownGroups, LocalAdministrators),
    on_edge=False,
)
def membership(context: CheckContext) -> Iterator[Finding]:
    """Compare by SID: the computer's groups, and who administers it.

    Red for each that is missing: the computer in Exchange Trusted Subsystem, the computer in
    Exchange Servers, and Exchange Trusted Subsystem among the local administrators. Information if
    none is.
    """
    own = {one.sid for one in context.section(AdComputer).member_of}
    administrators = {one.sid for one in context.section(LocalAdministrators).members}
    trusted = _sid(context, _TRUSTED_SUBSYSTEM[1])
    missing = [
        ("ad", _TRUSTED_SUBSYSTEM[0], trusted not in own),
        ("ad", _SERVERS[0], _sid(context, _SERVERS[1]) not in own),
        ("local", _TRUSTED_SUBSYSTEM[0], trusted not in administrators),
    ]
    for place, group, is_missing in missing:
        if is_missing:
            yield Finding(
                id="ad.server_membership",
                light=TrafficLight.RED,
                variant=f"missing_{place}",
                instance=f"{place}: {group}",
                value="Missing",
                details={"group": group, "server": context.document.computer},
                links=(_LINK,),
            )
    if not any(is_missing for _, _, is_missing in missing):
        yield Finding(
            id="ad.server_membership", light=TrafficLight.INFO, variant="passed", value="Passed"
        )


def _sid(context: CheckContext, guid: str) -> str:
    groups = context.section(AdWellKnownGroups).items
    found = [one.sid for one in groups if one.well_known_guid.upper() == guid and one.sid]
    return readable(found[0] if found else None, AdWellKnownGroups, "sid")
