# SPDX-License-Identifier: MIT
"""What servers with the same build have in common is made once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Part = TypeVar("Part")
Made = TypeVar("Made")
_MOST = 64


class Shared(Generic[Part, Made]):
    """Makes something of a part, and gives it again for the very same object.

    Judging gives all servers with one build the same vulnerabilities and steps, not equal ones.
    """

    def __init__(self, make: Callable[[Part], Made]) -> None:
        self._make = make
        self._made: dict[int, tuple[Part, Made]] = {}

    def __call__(self, part: Part) -> Made:
        """Give what was made of this part."""
        if id(part) not in self._made:
            if len(self._made) == _MOST:
                self._made.clear()
            self._made[id(part)] = part, self._make(part)  # while it is kept, its id is its own
        return self._made[id(part)][1]
