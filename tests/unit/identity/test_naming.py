# SPDX-License-Identifier: MIT
"""The identity of a build that somebody names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Confidence
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision, Relation
from exchpatch_gui.identity.naming import identify_build

CATALOGUE = load_shipped()


@pytest.mark.parametrize("update", CATALOGUE.updates, ids=lambda one: str(one.build))
def test_every_build_of_the_catalogue_is_named_exactly(update, catalogue: Catalogue):
    identity = identify_build(str(update.build), catalogue)

    assert identity.verdict is IdentityVerdict.EXCHANGE
    assert (identity.product, identity.cumulative_update) == update.level
    assert identity.update == update.name
    assert (identity.judged, identity.precision) == (update.build, Precision.FULL)
    assert identity.confidence is Confidence.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "15.2.1748.43",
        "15.02.1748.043",
        "Version 15.2 (Build 1748.43)",
        "Version 15.2 (Build 31748.43)",
    ],
)
def test_all_spellings_name_the_same_build(text, catalogue: Catalogue):
    assert identify_build(text, catalogue).build == "15.2.1748.43"


def test_three_parts_name_the_level_and_every_candidate(catalogue: Catalogue):
    identity = identify_build(" 15.2.1748 ", catalogue)

    assert identity.build == "15.2.1748"
    assert (identity.product, identity.cumulative_update, identity.update) == ("2019", "CU15", "")
    assert identity.precision is Precision.CUMULATIVE_UPDATE
    assert len(identity.candidates) > 5


@pytest.mark.parametrize("text", ["", "Feb26SU", "15.2", "15.2.1748.43.1", "a.b.c", "15.2.x"])
def test_what_is_no_build_is_refused(text, catalogue: Catalogue):
    with pytest.raises(ValueError, match="not a"):
        identify_build(text, catalogue)


@pytest.mark.parametrize("text", ["15.20.9000.12", "15.20.9000"])
def test_numbers_of_the_cloud_are_called_so(text, catalogue: Catalogue):
    assert identify_build(text, catalogue).verdict is IdentityVerdict.EXCHANGE_ONLINE


def test_numbers_of_nothing_are_called_so(catalogue: Catalogue):
    identity = identify_build("99.1.2.3", catalogue)

    assert identity.verdict is IdentityVerdict.UNDETERMINED
    assert identity.confidence is Confidence.NONE
    assert identity.relation is Relation.UNKNOWN_FAMILY


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99999), st.integers(0, 99999))
def test_any_four_numbers_are_named_without_a_fault(major, minor, build, revision):
    number = BuildNumber(major, minor, build, revision)

    identity = identify_build(str(number), CATALOGUE)

    assert identity.judged in (None, number)
    if identity.precision is Precision.FULL and identity.verdict is IdentityVerdict.EXCHANGE:
        assert identity.build == str(number)
