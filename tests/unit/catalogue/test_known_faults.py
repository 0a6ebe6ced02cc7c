# SPDX-License-Identifier: MIT
"""Faults of single builds: which builds each one reaches and what mends it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from exchpatch_gui.catalogue.lifecycle import KnownIssue
from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.domain.builds import BuildNumber

SHIPPED = load_shipped()
RANGE = re.compile(r"(15\.\d\.\d+)\.(\d+)-<\.(\d+)")
SAME_FAULTS = {
    "nov21su-redirection": "nov21_owa",
    "mar24su-faults": "mar24",
    "jan23su-signing-2013": "jan23_2013_signing",
    "jan23su-faults": "jan23_other",
    "feb23su-web-services": "feb23",
    "pickup-version": "pickup_version",
    "apr25hu-online-archive": "hybrid_archive",
}


def build(text: str) -> BuildNumber:
    return BuildNumber.parse(text)


def mended(*builds: str) -> KnownIssue:
    return KnownIssue("fault", "It fails.", {}, False, "", (), tuple(map(build, builds)))


def ranges_of(rule: str) -> list[tuple[BuildNumber, BuildNumber]]:
    bound = [
        (build(f"{family}.{low}"), build(f"{family}.{high}"))
        for family, low, high in RANGE.findall(rule)
    ]
    wide = [build(text) for text in re.findall(r"any 15\.\d < (15[.\d]+\d)", rule)]
    return bound + [(BuildNumber(one.major, one.minor, 0, 0), one) for one in wide]


def fault_and_fact(issue_id: str, shared: Path) -> tuple[KnownIssue, dict[str, Any]]:
    facts = json.loads((shared / "facts" / "checks.json").read_text(encoding="utf-8"))
    name = f"build.known_issue.{SAME_FAULTS[issue_id]}"
    (fact,) = (one for one in facts["checks"] if one["id"] == name)
    (issue,) = (one for one in SHIPPED.lifecycle.known_issues if one.id == issue_id)
    return issue, fact


@pytest.mark.parametrize("issue_id", sorted(SAME_FAULTS))
def test_shipped_fault_reaches_the_builds_of_the_facts(issue_id: str, shared: Path) -> None:
    issue, fact = fault_and_fact(issue_id, shared)
    ranges = ranges_of(fact["levels"]["yellow"])

    reached = {one.build for one in SHIPPED.updates if issue.affects(one.build)}

    assert issue.url == fact["url"]
    assert reached == {
        one.build for one in SHIPPED.updates if any(low <= one.build < high for low, high in ranges)
    }


@pytest.mark.parametrize("issue_id", sorted(SAME_FAULTS))
def test_shipped_fault_is_mended_where_its_range_ends(issue_id: str, shared: Path) -> None:
    issue, fact = fault_and_fact(issue_id, shared)
    ranges = ranges_of(fact["levels"]["yellow"])

    for one in SHIPPED.updates:
        ends = {high for low, high in ranges if low <= one.build < high}
        assert issue.mended_in(one.build) in (ends or {None})


@pytest.mark.parametrize(
    ("seen", "cure"),
    [
        ("15.2.330.5", "15.2.1258.39"),
        ("15.2.1258.38", "15.2.1258.39"),
        ("15.2.1258.39", None),
        ("15.2.1544.13", "15.2.1544.14"),
        ("15.2.1544.14", None),
        ("15.2.1300.1", None),
        ("15.2.2562.17", None),
        ("15.1.330.5", None),
        ("16.0.0.0", None),
    ],
)
def test_fault_of_old_ends_with_the_first_build_that_mended_it(seen: str, cure: str | None) -> None:
    fault = mended("15.2.1258.39", "15.2.1544.14")

    assert fault.mended_in(build(seen)) == (build(cure) if cure else None)
    assert fault.affects(build(seen)) is (cure is not None)
