# SPDX-License-Identifier: MIT
"""How much memory the server has."""

from __future__ import annotations

from exchpatch_gui.checks.inside.base import CheckContext, readable
from exchpatch_gui.collected.local_system import Hardware


def memory_bytes(context: CheckContext) -> int:
    """Sum the modules; a virtual machine may show none, then Windows' own sum counts.

    Raises:
        NotCollectedError: The hardware isn't known.
        UnreadableError: Neither is known.
    """
    hardware = context.section(Hardware)
    total = sum(module.capacity for module in hardware.memory_modules)
    return total or readable(hardware.total_physical_memory, Hardware, "total_physical_memory")
