# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.lifecycle import (
    Coexistence,
    CuPlan,
    KnownIssue,
    Method,
    MitigationLimit,
    OnlineEnforcement,
    PathStep,
    PathStepKind,
    Permission,
    PlanStatement,
    Rule,
    UpgradePath,
)
from exchpatch_gui.catalogue.model import (
    Action,
    Campaign,
    Cve,
    EsuPeriod,
    KnownExploited,
    Level,
    Override,
    Product,
    Update,
    UpdateKind,
    UpdateStatus,
)
from exchpatch_gui.catalogue.platforms import (
    DirectoryException,
    DirectoryLevel,
    DotnetRecommendation,
    DotnetSupport,
    DotnetVersion,
    Span,
    WindowsSupport,
)
from exchpatch_gui.domain.builds import BuildNumber
from tests.unit.catalogue.documents import document, loaded

CU15 = Level("2019", "CU15")
CU14 = Level("2019", "CU14")
RTM = Level("2019", "RTM")
SE = Level("SE", "RTM")
SOURCES = ("own", "other")


def build(text: str) -> BuildNumber:
    return BuildNumber.parse(text)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return loaded(tmp_path_factory.mktemp("catalogue"))


def test_the_head_says_how_old_it_is_and_what_its_sources_are(catalogue: Catalogue):
    assert catalogue.date == date(2026, 10, 15)
    assert catalogue.exploited_as_of == date(2026, 8, 21)
    assert catalogue.source == "file"
    assert catalogue.sources == {"own": "Made up for tests", "other": "Likewise"}


def test_a_product_carries_its_dates_and_the_periods_it_had_part_in(catalogue: Catalogue):
    assert list(catalogue.products) == ["2010", "2019", "SE"]
    assert catalogue.products["2019"] == Product(
        id="2019",
        name="Exchange Server 2019",
        versions="15.2 below 15.2.2562",
        released=date(2018, 10, 22),
        modern=False,
        mainstream_ends=date(2024, 1, 9),
        support_ends=date(2025, 10, 14),
        retirement_not_before=None,
        esu=("P1",),
        sources=SOURCES,
        note="Two more came later.",
        move_to="SE",
    )


def test_a_modern_product_has_no_end(catalogue: Catalogue):
    product = catalogue.products["SE"]

    assert product.modern
    assert product.support_ends is None
    assert product.retirement_not_before == date(2035, 12, 31)
    assert product.esu == ()


def test_a_paid_period_lists_what_it_brought_in_order(catalogue: Catalogue):
    assert catalogue.esu_periods == (
        EsuPeriod(
            id="P1",
            name="First period",
            levels=(CU15,),
            starts=date(2025, 10, 15),
            ends=date(2026, 4, 14),
            updates=("Feb26SU", "Feb26SUv2"),
            url="https://contoso.example/esu",
            announced=date(2025, 7, 15),
            sold_from=date(2025, 8, 1),
            terms="Paid.",
            note="The start is a conclusion.",
            sources=SOURCES,
        ),
    )


def test_a_build_carries_all_that_is_said_of_it(catalogue: Catalogue):
    assert catalogue.update_at(build("15.2.1748.42")) == Update(
        level=CU15,
        kind=UpdateKind.SU,
        name="Feb26SU",
        build=build("15.2.1748.42"),
        released=date(2026, 2, 1),
        exact_date=False,
        kbs=("5074993", "5074994"),
        download="https://contoso.example/download",
        article="https://support.microsoft.com/help/5074993",
        blog="https://contoso.example/blog",
        public=False,
        replaced=True,
        sequence="SU9V2",
        other_builds=(build("15.2.1748.41"),),
        note="Version 2 stands in for it.",
        sources=SOURCES,
        status=UpdateStatus.REPLACED,
        date_basis="other",
        aliases=("Jan26SU",),
        name_derived=True,
        esu_period="P1",
    )


