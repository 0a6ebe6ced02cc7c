# SPDX-License-Identifier: MIT
"""What has to hold in the shipped catalogue, beyond what the loader asks of any."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.catalogue.model import Cve, Level, Update, UpdateKind, UpdateStatus
from exchpatch_gui.domain.builds import BuildNumber

SUPPORT_ENDED = date(2025, 10, 14)
PROXY_LOGON = ("CVE-2021-26855", "CVE-2021-26857", "CVE-2021-26858", "CVE-2021-27065")
MARCH_2021 = """
2013 SP1 15.0.847.64, 2013 CU21 15.0.1395.12, 2013 CU22 15.0.1473.6, 2013 CU23 15.0.1497.12,
2016 CU8 15.1.1415.10, 2016 CU9 15.1.1466.16, 2016 CU10 15.1.1531.12, 2016 CU11 15.1.1591.18,
2016 CU12 15.1.1713.10, 2016 CU13 15.1.1779.8, 2016 CU14 15.1.1847.12, 2016 CU15 15.1.1913.12,
2016 CU16 15.1.1979.8, 2016 CU17 15.1.2044.13, 2016 CU18 15.1.2106.13, 2016 CU19 15.1.2176.9,
2019 RTM 15.2.221.18, 2019 CU1 15.2.330.11, 2019 CU2 15.2.397.11, 2019 CU3 15.2.464.15,
2019 CU4 15.2.529.13, 2019 CU5 15.2.595.8, 2019 CU6 15.2.659.12, 2019 CU7 15.2.721.13,
2019 CU8 15.2.792.10
"""
APRIL_2021 = """
2013 CU23 15.0.1497.15, 2016 CU19 15.1.2176.12, 2016 CU20 15.1.2242.8, 2019 CU8 15.2.792.13,
2019 CU9 15.2.858.10
"""
MAY_2021 = """
2013 CU23 15.0.1497.18, 2016 CU19 15.1.2176.14, 2016 CU20 15.1.2242.10, 2019 CU8 15.2.792.15,
2019 CU9 15.2.858.12
"""
NOVEMBER_2022 = """
2013 CU23 15.0.1497.44, 2016 CU22 15.1.2375.37, 2016 CU23 15.1.2507.16, 2019 CU11 15.2.986.36,
2019 CU12 15.2.1118.20
"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_shipped()


def fixes(text: str) -> dict[Level, BuildNumber]:
    rows = (row.split() for row in text.replace("\n", " ").split(","))
    return {Level(product, cu): BuildNumber.parse(build) for product, cu, build in rows}


def closing(catalogue: Catalogue, cve: Cve) -> list[Update]:
    found = [catalogue.update_at(build) for build in cve.fixed.values()]
    return [update for update in found if update is not None]


def test_it_is_complete(catalogue: Catalogue):
    builds = {
        product: sum(update.level.product == product for update in catalogue.updates)
        for product in catalogue.products
    }

    assert builds == {"2007": 0, "2010": 34, "2013": 72, "2016": 123, "2019": 121, "SE": 13}
    assert sum(not cve.advisory for cve in catalogue.cves) == 162
    assert sum(cve.advisory for cve in catalogue.cves) == 6
    assert sum(cve.kev is not None for cve in catalogue.cves) == 19
    assert sum(len(cve.fixed) for cve in catalogue.cves) == 759


def test_every_source_is_cited(catalogue: Catalogue):
    facts = catalogue.lifecycle
    rows = [
        *catalogue.products.values(),
        *catalogue.updates,
        *catalogue.cves,
        *catalogue.esu_periods,
        *catalogue.campaigns.values(),
        *facts.rules.values(),
        *facts.directory.values(),
        *facts.plans,
        *facts.dotnet,
        *facts.dotnet_recommended,
        *facts.windows,
        *facts.coexistence,
        *facts.upgrade_paths,
        *facts.directory_exceptions,
        *facts.known_issues,
        *facts.mitigation_limits,
        *facts.online_enforcement,
    ]

    cited = {key for row in rows for key in row.sources}
    cited |= {update.date_basis for update in catalogue.updates}
    cited |= {key for cve in catalogue.cves for action in cve.actions for key in action.sources}

    assert cited == set(catalogue.sources)
    assert all(row.sources for row in rows)


def test_packages_after_the_end_of_support_are_for_paying_customers(catalogue: Catalogue):
    for update in catalogue.updates:
        paid = update.level.product in {"2016", "2019"} and update.released > SUPPORT_ENDED
        assert update.public is not paid, update.title


def test_only_the_newest_and_the_oldest_builds_have_no_article(catalogue: Catalogue):
    nameless = {update.title for update in catalogue.updates if not update.kbs}

    assert nameless == {
        "2010 SP3 RU8v1",
        "2013 RTM",
        "2013 CU14",
        "2016 RTM",
        "2019 RTM",
        "2016 CU23 Oct26SU",
        "2019 CU14 Oct26SU",
        "2019 CU15 Oct26SU",
        "SE RTM Oct26SU",
    }


