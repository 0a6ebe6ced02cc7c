# SPDX-License-Identifier: MIT
"""The one entrance to judging: what is judged, how it stands, who shares a judgement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from exchpatch_gui.catalogue.assess import Assessor, assess, judged_builds
from exchpatch_gui.catalogue.lifecycle import Lifecycle
from exchpatch_gui.catalogue.support import LevelSupport
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.verdicts import SupportStatus
from tests.helpers.catalogues import (
    DAY,
    catalogue,
    cve,
    identity,
    identity_of_family,
    judged,
    known_issue,
    level,
    number,
    se_updates,
    update,
)

HOLE = cve("CVE-1", {"SE RTM": "15.2.2562.43"})
LISTED = catalogue(se_updates(), [HOLE])


def test_lowest_build_is_judged_where_all_four_parts_were_seen():
    who = replace(identity("15.2.2562.17", LISTED), candidates=(number("15.2.2562.43"),))

    assert judged_builds(who) == (number("15.2.2562.17"),)


def test_every_candidate_is_judged_where_the_build_is_not_exact():
    who = identity_of_family((15, 2, 2562), LISTED)

    assert judged_builds(who) == tuple(one.build for one in se_updates())


def test_interval_without_candidates_is_judged_by_its_lowest_build():
    who = Identity(
        IdentityVerdict.EXCHANGE,
        product="2010",
        judged=number("14.3.415.0"),
        precision=Precision.INTERVAL,
    )

    assert judged_builds(who) == (number("14.3.415.0"),)


def test_three_parts_that_nothing_fits_are_judged_as_the_lowest_build_with_them():
    assert judged_builds(identity_of_family((15, 2, 3000), LISTED)) == (number("15.2.3000.0"),)


def test_without_a_build_nothing_is_judged_but_support():
    assessment = assess(Identity(IdentityVerdict.EXCHANGE, product="2016"), LISTED, DAY)

    assert assessment.cves == ()
    assert assessment.exposure is None
    assert assessment.support.status is SupportStatus.OUT_OF_SUPPORT


def test_standing_of_an_exact_build_counts_what_is_missing():
    standing = judged("15.2.2562.17", LISTED).standing

    assert standing.exact
    assert standing.level == level("SE RTM")
    assert standing.level_support is LevelSupport.NEWEST
    assert standing.level_released == date(2025, 7, 1)
    assert [one.name for one in standing.missing] == ["Feb26SU", "May26HU", "Jun26SU"]
    assert [one.name for one in standing.missing_security] == ["Feb26SU", "Jun26SU"]
    assert standing.newest is not None
    assert standing.newest.name == "Jun26SU"


def test_replaced_packages_are_not_missed():
    first = update("SE RTM Mar26SU", "15.2.2562.39", date(2026, 3, 10), replaced=True)
    judging = catalogue([*se_updates(), first])

    names = [one.name for one in judged("15.2.2562.37", judging).standing.missing]

    assert names == ["May26HU", "Jun26SU"]


def test_standing_of_a_build_that_is_not_exact_claims_nothing_missing():
    standing = assess(identity_of_family((15, 2, 2562), LISTED), LISTED, DAY).standing

    assert standing.level == level("SE RTM")
    assert (standing.installed, standing.missing, standing.exact) == (None, (), False)


def test_candidates_of_several_levels_have_no_level():
    who = replace(
        identity_of_family((15, 2, 2562), LISTED),
        candidates=(number("15.2.1748.10"), number("15.2.2562.17")),
    )

    assert assess(who, LISTED, DAY).standing.level is None


def test_standing_in_an_unlisted_product_is_empty():
    standing = judged("8.3.485.1", LISTED).standing

    assert (standing.level, standing.newest_level, standing.restricted) == (None, None, None)


def test_known_faults_of_the_installed_build_are_found():
    issues = (
        known_issue("f", {"15.2.2562.37": None}),
        known_issue("g", {"15.2.2562.37": None}, ongoing=True),
    )
    judging = catalogue(se_updates(), lifecycle=Lifecycle(known_issues=issues))

    def faults(build):
        return [one.id for one in judged(build, judging).standing.issues]

    assert faults("15.2.2562.17") == []
    assert faults("15.2.2562.37") == ["f", "g"]
    assert faults("15.2.2562.43") == ["g"]
    assert faults("15.2.3000.1") == []


def test_servers_with_the_same_build_share_one_judgement():
    assessor = Assessor(LISTED, DAY)

    first = assessor.assess(identity("15.2.2562.17", LISTED))
    second = assessor.assess(identity("15.2.2562.17", LISTED))

    assert first is second


def test_open_hole_is_exposed_to_the_judging_day_whenever_the_build_was_first_seen():
    assessment = assess(identity("15.2.2562.41", LISTED), LISTED, DAY, date(2026, 6, 1))

    assert assessment.exposure is not None
    assert assessment.exposure.until == DAY


def test_closed_hole_was_exposed_until_the_fix_was_first_seen():
    assessor = Assessor(LISTED, DAY)
    who = identity("15.2.2562.43", LISTED)

    seen = assessor.assess(who, date(2026, 6, 13)).exposure

    assert seen is not None
    assert (seen.since, seen.days) == (date(2026, 6, 9), 4)
    assert assessor.assess(who).exposure is None


@pytest.mark.parametrize("build", ["15.2.2562.44", "15.2.2562.999"])
def test_unlisted_build_has_no_past_exposure(build):
    assert assess(identity(build, LISTED), LISTED, DAY, DAY).exposure is None
