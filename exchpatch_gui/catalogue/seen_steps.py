# SPDX-License-Identifier: MIT
"""What was seen on a server of the steps that vulnerabilities ask for beyond its build."""

from typing import NamedTuple

Place = tuple[str, str]
"""A vulnerability's id and a step's: one step may be taken for one and not for another."""


class SeenSteps(NamedTuple):
    """What is known of steps; in neither set is what nobody could see.

    Attributes:
        taken: Seen to be taken, or to mean nothing for this server.
        missing: Seen not to be taken, or to have been undone.
    """

    taken: frozenset[Place] = frozenset()
    missing: frozenset[Place] = frozenset()


NOTHING_SEEN = SeenSteps()
