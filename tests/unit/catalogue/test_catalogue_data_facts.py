# SPDX-License-Identifier: MIT
"""The shipped catalogue, row by row, beside the facts it was made from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.catalogue.model import Cve, Level, Update, UpdateKind
from exchpatch_gui.domain.builds import BuildNumber

Facts = dict[str, Any]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_shipped()


@pytest.fixture(scope="module")
def builds(shared: Path) -> list[Facts]:
    return read(shared, "builds")["builds"]


@pytest.fixture(scope="module")
def cves(shared: Path) -> list[Facts]:
    return read(shared, "cves")["cves"]


@pytest.fixture(scope="module")
def lifecycle(shared: Path) -> Facts:
    return read(shared, "lifecycle")


def read(shared: Path, name: str) -> Facts:
    found: Facts = json.loads((shared / "facts" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def https(address: str) -> str:
    return address.replace("http://", "https://", 1)


def by_level(levels: Facts) -> dict[Level, BuildNumber]:
    return {Level.parse(level): BuildNumber.parse(build) for level, build in levels.items()}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def covered(catalogue: Catalogue, rows: Iterable[Any], level: Level) -> list[Any]:
    assert catalogue.updates_of(level)
    return [row for row in rows if row.span.covers(level)]


def span_levels(catalogue: Catalogue, product: str, run: str) -> list[Level]:
    levels = list(catalogue.levels_of(product))
    first, _, last = run.replace("_", "-").partition("-")
    start = levels.index(Level(product, first))
    return levels[start : levels.index(Level(product, last or first)) + 1]


def test_the_date_is_that_of_the_facts(catalogue: Catalogue, shared: Path):
    for name in ("builds", "cves", "lifecycle"):
        assert catalogue.date == day(read(shared, name)["data_as_of"])


def test_every_build_arrived_with_all_that_is_known_of_it(
    catalogue: Catalogue, builds: list[Facts]
):
    for fact in builds:
        update = catalogue.update_at(BuildNumber.parse(fact["build"]))
        assert update is not None, fact["build"]
        assert described(update) == expected_build(fact)
    assert len(builds) == len(catalogue.updates)


def described(update: Update) -> Facts:
    return {
        "product_name": f"Exchange Server {update.level.product}",
        "name": f"Exchange Server {update.title}",
        "level": str(update.level),
        "kind": str(update.kind),
        "build": str(update.build),
        "build_long": update.build.padded,
        "released": update.released,
        "exact": update.exact_date,
        "kbs": update.kbs,
        "article": update.article,
        "download": update.download,
        "blog": update.blog,
        "public": update.public,
        "esu": update.esu_period,
        "status": str(update.status),
        "sequence": update.sequence,
        "aliases": update.aliases,
        "derived": update.name_derived,
        "other": tuple(map(str, update.other_builds)),
        "noted": bool(update.note),
        "sources": len(update.sources),
    }


def expected_build(fact: Facts) -> Facts:
    return {
        "product_name": fact["product_name"],
        "name": fact["name"],
        "level": f"{fact['product']} {fact['cu']}",
        "kind": fact["kind"],
        "build": fact["build"],
        "build_long": fact["build_long"],
        "released": day(fact["release_date"]),
        "exact": fact["date_precision"] == "day",
        "kbs": tuple(fact["kb"]),
        "article": https(fact["urls"].get("kb", "")),
        "download": https(fact["urls"].get("download", "")),
        "blog": https(fact["urls"].get("blog", "")),
        "public": fact["channel"] == "public",
        "esu": f"P{fact['esu_period']}" if "esu_period" in fact else "",
        "status": fact["status"],
        "sequence": fact.get("ms_sequence", ""),
        "aliases": tuple(fact.get("also_called", ())),
        "derived": fact.get("label_derived", False),
        "other": tuple(fact.get("alt_builds", ())),
        "noted": "note" in fact,
        "sources": len(fact["sources"]),
    }


def test_flags_of_the_newest_build_follow_from_the_order(catalogue: Catalogue, builds: list[Facts]):
    for fact in builds:
        updates = catalogue.updates_of(Level(fact["product"], fact["cu"]))
        build = BuildNumber.parse(fact["build"])
        secure = [one for one in updates if one.kind in {UpdateKind.SU, UpdateKind.RU}]
        assert (updates[-1].build == build) is fact.get("latest_in_cu", False)
        newest_secure = bool(secure) and secure[-1].build == build
        assert newest_secure is fact.get("latest_security_in_cu", False)


def test_independent_sources_can_still_be_counted(catalogue: Catalogue, builds: list[Facts]):
    for fact in builds:
        update = catalogue.update_at(BuildNumber.parse(fact["build"]))
        assert update is not None
        groups = {key.partition("-")[0].rstrip("0123456789") for key in update.sources}
        assert len(groups) == fact["independent_sources"], fact["build"]


def test_same_sources_stay_the_same(catalogue: Catalogue, builds: list[Facts]):
    names: dict[str, set[str]] = {}
    for fact in builds:
        update = catalogue.update_at(BuildNumber.parse(fact["build"]))
        assert update is not None
        for old, new in zip(fact["sources"], update.sources, strict=True):
            names.setdefault(old, set()).add(new)
        names.setdefault(f"date: {fact['date_basis']}", set()).add(update.date_basis)

    assert all(len(found) == 1 for found in names.values())
    assert len({next(iter(found)) for key, found in names.items() if "date" not in key}) == 10


def test_every_vulnerability_arrived_with_all_that_is_known_of_it(
    catalogue: Catalogue, cves: list[Facts]
):
    for fact in cves:
        cve = catalogue.cve(fact["id"])
        assert cve is not None, fact["id"]
        assert said_of(cve) == expected_cve(fact)
        check_title(cve, fact)
    assert len(cves) == len(catalogue.cves)


def check_title(cve: Cve, fact: Facts) -> None:
    # The one title that Microsoft did not give is worded by us.
    assert cve.title == fact["title"] or cve.id == "ADV24199947"


def said_of(cve: Cve) -> Facts:
    return {
        "id": cve.id,
        "advisory": cve.advisory,
        "impact": cve.impact,
        "severity": cve.severity,
        "cvss": cve.cvss,
        "vector": cve.cvss_vector,
        "cwes": cve.cwes,
        "published": cve.published,
        "fixed_on": cve.fixed_on,
        "fixed": cve.fixed,
        "first": cve.first_fixed,
        "other": cve.needs_other_cu,
        "affected": tuple(map(str, cve.affected)),
        "unknown": cve.fix_unknown,
        "kbs": cve.kbs,
        "enough": cve.build_is_enough,
        "kev": cve.kev and (cve.kev.added, cve.kev.due, cve.kev.ransomware),
        "exploited": cve.exploited_at_release,
        "disclosed": cve.disclosed,
        "exploitability": cve.exploitability,
        "campaigns": cve.campaigns,
        "noted": bool(cve.note),
        "restated": bool(cve.restated),
        "inferred": cve.fix_inferred,
        "ssvc": cve.ssvc_exploitation,
        "url": cve.url,
        "sources": len([key for key in cve.sources if key != "kev"]),
    }


YES = {"Yes": True, "No": False, None: None}


def expected_cve(fact: Facts) -> Facts:
    kev = fact.get("kev")
    other = fact.get("needs_other_cu", {})
    fixed = {level: build for level, build in fact["fixed_builds"].items() if level not in other}
    return {
        "id": fact["id"],
        "advisory": fact["kind"] == "advisory",
        "impact": fact["impact"] or "",
        "severity": fact["severity"] or "",
        "cvss": fact["cvss"],
        "vector": fact["cvss_vector"] or "",
        "cwes": tuple(fact["cwe"]),
        "published": day(fact["published"]),
        "fixed_on": day(fact["date_fixed"]),
        "fixed": by_level(fixed),
        "first": by_level(fact.get("first_fixed_builds", {})),
        "other": {Level.parse(level): Level.parse(goal) for level, goal in other.items()},
        "affected": tuple(fact["affected_products"]),
        "unknown": tuple(one.replace(" (any CU)", "") for one in fact.get("fix_build_unknown", ())),
        "kbs": {Level.parse(level): tuple(kbs) for level, kbs in fact["kb"].items()},
        "enough": fact["build_alone_is_enough"],
        "kev": kev and (day(kev["date_added"]), day(kev["due_date"]), kev["ransomware"] == "Known"),
        "exploited": YES[fact.get("msrc_exploited")],
        "disclosed": YES[fact.get("msrc_disclosed")],
        "exploitability": fact.get("exploitability") or "",
        "campaigns": tuple(fact["campaigns"]),
        "noted": "note" in fact,
        "restated": "restated" in fact,
        "inferred": fact.get("fixed_inferred", False),
        "ssvc": fact.get("cisa_ssvc_exploitation", ""),
        "url": fact["msrc_url"],
        "sources": len(fact["sources"]),
    }


def test_the_month_of_the_document_follows_from_the_day(catalogue: Catalogue, cves: list[Facts]):
    for fact in cves:
        cve = catalogue.cve(fact["id"])
        assert cve is not None
        documented = "cvrf" in cve.sources
        assert documented is (fact.get("msrc_document") is not None)
        if documented:
            assert fact["msrc_document"] == f"{cve.published:%Y-%b}"


def test_names_of_fixing_updates_follow_from_the_builds(catalogue: Catalogue, cves: list[Facts]):
    for fact in cves:
        cve = catalogue.cve(fact["id"])
        assert cve is not None
        builds = cve.first_fixed or cve.fixed
        updates = [catalogue.update_at(build) for build in builds.values()]
        names = {one.name or one.level.cu for one in updates if one is not None}
        assert names == set(fact["fixed_in"]), fact["id"]


def test_a_restated_fix_names_both_updates(catalogue: Catalogue, cves: list[Facts]):
    for fact in cves:
        cve = catalogue.cve(fact["id"])
        assert cve is not None
        for level, build in cve.first_fixed.items():
            first, now = catalogue.update_at(build), catalogue.update_at(cve.fixed[level])
            assert first is not None
            assert now is not None
            assert first.name == fact["restated"]["first_in"]
            assert now.name == fact["restated"]["msrc_now"]


def test_every_action_arrived_with_its_parameters(catalogue: Catalogue, cves: list[Facts]):
    for fact in cves:
        cve = catalogue.cve(fact["id"])
        assert cve is not None
        for action, expected in zip(cve.actions, fact["actions"], strict=True):
            assert action.id == expected["id"]
            assert action.required is expected["required"]
            assert action.scope == expected["scope"]
            assert action.applies_to == tuple(expected["applies_to"])
            assert action.url == https(expected["url"])
            assert action.script == expected.get("script", "")
            assert action.fixed_files == expected.get("fixed_cachtokn", {})
            assert action.reference == expected.get("css_check", "")
            assert bool(action.default_state) is ("default_state" in expected)
            overrides = [
                (one.component, one.section, one.parameter, one.unsafe_value)
                for one in action.overrides
            ]
            assert overrides == [
                (one["component"], one["section"], one["parameter"], one["unsafe_value"])
                for one in expected.get("overrides", ())
            ]


def test_support_dates_arrived(catalogue: Catalogue, lifecycle: Facts):
    for product_id, fact in lifecycle["products"].items():
        product = catalogue.products[product_id]
        assert product.name == fact["name"]
        assert product.modern is (fact["policy"] == "modern")
        assert product.released == day(fact["released"])
        assert product.mainstream_ends == day(fact.get("mainstream_end"))
        assert product.support_ends == day(fact.get("extended_end"))
        assert product.retirement_not_before == day(fact.get("retirement_not_before"))
        assert product.esu == tuple(fact.get("esu") or ())
        assert bool(product.note) is ("note" in fact)
        assert len(product.sources) == len(fact["sources"])


def test_the_last_builds_follow_from_the_releases(catalogue: Catalogue, lifecycle: Facts):
    for product_id, fact in lifecycle["products"].items():
        levels = catalogue.levels_of(product_id)
        last = fact.get("last_build") or fact.get("last_build_known")
        if last:
            assert str(catalogue.updates_of(levels[-1])[-1].build) == last
        assert fact.get("last_cu", levels[-1].cu) == levels[-1].cu
        for key, public in (("last_public_build", True), ("last_esu_build_known", False)):
            builds = fact.get(key, {})
            if isinstance(builds, str):
                builds = {levels[-1].cu: builds}
            for cu, build in builds.items():
                updates = catalogue.updates_of(Level(product_id, cu))
                assert str([one for one in updates if one.public is public][-1].build) == build


def test_the_paid_periods_arrived(catalogue: Catalogue, lifecycle: Facts):
    for period, fact in zip(catalogue.esu_periods, lifecycle["esu"], strict=True):
        assert period.id == fact["id"]
        assert tuple(map(str, period.levels)) == tuple(fact["products"])
        assert period.announced == day(fact["announced"])
        assert period.sold_from == day(fact["sold_from"])
        assert period.starts == day(fact["starts"])
        assert period.ends == day(fact["ends"])
        assert period.updates == tuple(fact["updates"])
        assert period.url == fact["url"]
        assert period.terms


def test_the_plan_of_se_arrived(catalogue: Catalogue, lifecycle: Facts):
    for plan, fact in zip(catalogue.lifecycle.plans, lifecycle["se_cu_plan"], strict=True):
        history = fact.get("plan_history", [{"said": "", "plan": fact.get("planned")}])
        assert plan.level == Level("SE", fact["cu"])
        assert [one.said for one in plan.statements] == [one["said"] for one in history]
        assert all(
            one.plan == other["plan"] or other["plan"].startswith("no date")
            for one, other in zip(plan.statements, history, strict=True)
        )
        assert plan.shipped == day(fact["shipped"])
        assert (str(plan.build) if plan.build else None) == fact.get("build")
        assert plan.as_of == day(fact.get("as_of", "")[:10])
        assert plan.url == fact.get("url", "")
        assert bool(plan.effect) is ("effect" in fact)


def test_who_got_which_update_follows_from_the_builds(catalogue: Catalogue, lifecycle: Facts):
    releases = {release.name: release for release in catalogue.releases()}

    for fact in lifecycle["su_targets"]:
        release = releases[fact["update"]]
        public = set(map(str, release.public))
        assert release.kind == fact["kind"]
        assert release.first == day(fact["first_date"])
        # The list of builds knows a few more levels than the list of targets.
        assert set(fact["public"]) <= public
        assert public - set(fact["public"]) <= {"2013 SP1", "2019 RTM"}
        assert set(map(str, release.esu)) == set(fact["esu"])
        assert bool(release.note) is ("note" in fact)


def test_the_dotnet_matrix_arrived(catalogue: Catalogue, lifecycle: Facts):
    facts = catalogue.lifecycle
    keys = {one.version: one.release_key for one in facts.dotnet_versions if one.release_key}

    assert keys == lifecycle["dotnet"]["release_keys"]
    for product in ("2010", "2013", "2016", "2019", "SE"):
        for fact in lifecycle["dotnet"][product]:
            for level in span_levels(catalogue, product, fact["cus"]):
                (row,) = covered(catalogue, facts.dotnet, level)
                assert row.versions == tuple(fact["versions"])
                assert bool(row.note) is ("flag" in fact)


def test_the_windows_matrix_arrived(catalogue: Catalogue, lifecycle: Facts):
    for product in ("2010", "2013", "2016", "2019", "SE"):
        fact = lifecycle["windows_server"][product]
        levels = catalogue.levels_of(product)
        runs = fact if isinstance(fact, dict) else {f"{levels[0].cu}-{levels[-1].cu}": fact}
        for run, systems in runs.items():
            for level in span_levels(catalogue, product, run):
                (row,) = covered(catalogue, catalogue.lifecycle.windows, level)
                assert row.systems == tuple(systems)


def test_the_directory_numbers_arrived(catalogue: Catalogue, lifecycle: Facts):
    found = {
        str(row.level): {"schema": row.schema, "meso": row.domain, "org": row.organization}
        for row in catalogue.lifecycle.directory.values()
    }
    expected = {
        f"{product} {cu}": {key: numbers[key] for key in ("schema", "meso", "org")}
        for product, levels in lifecycle["ad_levels"]["values"].items()
        for cu, numbers in levels.items()
    }
    exceptions = [
        f"{row.level} with {row.update}: meso {row.domain}"
        for row in catalogue.lifecycle.directory_exceptions
    ]

    assert found == expected
    for text in exceptions:
        assert any(one.startswith(text) for one in lifecycle["ad_levels"]["exceptions"]), text
    assert len(exceptions) == len(lifecycle["ad_levels"]["exceptions"])


def test_coexistence_arrived(catalogue: Catalogue, lifecycle: Facts):
    rows = catalogue.lifecycle.coexistence
    allowed = [row for row in rows if row.permission == "allowed"]
    least = {
        (row.newer.product, row.older.product): catalogue.update_at(row.at_least)
        for row in allowed
        if row.at_least
    }
    titles = {pair: update.title for pair, update in least.items() if update is not None}

    assert titles == {
        ("2016", "2010"): "2010 SP3 RU11",
        ("2016", "2013"): "2013 CU10",
        ("2019", "2013"): "2013 CU21",
        ("2019", "2016"): "2016 CU11",
    }
    assert len([fact for fact in lifecycle["coexistence"] if "later" in fact["rule"]]) == 4
    refused = {(row.newer.product, row.newer.first) for row in rows if row not in allowed}
    assert refused == {("2019", ""), ("2019", "CU15"), ("SE", "RTM"), ("SE", "CU2")}
    assert {row.newer.first for row in rows if row.announced} == {"CU2"}


def test_upgrade_paths_arrived(catalogue: Catalogue, lifecycle: Facts):
    methods = {
        (path.source.product, path.source.first, path.to): str(path.method)
        for path in catalogue.lifecycle.upgrade_paths
    }

    assert methods == {
        ("2019", "CU14", "SE"): "in-place",
        ("2019", "", "SE"): "in-place-twice",
        ("2016", "", "SE"): "side-by-side",
        ("2013", "", "SE"): "side-by-side-twice",
        ("2010", "SP3", "SE"): "side-by-side-twice",
        ("2013", "", "2013"): "in-place",
        ("2016", "", "2016"): "in-place",
        ("2019", "", "2019"): "in-place",
        ("SE", "", "SE"): "in-place",
    }
    assert len(lifecycle["upgrade_paths"]) == 6


def test_the_recommendation_follows_from_the_last_public_build(
    catalogue: Catalogue, lifecycle: Facts
):
    for fact in lifecycle["current_recommendation"]:
        last = catalogue.last_public(fact["product"])
        assert last is not None
        assert str(last.build) in fact["install"]
        moves = catalogue.products[fact["product"]].move_to == "SE"
        assert moves is not fact["install"].startswith("RTM")


def test_known_bad_builds_arrived(catalogue: Catalogue, lifecycle: Facts):
    facts = lifecycle["known_bad_builds"]
    issues = catalogue.lifecycle.known_issues
    for issue, fact in zip(issues[: len(facts)], facts, strict=True):
        listed = [one for one in fact["builds"] if one[0].isdigit()]
        open_ended = listed != fact["builds"]
        builds = {str(build): str(mended or "") for build, mended in issue.builds.items()}
        assert issue.ongoing is open_ended
        assert issue.url == fact.get("url", "")
        if open_ended:
            assert set(listed) <= set(builds)
            assert set(builds.values()) == {""}
        else:
            fixed = [one or "" for one in fact["fixed_by"]]
            assert builds == dict(zip(listed, fixed, strict=True))


def test_the_open_ended_issue_reaches_the_builds_it_is_known_to_reach(catalogue: Catalogue):
    (issue,) = (one for one in catalogue.lifecycle.known_issues if one.ongoing)
    updates = [catalogue.update_at(build) for build in issue.builds]

    assert {(str(one.level), one.name) for one in updates if one is not None} == {
        (level, name)
        for level in ("2016 CU23", "2019 CU14", "2019 CU15", "SE RTM")
        for name in ("Aug26SU", "Sep26SU", "Sep26SUv2")
    }


def test_mitigation_and_enforcement_arrived(catalogue: Catalogue, lifecycle: Facts):
    facts = catalogue.lifecycle
    introduced = lifecycle["emergency_mitigation"]["introduced"]

    assert facts.mitigation_since == tuple(Level(*one) for one in introduced.items())
    assert {row.update: row.month for row in facts.mitigation_limits} == {
        "Mar23SU": "",
        "Jun26SU": "2026-07",
    }
    assert len(facts.mitigation_limits) == len(lifecycle["emergency_mitigation"]["facts"])
    (rule,) = facts.online_enforcement
    assert (rule.starts, rule.update) == (date(2026, 9, 7), "Oct25SU")
    assert rule.confidence == lifecycle["exchange_online_enforcement"]["confidence"]


def test_the_policies_arrived(catalogue: Catalogue, lifecycle: Facts):
    policy = lifecycle["support_policy"]
    kinds = {f"type-{kind.lower()}" for kind in policy["update_types"]}

    assert kinds | {"servicing-mainstream", "servicing-extended", "servicing-se", "cadence"} <= set(
        catalogue.lifecycle.rules
    )


def test_campaigns_that_are_explained_stay_explained(catalogue: Catalogue, shared: Path):
    notes = read(shared, "cves")["campaign_notes"]

    assert set(notes) <= set(catalogue.campaigns)
    assert catalogue.campaigns["ProxyRelay"].confidence == "medium"


def test_no_sentence_was_taken_over(catalogue: Catalogue, shared: Path):
    theirs = " ".join(
        path.read_text(encoding="utf-8") for path in sorted((shared / "facts").glob("*.json"))
    )
    facts = catalogue.lifecycle
    ours = [
        *(update.note for update in catalogue.updates),
        *(cve.note for cve in catalogue.cves),
        *(action.summary for cve in catalogue.cves for action in cve.actions),
        *(cve.restated for cve in catalogue.cves),
        *(rule.text for rule in facts.rules.values()),
        *(issue.issue for issue in facts.known_issues),
        *(campaign.note for campaign in catalogue.campaigns.values()),
        *(product.note for product in catalogue.products.values()),
        *(text for period in catalogue.esu_periods for text in (period.terms, period.note)),
    ]

    assert [text for text in ours if text and text.rstrip(".") in theirs] == []
