# SPDX-License-Identifier: MIT
"""Checks and probes are found by their place, each under an id of its own."""

from __future__ import annotations

import pytest

from exchpatch_gui.checks import base as checks
from exchpatch_gui.checks.inside import base as inside
from exchpatch_gui.checks.sign_in import INSIDE_CHECKS
from exchpatch_gui.domain.evidence import ProbeOutcome
from exchpatch_gui.domain.verdicts import Finding
from exchpatch_gui.probes import base as probes


def another_check(_context: checks.CheckContext) -> tuple[Finding, ...]:
    return ()


def another_probe(_context: probes.ProbeContext) -> ProbeOutcome:
    raise AssertionError("it must never run")


def test_two_checks_of_one_name_are_refused():
    taken = checks.discover()[0][0]

    with pytest.raises(ValueError, match=f"two checks are called {taken}"):
        checks.check(taken)(another_check)


def test_two_probes_of_one_name_are_refused():
    taken = probes.discover()[0].id

    with pytest.raises(ValueError, match=f"two probes are called {taken}"):
        probes.probe(taken, order=1)(another_probe)


def test_checks_come_sorted_by_their_id():
    ids = [check_id for check_id, _ in checks.discover()]

    assert ids == sorted(set(ids))


def test_probes_come_in_the_order_they_run():
    orders = [probe.order for probe in probes.discover()]

    assert orders == sorted(orders)


def test_the_checks_from_inside_are_as_many_as_is_told_without_loading_them():
    assert len(inside.discover()) == INSIDE_CHECKS
