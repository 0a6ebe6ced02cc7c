# SPDX-License-Identifier: MIT
"""Builds of 2010 and older, whose web mail counts by itself."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.domain.identity_words import Precision, Relation
from tests.unit.identity.conftest import Weigh
from tests.unit.identity.evidence import header, mail, marker, path, seen, web


@pytest.mark.parametrize(
    ("stated", "lowest", "highest"),
    [
        ("14.3.123.3", "14.3.123.4", "14.3.123.4"),
        ("14.3.415.0", "14.3.411.0", "14.3.417.1"),
        ("14.3.487.0", "14.3.468.0", "14.3.496.0"),
    ],
)
def test_an_unlisted_build_of_2010_is_an_interval(stated, lowest, highest, weigh: Weigh):
    identity = weigh(web(header(stated)))

    assert identity.precision is Precision.INTERVAL
    assert (identity.product, identity.cumulative_update, identity.update) == ("2010", "SP3", "")
    assert str(identity.candidates[0]) == lowest
    assert str(identity.candidates[-1]) == highest
    assert identity.build == stated
    assert identity.judged is None
    assert identity.confidence is Confidence.MEDIUM


def test_a_listed_build_of_2010_is_exact(weigh: Weigh):
    identity = weigh(web(header("14.3.361.1"), path("14.3.361.1")))

    assert identity.precision is Precision.FULL
    assert identity.update == "RU18"
    assert identity.confidence is Confidence.CERTAIN


@pytest.mark.parametrize(
    ("stated", "product", "pack"),
    [
        ("8.3.485.1", "2007", "SP3"),
        ("8.1.177.3", "2007", "SP1"),
        ("8.9.1.1", "2007", ""),
        ("14.1.438.0", "2010", "SP1"),
    ],
)
def test_older_service_packs_are_named_by_their_numbers(stated, product, pack, weigh: Weigh):
    identity = weigh(web(header(stated)))

    assert (identity.product, identity.cumulative_update) == (product, pack)
    assert identity.build == stated


def test_products_before_the_catalogue_are_named_by_their_greeting(weigh: Weigh):
    identity = weigh(
        mail(marker("exchange-greeting"), seen(Kind.BUILD, "6.5.7638.1"), probe="imap")
    )

    assert (identity.product, identity.build) == ("2003", "6.5.7638.1")
    assert identity.relation is Relation.UNKNOWN_FAMILY
    assert identity.confidence is Confidence.HIGH
