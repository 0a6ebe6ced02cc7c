# SPDX-License-Identifier: MIT
"""What a benchmark gives back, and how it is printed: ratios first, raw figures beside them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing.

    Attributes:
        raw: In its unit, such as ``1.73 s``.
        ratio: How many times the yardstick, which is 1.0 itself; None where there is none.
        limit: What it should stay within, in words; empty for a yardstick.
        within: Whether it does; None without a limit.
    """

    name: str
    raw: str
    ratio: float | None = None
    limit: str = ""
    within: bool | None = None


def seconds(name: str, value: float, *, limit: float) -> Figure:
    """Make a figure of seconds that are compared with an absolute limit."""
    return Figure(name, f"{value:.2f} s", None, f"≤ {limit:g} s", value <= limit)


def memory(name: str, mebibytes: float | None, *, limit: float | None = None) -> Figure:
    """Make a figure of peak memory; systems without ``wait4`` can't tell it."""
    raw = "not told by this system" if mebibytes is None else f"{mebibytes:.0f} MiB"
    if limit is None or mebibytes is None:
        return Figure(name, raw)
    return Figure(name, raw, None, f"≤ {limit:.0f} MiB", mebibytes <= limit)


def show(title: str, figures: Sequence[Figure]) -> None:
    """Print one benchmark's table."""
    lines = [title]
    for figure in figures:
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f} ×"
        verdict = {True: "ok", False: "over", None: ""}[figure.within]
        line = f"  {figure.name:<34}{ratio:>8}  {figure.raw:>24}  {figure.limit:<10}{verdict}"
        lines.append(line.rstrip())
    sys.stdout.write("\n".join([*lines, "", ""]))
    sys.stdout.flush()