def test_what_a_build_leaves_out_has_the_plain_value(catalogue: Catalogue):
    assert catalogue.update_at(build("15.2.2562.17")) == Update(
        level=SE,
        kind=UpdateKind.RTM,
        name="",
        build=build("15.2.2562.17"),
        released=date(2025, 7, 1),
        sources=("own",),
        date_basis="own",
    )


def test_a_vulnerability_carries_all_that_is_said_of_it(catalogue: Catalogue):
    protection = Action(
        id="extended-protection",
        required=True,
        scope="server",
        applies_to=("mailbox",),
        summary="Turn it on.",
        url="https://contoso.example/protection",
        script="https://contoso.example/script",
        default_state="Off.",
        fixed_files={"Windows Server 2022": "10.0.20348.2029"},
        fixed_file="module.dll",
        reference="Test-Protection",
        sources=SOURCES,
    )
    override = Action(
        id="no-override",
        required=False,
        scope="organization-or-server",
        applies_to=("mailbox", "edge"),
        summary="Look for an override.",
        url="https://contoso.example/override",
        overrides=(Override("Transport", "Sender", "Enabled", "false"),),
        sources=SOURCES,
    )

    assert catalogue.cve("CVE-2026-12345") == Cve(
        id="CVE-2026-12345",
        advisory=False,
        title="Microsoft Exchange Server Spoofing Vulnerability",
        impact="Spoofing",
        severity="Important",
        cvss=8.1,
        cvss_vector="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N",
        cwes=("CWE-287",),
        published=date(2026, 2, 1),
        fixed_on=date(2026, 2, 1),
        fixed={CU15: build("15.2.1748.43"), SE: build("15.2.2562.37")},
        first_fixed={CU15: build("15.2.1748.42")},
        needs_other_cu={CU14: CU15},
        affected=(RTM, CU14, CU15, SE),
        fix_unknown=("2010", "2019 RTM"),
        kbs={CU15: ("5074995",), RTM: ("5074999",)},
        build_is_enough=False,
        actions=(protection, override),
        kev=KnownExploited(date(2026, 2, 12), date(2026, 3, 5), ransomware=True),
        campaigns=("Proxy Test",),
        exploitability="Exploitation Detected",
        note="Read this.",
        url="https://msrc.microsoft.com/update-guide/vulnerability/CVE-2026-12345",
        sources=SOURCES,
        exploited_at_release=True,
        disclosed=False,
        restated="The first one failed.",
        fix_inferred=True,
        ssvc_exploitation="active",
    )


def test_an_advisory_without_a_fix_has_no_day_of_a_fix(catalogue: Catalogue):
    advisory = catalogue.cve("ADV260001")

    assert advisory is not None
    assert advisory.advisory
    assert advisory.fixed_on is None
    assert (advisory.cvss, advisory.kev, advisory.disclosed) == (None, None, None)
    assert advisory.build_is_enough


def test_a_campaign_says_how_sure_it_is(catalogue: Catalogue):
    assert catalogue.campaigns == {
        "Proxy Test": Campaign("Proxy Test", "A chain.", "medium", SOURCES)
    }


def test_a_plan_knows_whether_its_level_is_out(catalogue: Catalogue):
    assert catalogue.lifecycle.plans == (
        CuPlan(
            level=SE,
            statements=(PlanStatement("", "July 2025"),),
            shipped=date(2025, 7, 1),
            build=build("15.2.2562.17"),
            as_of=None,
            effect="",
            url="",
            sources=SOURCES,
        ),
        CuPlan(
            level=Level("SE", "CU1"),
            statements=(PlanStatement("2026-05", "later"),),
            shipped=None,
            build=None,
            as_of=date(2026, 10, 13),
            effect="Setup refuses.",
            url="https://contoso.example/plan",
            sources=SOURCES,
        ),
    )


