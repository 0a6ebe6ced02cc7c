# SPDX-License-Identifier: MIT
"""Asking a catalogue: by build, level and product, and as of an earlier day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchpatch_gui.catalogue.catalogue import Catalogue, product_of_version
from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.catalogue.model import Cve, Level, UpdateKind
from exchpatch_gui.catalogue.platforms import Span
from exchpatch_gui.catalogue.summary import ProductSummary, describe
from exchpatch_gui.domain.builds import BuildNumber

SHIPPED = load_shipped()
CU23 = Level("2016", "CU23")
CU15 = Level("2019", "CU15")
SE = Level("SE", "RTM")


def build(text: str) -> BuildNumber:
    return BuildNumber.parse(text)


def cve_as_of(day: date, cve_id: str) -> Cve:
    found = SHIPPED.as_of(day).cve(cve_id)
    assert found is not None
    return found


@pytest.fixture
def empty() -> Catalogue:
    return Catalogue(date(2026, 10, 15), "file", products={}, updates=(), cves=())


def test_only_the_exact_build_is_a_release():
    assert SHIPPED.update_at(build("15.2.1748.43")) is not None
    assert SHIPPED.update_at(build("15.2.1748.44")) is None


def test_a_build_seen_beside_the_listed_one_is_found_separately():
    other = build("15.1.1466.9")

    assert SHIPPED.update_at(other) is None
    found = SHIPPED.also_listed(other)
    assert found is not None
    assert found.build == build("15.1.1466.10")
    assert SHIPPED.also_listed(found.build) is None


def test_updates_of_a_level_begin_with_the_cumulative_update():
    updates = SHIPPED.updates_of(CU15)

    assert updates[0].kind is UpdateKind.CU
    assert updates[0].title == "2019 CU15"
    assert updates[-1].title == "2019 CU15 Oct26SU"
    assert list(updates) == sorted(updates, key=lambda update: update.build)
    assert SHIPPED.updates_of(Level("SE", "CU1")) == ()


def test_levels_come_in_the_order_of_cumulative_updates():
    names = [level.cu for level in SHIPPED.levels_of("2013")]

    assert names == ["RTM", "CU1", "CU2", "CU3", "SP1", *(f"CU{n}" for n in range(5, 24))]
    assert [level.rank for level in SHIPPED.levels_of("2013")] == list(range(24))
    assert SHIPPED.levels_of("2007") == ()


def test_three_parts_name_the_cumulative_update():
    assert SHIPPED.level_of((15, 2, 1748)) == CU15
    assert SHIPPED.level_of((15, 2, 2562)) == SE
    assert SHIPPED.level_of((15, 2, 1749)) is None


def test_all_of_14_3_is_service_pack_3_of_2010(empty: Catalogue):
    assert SHIPPED.level_of((14, 3, 513)) == Level("2010", "SP3")
    assert SHIPPED.level_of((14, 3, 999)) == Level("2010", "SP3")
    assert SHIPPED.level_of((14, 2, 247)) is None
    assert empty.level_of((14, 3, 513)) is None


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("8.3.517.0", "2007"),
        ("14.1.218.15", "2010"),
        ("15.0.0.1", "2013"),
        ("15.1.9999.1", "2016"),
        ("15.2.2561.99", "2019"),
        ("15.2.2562.0", "SE"),
        ("15.2.9999.1", "SE"),
        ("15.3.1.1", None),
        ("15.20.7897.1", None),
        ("6.5.7654.4", None),
        ("16.0.1.1", None),
    ],
)
def test_the_product_follows_from_the_version(text: str, product: str | None):
    assert SHIPPED.product_of(build(text)) == product


@given(*(st.integers(0, 99999) for _ in range(3)))
def test_naming_a_product_never_fails(major: int, minor: int, third: int):
    product = product_of_version(major, minor, third)

    assert product is None or product in SHIPPED.products


def test_every_listed_build_is_of_its_product():
    for update in SHIPPED.updates:
        assert SHIPPED.product_of(update.build) == update.level.product
        assert SHIPPED.level_of(update.build.family) == update.level


def test_the_last_public_build_is_not_one_that_only_some_get():
    last = SHIPPED.last_public("2016")

    assert last is not None
    assert str(last.build) == "15.1.2507.61"
    assert SHIPPED.last_public("2007") is None


def test_a_vulnerability_is_found_by_its_id():
    found = SHIPPED.cve("CVE-2026-42897")

    assert found is not None
    assert found.published == date(2026, 5, 14)
    assert SHIPPED.cve("CVE-2099-0001") is None


def test_releases_are_gathered_by_their_short_name():
    releases = {release.name: release for release in SHIPPED.releases()}

    feb26 = releases["Feb26SU"]
    assert (feb26.kind, feb26.first) == (UpdateKind.SU, date(2026, 2, 10))
    assert feb26.public == (SE,)
    assert feb26.esu == (CU23, Level("2019", "CU14"), CU15)
    assert releases["Mar21SU"].note
    assert list(SHIPPED.releases())[-1].name == "Oct26SU"


def test_a_span_may_be_open_at_either_end():
    assert Span("2019").covers(CU15)
    assert Span("2019", "CU14").covers(CU15)
    assert not Span("2019", "", "CU14").covers(CU15)
    assert not Span("2019", "CU14").covers(Level("2019", "CU9"))
    assert not Span("2019").covers(SE)
    assert Span("2013", "CU3", "CU5").covers(Level("2013", "SP1"))


@pytest.mark.parametrize("text", ["2019", "CU15", "2019 CU0", "2019  CU15", "2012 RTM", "2019 RU1"])
def test_what_is_no_level_is_not_read_as_one(text: str):
    with pytest.raises(ValueError, match="not a level"):
        Level.parse(text)


def test_as_of_its_own_day_or_later_nothing_changes():
    assert SHIPPED.as_of(SHIPPED.date) is SHIPPED
    assert SHIPPED.as_of(date(2030, 1, 1)) is SHIPPED


@given(st.dates(date(2012, 1, 1), date(2027, 1, 1)))
def test_as_of_a_day_nothing_later_is_known(day: date):
    then = SHIPPED.as_of(day)

    assert then.date == min(day, SHIPPED.date)
    assert all(update.released <= day for update in then.updates)
    builds = {update.build for update in then.updates}
    for cve in then.cves:
        assert cve.published <= day
        assert {*cve.fixed.values(), *cve.first_fixed.values()} <= builds
        assert cve.first_fixed.keys() <= cve.fixed.keys()
        assert cve.kev is None or cve.kev.added <= day
        assert cve.fixed_on is None or cve.fixed_on <= day
    for issue in then.lifecycle.known_issues:
        assert {*issue.builds, *issue.before} <= builds
    assert all(plan.build in builds or plan.build is None for plan in then.lifecycle.plans)


@settings(max_examples=40)
@given(st.dates(date(2012, 1, 1), date(2027, 1, 1)), st.integers(0, 2000))
def test_looking_back_twice_is_looking_back_once(day: date, later: int):
    between = day + timedelta(days=later)

    assert SHIPPED.as_of(between).as_of(day) == SHIPPED.as_of(day)


def test_a_vulnerability_announced_before_its_fix_had_none_then():
    before = cve_as_of(date(2026, 5, 20), "CVE-2026-42897")
    after = cve_as_of(date(2026, 6, 9), "CVE-2026-42897")

    assert before.fixed == {}
    assert before.kbs == {}
    assert before.fixed_on is None
    assert SE in before.affected
    assert before.kev is not None
    assert SE in after.fixed
    assert after.fixed_on == date(2026, 6, 9)


def test_a_known_exploited_entry_counts_from_the_day_it_was_added():
    assert cve_as_of(date(2026, 4, 12), "CVE-2023-21529").kev is None
    assert cve_as_of(date(2026, 4, 13), "CVE-2023-21529").kev is not None


def test_before_the_re_issue_the_first_package_was_the_fix():
    before = cve_as_of(date(2024, 11, 20), "CVE-2024-49040")
    after = cve_as_of(date(2024, 11, 27), "CVE-2024-49040")

    assert before.fixed[CU23] == build("15.1.2507.43")
    assert before.first_fixed == {}
    assert after.fixed[CU23] == build("15.1.2507.44")
    assert after.first_fixed[CU23] == build("15.1.2507.43")


def test_before_a_cumulative_update_nobody_could_be_sent_to_it():
    assert cve_as_of(date(2024, 2, 13), "CVE-2024-21410").needs_other_cu
    older = SHIPPED.as_of(date(2018, 12, 31))
    assert all(not cve.needs_other_cu for cve in older.cves)


def test_support_dates_and_paid_periods_stay_as_announced():
    then = SHIPPED.as_of(date(2020, 1, 1))

    assert then.products == SHIPPED.products
    assert then.esu_periods == SHIPPED.esu_periods
    assert then.levels_of("SE") == ()
    assert then.lifecycle.plans[0].shipped is None
    assert then.exploited_as_of == date(2020, 1, 1)


def test_a_fault_known_today_is_mended_only_by_what_was_out_then():
    then = SHIPPED.as_of(date(2024, 11, 20))
    (issue,) = (one for one in then.lifecycle.known_issues if "transport" in one.id)

    assert issue.builds[build("15.1.2507.43")] is None


def test_a_catalogue_that_knows_no_exploited_day_has_none_in_the_past(empty: Catalogue):
    assert empty.as_of(date(2020, 1, 1)).exploited_as_of is None


def test_a_catalogue_sums_itself_up():
    summary = describe(SHIPPED)

    assert (summary.cves, summary.advisories, summary.exploited) == (162, 6, 19)
    assert (summary.date, summary.exploited_as_of) == (date(2026, 10, 15), date(2026, 8, 21))
    assert summary.source == "shipped"
    assert summary.products["2016"] == ProductSummary(
        "Exchange Server 2016", levels=24, builds=123, newest="2016 CU23 Oct26SU"
    )
    assert summary.products["2007"] == ProductSummary("Exchange Server 2007", 0, 0, "")
    assert summary.cited["kev"] == 19
    assert list(summary.cited) == list(SHIPPED.sources)
