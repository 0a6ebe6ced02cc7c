# SPDX-License-Identifier: MIT
"""Where a build stands in a catalogue."""

from __future__ import annotations

from datetime import date

import pytest

from exchpatch_gui.catalogue.placement import place, place_family
from exchpatch_gui.domain.identity_words import Relation
from tests.helpers.catalogues import catalogue, level, number, product, se_updates, update

LISTED = catalogue(
    [
        *se_updates(),
        update("2019 CU14", "15.2.1544.4", date(2024, 2, 13)),
        update("2019 CU15", "15.2.1748.10", date(2025, 2, 10)),
        update("2019 CU15 Oct25SU", "15.2.1748.39", date(2025, 10, 14)),
        update("2010 SP3", "14.3.123.4", date(2013, 2, 12)),
        update(
            "2010 SP3 RU11",
            "14.3.266.2",
            date(2015, 9, 15),
            other_builds=(number("14.3.266.1"), number("14.3.270.0")),
        ),
        update("2010 SP3 RU32", "14.3.513.0", date(2021, 3, 2)),
    ]
)


def placed(build):
    return place(number(build), LISTED)


def test_listed_build_has_its_release_and_neighbours():
    placement = placed("15.2.2562.37")

    assert placement.relation is Relation.LISTED
    assert placement.update is not None
    assert placement.update.title == "SE RTM Feb26SU"
    assert placement.below is not None
    assert placement.above is not None
    assert (placement.below.name, placement.above.name) == ("", "May26HU")


def test_package_that_showed_another_number_counts_as_listed_by_it():
    placement = placed("14.3.270.0")

    assert placement.relation is Relation.LISTED
    assert placement.update is not None
    assert placement.update.name == "RU11"
    assert placement.level == level("2010 SP3")


@pytest.mark.parametrize(
    ("build", "relation", "product_id", "level_text"),
    [
        ("15.2.2562.44", Relation.NEWER_THAN_CATALOGUE, "SE", "SE RTM"),
        ("15.2.2562.38", Relation.BETWEEN, "SE", "SE RTM"),
        ("15.2.2562.1", Relation.BETWEEN, "SE", "SE RTM"),
        ("15.2.3000.1", Relation.NEWER_THAN_CATALOGUE, "SE", None),
        ("15.2.1748.40", Relation.NEWER_THAN_CATALOGUE, "2019", "2019 CU15"),
        ("15.2.1800.1", Relation.NEWER_THAN_CATALOGUE, "2019", None),
        ("15.2.1600.1", Relation.UNKNOWN_FAMILY, "2019", None),
        ("15.2.196.0", Relation.UNKNOWN_FAMILY, "2019", None),
        ("14.3.415.0", Relation.BETWEEN, "2010", "2010 SP3"),
        ("14.3.999.0", Relation.NEWER_THAN_CATALOGUE, "2010", "2010 SP3"),
        ("14.1.218.15", Relation.UNKNOWN_FAMILY, "2010", None),
        ("8.3.485.1", Relation.UNKNOWN_FAMILY, "2007", None),
        ("6.5.7638.1", Relation.UNKNOWN_FAMILY, "", None),
        ("15.20.1.1", Relation.UNKNOWN_FAMILY, "", None),
    ],
)
def test_unlisted_build_is_placed_by_order_and_never_rounded(
    build, relation, product_id, level_text
):
    placement = placed(build)

    assert placement.update is None
    assert placement.relation is relation
    assert placement.product == product_id
    assert placement.level == (level(level_text) if level_text else None)


def test_unlisted_family_is_nearest_to_the_level_below():
    assert placed("15.2.1600.1").nearest_level == level("2019 CU14")
    assert placed("15.2.196.0").nearest_level is None
    assert placed("15.2.1748.40").nearest_level == level("2019 CU15")


def test_product_without_releases_has_no_newer_build():
    empty = catalogue([], products=[product("SE")])

    assert place(number("15.2.2562.17"), empty).relation is Relation.UNKNOWN_FAMILY


def test_three_parts_name_every_release_that_fits_and_claim_none():
    placement = place_family((15, 2, 2562), LISTED)

    assert placement.relation is Relation.LISTED
    assert placement.level == level("SE RTM")
    assert [one.name for one in placement.candidates] == ["", "Feb26SU", "May26HU", "Jun26SU"]


@pytest.mark.parametrize(
    ("family", "relation", "level_text", "names"),
    [
        ((14, 3, 266), Relation.LISTED, "2010 SP3", ["RU11"]),
        ((14, 3, 270), Relation.LISTED, "2010 SP3", ["RU11"]),
        ((14, 3, 300), Relation.BETWEEN, "2010 SP3", []),
        ((15, 2, 3000), Relation.NEWER_THAN_CATALOGUE, None, []),
        ((15, 2, 1600), Relation.UNKNOWN_FAMILY, None, []),
        ((6, 5, 7638), Relation.UNKNOWN_FAMILY, None, []),
    ],
)
def test_three_parts_are_placed_by_order_too(family, relation, level_text, names):
    placement = place_family(family, LISTED)

    assert placement.relation is relation
    assert placement.level == (level(level_text) if level_text else None)
    assert [one.name for one in placement.candidates] == names