def test_a_replaced_package_says_what_stands_in_for_it(catalogue: Catalogue):
    replaced = [update for update in catalogue.updates if update.replaced]

    assert len(replaced) == 14
    for update in replaced:
        assert update.status is not UpdateStatus.RELEASED
        assert update.note
        assert catalogue.updates_of(update.level)[-1].build > update.build


def test_every_vulnerability_with_an_id_has_a_fix(catalogue: Catalogue):
    assert [cve.id for cve in catalogue.cves if not cve.advisory and not cve.fixed] == []


def test_a_fix_came_in_an_update_or_a_later_cumulative_update(catalogue: Catalogue):
    in_rtm = {
        cve.id
        for cve in catalogue.cves
        for update in closing(catalogue, cve)
        if update.kind is UpdateKind.RTM
    }

    assert in_rtm == {"CVE-2025-53786"}


def test_fixes_are_given_for_levels_that_are_affected(catalogue: Catalogue):
    for cve in catalogue.cves:
        assert {*cve.fixed, *cve.needs_other_cu} <= set(cve.affected)


@pytest.mark.parametrize("cve_id", PROXY_LOGON)
def test_proxylogon_is_closed_by_each_package_of_march_2021(catalogue: Catalogue, cve_id: str):
    cve = catalogue.cve(cve_id)
    rollup = {Level("2010", "SP3"): BuildNumber(14, 3, 513, 0)}

    assert cve is not None
    expected = fixes(MARCH_2021) | (rollup if cve_id == "CVE-2021-26857" else {})
    assert cve.fixed == expected
    assert cve.campaigns == ("ProxyLogon", "HAFNIUM")


@pytest.mark.parametrize(
    ("cve_id", "builds", "campaign"),
    [
        ("CVE-2021-34473", APRIL_2021, "ProxyShell"),
        ("CVE-2021-34523", APRIL_2021, "ProxyShell"),
        ("CVE-2021-31207", MAY_2021, "ProxyShell"),
        ("CVE-2022-41040", NOVEMBER_2022, "ProxyNotShell"),
        ("CVE-2022-41082", NOVEMBER_2022, "ProxyNotShell"),
    ],
)
def test_the_other_famous_chains_are_closed_where_they_were(
    catalogue: Catalogue, cve_id: str, builds: str, campaign: str
):
    cve = catalogue.cve(cve_id)

    assert cve is not None
    assert cve.fixed == fixes(builds)
    assert cve.kev is not None
    assert campaign in cve.campaigns


def test_each_level_but_the_oldest_product_has_its_directory_numbers(catalogue: Catalogue):
    levels = {update.level for update in catalogue.updates if update.level.product != "2010"}

    without = levels - set(catalogue.lifecycle.directory)

    assert without == {Level("2013", "RTM")}


def test_directory_numbers_never_fall_within_a_product(catalogue: Catalogue):
    for product in catalogue.products:
        rows = [
            catalogue.lifecycle.directory[level]
            for level in catalogue.levels_of(product)
            if level in catalogue.lifecycle.directory
        ]
        numbers = [(row.schema, row.domain, row.organization) for row in rows]
        for before, after in itertools.pairwise(numbers):
            assert all(old <= new for old, new in zip(before, after, strict=True))


@pytest.mark.parametrize("matrix", ["dotnet", "dotnet_recommended", "windows"])
def test_each_level_has_exactly_one_line_in_each_matrix(catalogue: Catalogue, matrix: str):
    rows = getattr(catalogue.lifecycle, matrix)

    for level in {update.level for update in catalogue.updates}:
        # 2019 and SE recommend one .NET for Windows Server 2019 and another for the rest.
        kinds = [getattr(row, "windows", ()) for row in rows if row.span.covers(level)]
        assert len(kinds) == len(set(kinds)), level
        unlisted = {("windows", "2013 RTM"), ("windows", "2013 CU1"), ("windows", "2013 CU2")}
        unlisted |= {("windows", "2013 CU3"), ("dotnet_recommended", "2010 SP3")}
        assert bool(kinds) != ((matrix, str(level)) in unlisted), level


def test_recommended_dotnet_is_supported_there(catalogue: Catalogue):
    facts = catalogue.lifecycle
    # HealthChecker asks for 4.8 on these; Microsoft's table has no more than 4.7.2.
    disputed = {Level("2013", "CU21"), Level("2013", "CU22")}

    for level in {update.level for update in catalogue.updates} - disputed:
        supported = [row.versions for row in facts.dotnet if row.span.covers(level)]
        for row in facts.dotnet_recommended:
            if row.span.covers(level):
                assert row.version in supported[0], level


def test_every_product_that_ended_says_where_to_go(catalogue: Catalogue):
    for product in catalogue.products.values():
        assert (product.move_to == "SE") is not product.modern


def test_each_level_that_is_not_the_goal_has_a_way(catalogue: Catalogue):
    paths = catalogue.lifecycle.upgrade_paths

    for product in ("2010", "2013", "2016", "2019"):
        for level in catalogue.levels_of(product):
            assert [path for path in paths if path.source.covers(level) and path.to == "SE"], level
