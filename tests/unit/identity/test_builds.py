# SPDX-License-Identifier: MIT
"""Which build the statements of one server add up to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.domain.identity import Node
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision, Relation
from exchpatch_gui.identity.build import is_before_header
from exchpatch_gui.identity.fuse import identify
from tests.unit.identity.conftest import Weigh
from tests.unit.identity.evidence import (
    front_end,
    header,
    manifest,
    marker,
    path,
    seen,
    suspicion,
    web,
)

CATALOGUE = load_shipped()
NAMING_THEMSELVES = [
    update
    for update in CATALOGUE.updates
    if update.build.major == 15 and not is_before_header(update.build, CATALOGUE)
]
CUMULATIVE = sorted({update.build.family for update in CATALOGUE.updates if update.build[0] == 15})


def keys(identity) -> list[str]:
    return [one.key.removeprefix("contradiction.") for one in identity.contradictions]


@pytest.mark.parametrize("update", NAMING_THEMSELVES, ids=lambda one: str(one.build))
def test_every_release_that_names_itself_is_named(update, weigh: Weigh):
    identity = weigh(web(header(str(update.build)), front_end()))

    assert identity.verdict is IdentityVerdict.EXCHANGE
    assert identity.relation is Relation.LISTED
    assert identity.judged == update.build
    assert (identity.product, identity.cumulative_update) == update.level
    assert identity.update == update.name
    assert identity.candidates == (update.build,)
    assert identity.confidence is Confidence.HIGH
    assert identity.contradictions == ()


@pytest.mark.parametrize("family", CUMULATIVE, ids=lambda one: ".".join(map(str, one)))
def test_three_parts_never_claim_an_update(family, weigh: Weigh, catalogue: Catalogue):
    text = ".".join(map(str, family))

    identity = weigh(web(path(text), marker("owa-page")))

    assert identity.precision is Precision.CUMULATIVE_UPDATE
    assert identity.build == text
    assert identity.update == ""
    assert identity.judged is None
    level = catalogue.level_of(family)
    assert level is not None
    assert identity.cumulative_update == level.cu
    assert all(build.family == family for build in identity.candidates)


def test_header_and_page_that_agree_are_certain(weigh: Weigh):
    identity = weigh(web(header("15.2.2562.37"), path("15.2.2562"), front_end()))

    assert identity.confidence is Confidence.CERTAIN


def test_a_page_counts_more_with_the_name_of_its_server(weigh: Weigh):
    alone = weigh(web(path("15.2.2562")))
    on_iis = weigh(web(path("15.2.2562"), marker("owa-page")))
    named = weigh(web(path("15.2.2562"), front_end()))

    assert alone.confidence is Confidence.LOW
    assert on_iis.confidence is Confidence.MEDIUM
    assert named.confidence is Confidence.HIGH


def test_a_build_newer_than_the_catalogue_is_not_rounded(weigh: Weigh, catalogue: Catalogue):
    newest = catalogue.updates[-1].build
    newer = newest._replace(revision=newest.revision + 3)

    identity = weigh(web(header(str(newer)), front_end()))

    assert identity.relation is Relation.NEWER_THAN_CATALOGUE
    assert (identity.product, identity.update) == ("SE", "")
    assert identity.judged == newer
    assert identity.candidates == ()
    assert identity.contradictions == ()


def test_a_cumulative_update_newer_than_the_catalogue_is_believed(weigh: Weigh):
    identity = weigh(web(header("15.2.3000.4"), path("15.2.3000"), front_end()))

    assert (identity.product, identity.relation) == ("SE", Relation.NEWER_THAN_CATALOGUE)
    assert identity.confidence is Confidence.CERTAIN


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ("15.02.2562.037", "header-padded"),
        ("15.2.2562.037", "header-padded"),
        ("15.2.1748", "header-unusable"),
        ("", "header-unusable"),
        ("15.2.1748.10, 15.2.1748.10", "header-unusable"),
        ("15.20.9000.12", "header-cloud-numbering"),
        ("15.1.1240.20", "header-unknown-family"),
        ("15.2.792.3", "header-too-early"),
        ("15.1.2242.10", "header-too-early"),
    ],
)
def test_a_header_that_can_t_be_is_told_and_believed_little(stated, reason, weigh: Weigh):
    identity = weigh(web(header(stated), front_end()))

    assert identity.verdict is IdentityVerdict.EXCHANGE
    assert keys(identity) == [reason]
    assert identity.confidence in (Confidence.LOW, Confidence.MEDIUM)


def test_a_falsified_header_leaves_the_page_to_be_judged(weigh: Weigh):
    identity = weigh(web(header("15.02.2562.037"), path("15.2.1748"), front_end()))

    assert identity.build == "15.2.1748"
    assert identity.precision is Precision.CUMULATIVE_UPDATE
    assert len(identity.candidates) > 1
    assert keys(identity) == ["header-padded"]


def test_of_header_and_page_that_differ_the_lower_is_judged(weigh: Weigh):
    lower_page = weigh(web(header("15.2.2562.37"), path("15.2.1748"), front_end()))
    lower_header = weigh(web(header("15.2.1748.43"), path("15.2.2562"), front_end()))

    assert lower_page.build == "15.2.1748"
    assert lower_page.judged is None
    assert lower_header.build == "15.2.1748.43"
    assert keys(lower_page) == keys(lower_header) == ["header-path-differ"]
    assert lower_header.contradictions[0].params == {"one": "15.2.1748.43", "other": "15.2.2562"}


def test_of_two_pages_the_lower_is_judged(weigh: Weigh):
    identity = weigh(web(path("15.2.2562"), path("15.2.1748"), front_end()))

    assert identity.build == "15.2.1748"
    assert keys(identity) == ["builds-differ"]


def test_one_server_with_two_builds_is_told_and_the_lower_judged(weigh: Weigh):
    identity = weigh(web(header("15.2.1748.43", "EX01"), header("15.2.1748.36", "EX01")))

    assert identity.build == "15.2.1748.36"
    assert keys(identity) == ["builds-differ"]


def test_two_servers_with_two_builds_contradict_nobody(weigh: Weigh):
    identity = weigh(
        web(
            front_end("EX01"),
            header("15.2.1748.43", "EX01"),
            front_end("EX02"),
            header("15.2.1748.36", "EX02"),
            front_end("EX03"),
        )
    )

    assert identity.build == "15.2.1748.36"
    assert identity.contradictions == ()
    assert identity.nodes == (
        Node("EX01", "15.2.1748.43"),
        Node("EX02", "15.2.1748.36"),
        Node("EX03"),
    )


def test_a_build_read_on_the_server_wins_and_the_outside_is_shown(weigh: Weigh):
    inside = seen(Kind.FILE_BUILD, "15.2.1748.36")

    agreeing = weigh(web(inside, header("15.2.1748.36"), path("15.2.1748")))
    differing = weigh(web(inside, header("15.2.2562.37"), path("15.2.2562"), front_end()))

    assert agreeing.confidence is differing.confidence is Confidence.CERTAIN
    assert agreeing.contradictions == ()
    assert differing.judged == BuildNumber(15, 2, 1748, 36)
    assert keys(differing) == ["file-differs", "file-differs"]


def test_a_name_without_a_header_points_to_the_time_before_july_2021(weigh: Weigh):
    identity = weigh(web(path("15.2.858"), front_end()))

    assert identity.candidates[-1] < BuildNumber(15, 2, 858, 15)
    assert [note.key for note in identity.notes] == ["note.header-absent"]
    assert identity.contradictions == ()


def test_a_name_without_a_header_on_a_newer_level_means_that_somebody_removed_it(weigh: Weigh):
    identity = weigh(web(path("15.2.1748"), front_end()))

    assert len(identity.candidates) > 5
    assert [note.key for note in identity.notes] == ["note.header-removed"]


def test_a_name_without_a_header_on_an_old_level_says_nothing_more(weigh: Weigh):
    assert weigh(web(path("15.1.845"), front_end())).notes == ()


def test_a_stamp_in_the_manifest_is_shown_and_not_judged(weigh: Weigh):
    identity = weigh(web(manifest("15.1.2242.5")))

    assert identity.build == "15.1.2242.5"
    assert (identity.cumulative_update, identity.judged) == ("CU20", None)
    assert identity.precision is Precision.CUMULATIVE_UPDATE


def test_the_header_of_a_back_end_may_be_old(weigh: Weigh):
    stated = seen(Kind.BUILD, "15.1.2176.9", method="X-ServerApplication header")

    assert weigh(web(stated, front_end())).contradictions == ()


@given(
    st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99999)),
    st.integers(0, 99999),
    st.booleans(),
)
def test_weighing_never_fails_and_never_claims_more_than_was_seen(family, revision, padded):
    build = BuildNumber(*family, revision)
    text = build.padded if padded else str(build)

    identity = identify("mail.contoso.example", web(header(text), front_end()), CATALOGUE)

    assert identity.build in ("", text)
    assert len(identity.candidates) <= 2
    if identity.update:
        assert CATALOGUE.update_at(build) or CATALOGUE.also_listed(build)


@given(st.text(max_size=40))
def test_weighing_survives_any_text_in_every_place(text):
    outcomes = web(*(seen(kind, text) for kind in Kind), suspicion(text))

    identity = identify(text, outcomes, CATALOGUE)

    assert identity.update == "" or identity.precision is Precision.FULL
