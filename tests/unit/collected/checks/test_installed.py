# SPDX-License-Identifier: MIT
"""Which build has what agrees with the catalogue."""

from __future__ import annotations

import pytest

from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.checks.inside import installed
from exchpatch_gui.checks.inside.base import UnreadableError
from exchpatch_gui.domain.builds import BuildNumber
from tests.helpers.catalogues import context, identity_of_family
from tests.helpers.collected import DAY

CATALOGUE = load_shipped()


@pytest.mark.parametrize("milestone", installed.SECURITY_UPDATES, ids=lambda one: one.name)
def test_every_build_of_a_milestone_is_that_of_the_catalogue(milestone):
    wanted = {one.build for one in CATALOGUE.updates if one.name == milestone.name}

    assert set(milestone.builds) == wanted


@pytest.mark.parametrize("milestone", installed.SECURITY_UPDATES, ids=lambda one: one.name)
def test_an_update_is_in_what_came_later_for_the_same_or_a_newer_level(milestone):
    released = min(one.released for one in CATALOGUE.updates if one.name == milestone.name)
    products = {one.level.product for one in CATALOGUE.updates if one.name == milestone.name}

    for level in {one.level for one in CATALOGUE.updates if one.level.product in products}:
        updates = CATALOGUE.updates_of(level)
        for update in updates:
            if update.released < released:
                assert not milestone.is_in(update.build), update
        if updates[0].released > released:
            assert milestone.is_in(updates[0].build), updates[0]


@pytest.mark.parametrize(
    ("build", "answer"),
    [
        ("15.2.922.7", False),
        ("15.2.986.26", False),
        ("15.2.986.28", True),
        ("15.2.1118.9", False),
        ("15.2.1258.12", True),
        ("15.1.2375.31", True),
        ("15.1.2507.6", False),
        ("15.0.1497.38", True),
        ("14.3.496.0", False),
    ],
)
def test_extended_protection_came_with_these_builds(build, answer):
    assert installed.EXTENDED_PROTECTION.is_in(BuildNumber.parse(build)) is answer


def test_a_build_known_in_part_is_answered_only_where_that_is_enough():
    who = identity_of_family((15, 2, 1118), CATALOGUE.as_of(DAY))
    seen = context(who, CATALOGUE.as_of(DAY), DAY)

    assert installed.has(seen, installed.CU22_CU11)
    assert not installed.has(seen, installed.MAR24SU)
    with pytest.raises(UnreadableError):
        installed.has(seen, installed.NOV23SU)


@pytest.mark.parametrize("text", ["", None, "10.0.x", "10..1", "٣.1", "9" * 30])
def test_what_is_no_version_is_none(text):
    assert installed.version_of(text) is None
