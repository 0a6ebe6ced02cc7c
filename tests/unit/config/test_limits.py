# SPDX-License-Identifier: MIT
"""The rules for single values of the settings."""

from __future__ import annotations

import pytest

from exchpatch_gui.config.limits import Choice, ClockTime, Length, Limit, Within


@pytest.mark.parametrize(
    ("limit", "allowed", "refused"),
    [
        (Within(1, 3), [1, 2, 3, 2.5], [0, 4, float("nan"), float("inf")]),
        (Choice(("A4", "Letter")), ["A4"], ["a4", ""]),
        (Length(3), ["", "abc"], ["abcd"]),
        (ClockTime(), ["00:00", "23:59"], ["", "24:00", "12:60", "7:00", "07:00 ", "٠٧:٠٠"]),
        (ClockTime(or_empty=True), ["", "07:00"], ["07"]),
    ],
    ids=["within", "choice", "length", "time", "time-or-empty"],
)
def test_a_limit_tells_what_is_allowed(limit: Limit, allowed: list[object], refused: list[object]):
    assert [one for one in allowed if not limit.allows(one)] == []
    assert [one for one in refused if limit.allows(one)] == []