def test_the_platforms_are_kept_by_runs_of_levels(catalogue: Catalogue):
    facts = catalogue.lifecycle

    assert facts.dotnet_versions == (
        DotnetVersion("4.8", 528040, ""),
        DotnetVersion("4.8.1", 533320, "Windows Server 2022"),
    )
    assert facts.dotnet == (
        DotnetSupport(Span("2019", "CU14", "CU15"), ("4.8", "4.8.1"), "Both.", SOURCES),
    )
    assert facts.dotnet_recommended == (
        DotnetRecommendation(
            Span("2019", "CU14", ""),
            "4.8.1",
            ("Windows Server 2025",),
            ("Windows Server 2019",),
            SOURCES,
        ),
    )
    assert facts.windows == (
        WindowsSupport(
            Span("2019", "", "CU14"),
            ("Windows Server 2012 R2", "Windows Server 2019"),
            "As told.",
            SOURCES,
        ),
    )


def test_the_directory_is_kept_by_level(catalogue: Catalogue):
    facts = catalogue.lifecycle

    assert facts.directory == {CU15: DirectoryLevel(CU15, 17003, 13243, 16763, SOURCES)}
    assert facts.directory_exceptions == (DirectoryException(CU15, "Apr25HU", 13244, SOURCES),)


def test_ways_and_permissions_are_kept(catalogue: Catalogue):
    facts = catalogue.lifecycle

    assert facts.coexistence == (
        Coexistence(
            newer=Span("SE", "CU1", "CU1"),
            older=Span("2019"),
            permission=Permission.ALLOWED,
            at_least=build("15.2.1544.4"),
            announced=True,
            sources=SOURCES,
        ),
    )
    assert facts.upgrade_paths == (
        UpgradePath(
            source=Span("2019", "CU15", "CU15"),
            to="SE",
            to_cu="RTM",
            method=Method.IN_PLACE,
            steps=(
                PathStep(PathStepKind.INSTALL, (SE,)),
                PathStep(PathStepKind.MOVE),
                PathStep(PathStepKind.MOVE),
                PathStep(PathStepKind.REMOVE, product="2019"),
            ),
            sources=SOURCES,
        ),
        UpgradePath(
            source=Span("2010"),
            to="SE",
            to_cu="",
            method=Method.SIDE_BY_SIDE_TWICE,
            steps=(PathStep(PathStepKind.CONTINUE),),
            sources=SOURCES,
        ),
    )


def test_the_other_facts_are_kept(catalogue: Catalogue):
    facts = catalogue.lifecycle

    assert facts.rules == {
        "listed-only": Rule("listed-only", "What is not listed is not.", SOURCES)
    }
    assert facts.known_issues == (
        KnownIssue(
            id="rules-stop",
            issue="Rules stop.",
            builds={build("15.2.1748.42"): build("15.2.1748.43"), build("15.2.2562.37"): None},
            ongoing=True,
            url="https://contoso.example/issue",
            sources=SOURCES,
        ),
        KnownIssue(
            id="old-fault",
            issue="It was always so.",
            builds={},
            ongoing=False,
            url="",
            sources=SOURCES,
            before=(build("15.2.1748.43"), build("15.2.2562.37")),
        ),
    )
    assert facts.mitigation_since == (RTM, SE)
    assert facts.mitigation_limits == (
        MitigationLimit("Apr25HU", "2026-07", "No new ones.", SOURCES),
    )
    assert facts.online_enforcement == (
        OnlineEnforcement(date(2026, 9, 7), "Feb26SU", "Mail is slowed down.", "low", SOURCES),
    )
    assert facts.release_notes == {"Feb26SU": "An exception.", "RU1": "The first."}


def test_lists_of_facts_may_be_empty(tmp_path: Path):
    content = document()
    for key, value in content["lifecycle"].items():
        content["lifecycle"][key] = type(value)()
    content["campaigns"] = []
    content["cves"] = content["cves"][1:]
    content["actions"] = content["reissues"] = []

    catalogue = loaded(tmp_path, content)

    assert catalogue.lifecycle.plans == ()
    assert catalogue.campaigns == {}
