# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.catalogue.documents import Document, Path_, at, document, drop, put, refusal

FULL = ("builds", 6)
CVE = ("cves", 0)
FACTS = ("lifecycle",)


def words(reason: str) -> str:
    return f"catalogue.reason.{reason}"


def check(folder: Path, path: Path_, new: Any, where: str, reason: str) -> None:
    assert refusal(folder, lambda content: put(content, path, new)) == (where, words(reason))


def every_object(value: Any, path: Path_ = ()) -> list[Path_]:
    """Give the paths of all objects with fixed keys."""
    if isinstance(value, list):
        return [found for i, one in enumerate(value) for found in every_object(one, (*path, i))]
    if not isinstance(value, dict):
        return []
    inner = [found for key, one in value.items() for found in every_object(one, (*path, key))]
    return inner if path and path[-1] in TABLES else [path, *inner]


TABLES = frozenset(
    {
        "sources",
        "fixed_files",
        "fixed",
        "first_fixed",
        "needs_other_cu",
        "kbs",
        "builds",
        "release_notes",
    }
)
OBJECTS = every_object(document())


def written(path: Path_) -> str:
    return "$" + "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in path)


@pytest.mark.parametrize("path", OBJECTS, ids=written)
def test_an_unknown_key_is_refused_in_every_object(tmp_path: Path, path: Path_):
    change = (*path, "surprise")

    found = refusal(tmp_path, lambda content: put(content, change, 1))

    assert found == (written(change), words("unknown-key"))


@pytest.mark.parametrize("path", OBJECTS[1:], ids=written)
def test_something_else_in_place_of_an_object_is_refused(tmp_path: Path, path: Path_):
    check(tmp_path, path, ["not an object"], written(path), "not-object")


REQUIRED = [
    *[(key,) for key in document() if key != "schema"],
    *[("products", 1, key) for key in ("id", "name", "versions", "released", "sources")],
    *[("esu", 0, key) for key in document()["esu"][0] if key != "note"],
    *[(*FULL, key) for key in ("level", "kind", "build", "released", "dated", "sources", "name")],
    *[("actions", 1, key) for key in document()["actions"][1]],
    ("actions", 0, "fixed_file"),
    ("actions", 0, "fixed_files"),
    *[("reissues", 0, key) for key in document()["reissues"][0]],
    *[("campaigns", 0, key) for key in document()["campaigns"][0]],
    *[(*CVE, key) for key in ("id", "title", "published", "sources", "restated", "first_fixed")],
    *[(*CVE, "kev", key) for key in ("added", "due", "ransomware")],
    (*CVE, "actions", 0, "id"),
    *[
        (*CVE, "actions", 1, "overrides", 0, key)
        for key in ("component", "section", "parameter", "unsafe_value")
    ],
    *[(*FACTS, key) for key in document()["lifecycle"]],
    *[(*FACTS, "plans", 1, key) for key in ("level", "statements", "sources")],
    (*FACTS, "upgrade_paths", 0, "steps", 0, "kind"),
    *[(*FACTS, "directory", 0, key) for key in document()["lifecycle"]["directory"][0]],
]


@pytest.mark.parametrize("path", REQUIRED, ids=written)
def test_a_key_that_has_to_be_there_is_missed(tmp_path: Path, path: Path_):
    found = refusal(tmp_path, lambda content: drop(content, path))

    assert found == (written(path), words("missing"))


@pytest.mark.parametrize(
    ("path", "new", "reason"),
    [
        (("date",), "15.10.2026", "not-day"),
        (("date",), "20261015", "not-day"),
        (("date",), "2026-02-30", "not-day"),
        (("date",), 20261015, "not-day"),
        (("exploited_as_of",), "2026-10-16", "in-the-future"),
        (("sources",), {}, "empty"),
        (("sources",), [], "not-object"),
        (("sources", "own"), "", "empty"),
        (("sources", "own"), 7, "not-text"),
        (("sources", "own"), "x" * 1001, "too-long"),
        (("sources", "own"), "a\x1b[31mred", "control-character"),
        (("products",), {}, "not-list"),
        (("products",), [], "empty"),
        (("products", 0, "id"), "2012", "not-choice"),
        (("products", 1, "id"), "2010", "duplicate"),
        (("products", 1, "move_to"), "2016", "unknown-product"),
        (("products", 1, "mainstream_ends"), "2018-01-09", "goes-back"),
        (("products", 1, "support_ends"), "2023-10-14", "goes-back"),
        (("esu", 0, "id"), "first", "not-choice"),
        (("esu", 0, "levels"), [], "empty"),
        (("esu", 0, "sold_from"), "2025-07-01", "goes-back"),
        (("esu", 0, "ends"), "2025-10-01", "goes-back"),
        (("builds",), [], "empty"),
        (("builds",), {}, "not-list"),
        ((*FULL, "level"), "2019 SP0", "not-level"),
        ((*FULL, "level"), 2019, "not-level"),
        ((*FULL, "level"), "2016 CU23", "unknown-product"),
        ((*FULL, "kind"), "IU", "not-choice"),
        ((*FULL, "kind"), ["SU"], "not-choice"),
        ((*FULL, "build"), "15.2.1748.042", "not-build"),
        ((*FULL, "build"), "15.02.1748.42", "not-build"),
        ((*FULL, "build"), 15.2, "not-build"),
        ((*FULL, "build"), "15.2.1748.10", "duplicate"),
        ((*FULL, "build"), "15.2.1748.11", "not-ascending"),
        ((*FULL, "build"), "15.2.1749.42", "wrong-level"),
        ((*FULL, "build"), "15.2.2562.42", "wrong-product"),
        ((*FULL, "released"), "2026-10-16", "in-the-future"),
        ((*FULL, "released"), "2025-04-17", "goes-back"),
        ((*FULL, "name"), "Feb26HU", "not-name"),
        ((*FULL, "name"), "February", "not-name"),
        ((*FULL, "month_only"), "true", "not-truth"),
        ((*FULL, "month_only"), 1, "not-truth"),
        ((*FULL, "kbs"), "5074993", "not-list"),
        ((*FULL, "kbs"), [], "empty"),
        ((*FULL, "kbs", 1), "KB5074994", "not-kb"),
        ((*FULL, "kbs", 1), "12345", "not-kb"),
        ((*FULL, "kbs", 1), 5074994, "not-kb"),
        ((*FULL, "kbs", 1), "5074993", "duplicate"),
        ((*FULL, "download"), "http://contoso.example/", "not-url"),
        ((*FULL, "download"), "https://contoso.example/<script>", "not-url"),
        ((*FULL, "blog"), "javascript:alert(1)", "not-url"),
        ((*FULL, "esu"), "P2", "unknown-period"),
        ((*FULL, "status"), "gone", "not-choice"),
        ((*FULL, "sequence"), "9", "not-sequence"),
        ((*FULL, "other_builds", 0), "15.2.1748.10", "duplicate"),
        ((*FULL, "other_builds", 0), "15.2.1748.42", "duplicate"),
        ((*FULL, "dated"), "hearsay", "unknown-source"),
        ((*FULL, "sources", 1), "hearsay", "unknown-source"),
        ((*FULL, "sources", 1), "own", "duplicate"),
        ((*FULL, "sources"), [], "empty"),
        (("builds", 1, "name"), "RU0", "not-name"),
        (("builds", 2, "kind"), "CU", "wrong-level"),
        (("builds", 3, "level"), "2019 CU13x", "not-level"),
        (("builds", 4, "released"), "2023-02-10", "goes-back"),
        (("builds", 7, "name"), "Feb26SU", "duplicate"),
        (("builds", 8, "build"), "15.2.1748.50", "wrong-product"),
        (("builds", 8, "esu"), "P1", "not-in-period"),
        (("actions", 1, "id"), "extended-protection", "duplicate"),
        (("actions", 0, "id"), "Extended", "not-key"),
        (("actions", 0, "scope"), "world", "not-choice"),
        (("actions", 0, "applies_to"), [], "empty"),
        (("campaigns", 0, "confidence"), "certain", "not-choice"),
        ((*CVE, "id"), "CVE-26-1", "not-cve"),
        (("cves",), [], "empty"),
        ((*CVE, "severity"), "Severe", "not-choice"),
        ((*CVE, "cvss"), "8.1", "not-number"),
        ((*CVE, "cvss"), True, "not-number"),
        ((*CVE, "cvss"), 10.1, "out-of-range"),
        ((*CVE, "cvss"), -1, "out-of-range"),
        ((*CVE, "vector"), "AV:N", "not-vector"),
        ((*CVE, "cwes", 0), "287", "not-cwe"),
        ((*CVE, "published"), "2026-12-01", "in-the-future"),
        ((*CVE, "fixed"), {}, "empty"),
        ((*CVE, "restated"), "third-try", "unknown-reissue"),
        ((*CVE, "also_affected", 0), "2019 CU15", "duplicate"),
        ((*CVE, "also_affected", 0), "2019 CU14", "duplicate"),
        ((*CVE, "also_affected", 0), "2019 CU13", "unknown-level"),
        ((*CVE, "fix_unknown", 0), "2016", "not-level"),
        ((*CVE, "fix_unknown", 1), "2016 CU23", "unknown-level"),
        ((*CVE, "actions", 0, "id"), "pray", "unknown-action"),
        ((*CVE, "campaigns", 0), "Proxy", "unknown-campaign"),
        ((*CVE, "kev", "added"), "2026-10-16", "in-the-future"),
        ((*CVE, "kev", "due"), "2026-02-11", "goes-back"),
        ((*CVE, "exploitability"), "Likely", "not-choice"),
        ((*CVE, "ssvc_exploitation"), "some", "not-choice"),
        (("cves", 1, "id"), "CVE-2026-12345", "duplicate"),
        ((*FACTS, "plans", 1, "level"), "SE RTM", "duplicate"),
        ((*FACTS, "plans", 1, "as_of"), "2026-10-16", "in-the-future"),
        ((*FACTS, "dotnet_versions", 0, "version"), "4", "not-version"),
        ((*FACTS, "dotnet_versions", 1, "version"), "4.8", "duplicate"),
        ((*FACTS, "dotnet_versions", 0, "release_key"), 0, "out-of-range"),
        ((*FACTS, "dotnet_versions", 0, "release_key"), 1.5, "not-whole"),
        ((*FACTS, "dotnet_versions", 0, "release_key"), True, "not-whole"),
        ((*FACTS, "dotnet", 0, "versions", 0), "4.7", "unknown-version"),
        ((*FACTS, "dotnet", 0, "span"), 2019, "not-span"),
        ((*FACTS, "dotnet", 0, "span"), "2016 CU1-CU2", "unknown-product"),
        ((*FACTS, "dotnet", 0, "span"), "2019 -", "not-span"),
        ((*FACTS, "dotnet", 0, "span"), "2019 CU15-CU14", "not-ascending"),
        ((*FACTS, "dotnet", 0, "span"), "2019 CU13-CU14", "unknown-level"),
        ((*FACTS, "dotnet", 0, "span"), "2019 ", "not-span"),
        ((*FACTS, "windows", 0, "systems", 0), "Linux", "not-windows"),
        ((*FACTS, "coexistence", 0, "newer"), "SE CU2", "unknown-level"),
        ((*FACTS, "coexistence", 0, "permission"), "maybe", "not-choice"),
        ((*FACTS, "coexistence", 0, "at_least"), "15.2.2562.17", "wrong-product"),
        ((*FACTS, "coexistence", 0, "at_least"), "15.2.1544.5", "unknown-build"),
        ((*FACTS, "upgrade_paths", 0, "to"), "SE CU1", "unknown-level"),
        ((*FACTS, "upgrade_paths", 0, "method"), "by-magic", "not-choice"),
        ((*FACTS, "upgrade_paths", 0, "steps"), [], "empty"),
        ((*FACTS, "upgrade_paths", 0, "steps", 0, "kind"), "jump", "not-choice"),
        ((*FACTS, "upgrade_paths", 0, "steps", 3, "product"), "2016", "unknown-product"),
        ((*FACTS, "directory", 0, "level"), "2019 CU13", "unknown-level"),
        ((*FACTS, "directory", 0, "schema"), "17003", "not-whole"),
        ((*FACTS, "directory_exceptions", 0, "update"), "Feb25HU", "unknown-update"),
        ((*FACTS, "mitigation_since", 0), "2019", "not-level"),
        ((*FACTS, "mitigation_limits", 0, "month"), "2026-13", "not-month"),
        ((*FACTS, "online_enforcement", 0, "confidence"), "very", "not-choice"),
    ],
)
def test_a_wrong_value_is_refused(tmp_path: Path, path: Path_, new: Any, reason: str):
    check(tmp_path, path, new, written(path), reason)


@pytest.mark.parametrize(
    ("path", "new", "where", "reason"),
    [
        (
            (*CVE, "fixed", "2019 CU15"),
            "15.2.2562.37",
            "$.cves[0].fixed['2019 CU15']",
            "wrong-level",
        ),
        (
            (*CVE, "fixed", "2019 CU15"),
            "15.2.1748.44",
            "$.cves[0].fixed['2019 CU15']",
            "unknown-build",
        ),
        (
            (*CVE, "fixed", "2019 CU15"),
            None,
            "$.cves[0].fixed['2019 CU15']",
            "not-build",
        ),
        (
            (*CVE, "first_fixed"),
            {"2019 CU15": "15.2.1748.43"},
            "$.cves[0].first_fixed['2019 CU15']",
            "not-earlier",
        ),
        (
            (*CVE, "first_fixed"),
            {"2019 CU14": "15.2.1544.4"},
            "$.cves[0].first_fixed['2019 CU14']",
            "not-fixed",
        ),
        (
            (*CVE, "needs_other_cu"),
            {"2019 CU15": "SE RTM"},
            "$.cves[0].needs_other_cu['2019 CU15']",
            "duplicate",
        ),
        (
            (*CVE, "needs_other_cu"),
            {"2019 CU14": "2019 RTM"},
            "$.cves[0].needs_other_cu['2019 CU14']",
            "not-ascending",
        ),
        (
            (*CVE, "needs_other_cu"),
            {"2019 CU14": "SE RTM"},
            "$.cves[0].needs_other_cu['2019 CU14']",
            "not-ascending",
        ),
        ((*CVE, "kbs"), {"2019 CU9": []}, "$.cves[0].kbs['2019 CU9']", "unknown-level"),
        ((*CVE, "kbs"), "none", "$.cves[0].kbs", "not-object"),
        (("sources", "Own Words"), "text", "$.sources['Own Words']", "not-key"),
        (("sources", "a\x1b[2J"), "text", "$.sources['a [2J']", "not-key"),
        (("builds", 2, "name"), "Oct18SU", "$.builds[2].name", "not-named"),
        (("builds", 5, "kind"), "CU", "$.builds[5].name", "not-named"),
        (
            ("actions", 0, "fixed_files", "Windows Server 2022"),
            "10.0",
            "$.actions[0].fixed_files['Windows Server 2022']",
            "not-file-version",
        ),
        (
            (*FACTS, "known_issues", 0, "builds"),
            {"15.2.1748.43": "15.2.1748.42"},
            "$.lifecycle.known_issues[0].builds['15.2.1748.43']",
            "not-later",
        ),
        (
            (*FACTS, "known_issues", 1, "before"),
            ["15.2.2562.37", "15.2.1748.43"],
            "$.lifecycle.known_issues[1].before[1]",
            "not-ascending",
        ),
        (
            (*FACTS, "known_issues", 1),
            {"id": "nowhere", "issue": "It fails.", "sources": ["own"]},
            "$.lifecycle.known_issues[1].builds",
            "missing",
        ),
        (
            (*FACTS, "known_issues", 0, "builds"),
            {"15.2.1748.43": "15.2.2562.37"},
            "$.lifecycle.known_issues[0].builds['15.2.1748.43']",
            "not-later",
        ),
        (
            (*FACTS, "release_notes"),
            {"Mar26SU": "text"},
            "$.lifecycle.release_notes.Mar26SU",
            "unknown-update",
        ),
        (
            (*FACTS, "upgrade_paths", 0, "steps", 0),
            {"kind": "remove"},
            "$.lifecycle.upgrade_paths[0].steps[0].product",
            "only-remove",
        ),
        (
            (*FACTS, "upgrade_paths", 0, "steps", 0),
            {"kind": "move", "product": "2019"},
            "$.lifecycle.upgrade_paths[0].steps[0].product",
            "only-remove",
        ),
        (
            (*FACTS, "directory_exceptions", 0, "level"),
            "SE RTM",
            "$.lifecycle.directory_exceptions[0].update",
            "unknown-update",
        ),
        (
            ("products", 1, "retirement_not_before"),
            "2035-12-31",
            "$.products[1].support_ends",
            "one-end",
        ),
    ],
)
def test_what_contradicts_another_entry_is_refused(
    tmp_path: Path, path: Path_, new: Any, where: str, reason: str
):
    check(tmp_path, path, new, where, reason)


def insert(content: Document, index: int, **row: Any) -> None:
    base = {"dated": "own", "sources": ["own"], "released": "2026-03-01"}
    content["builds"].insert(index, {**base, **row})


def test_a_level_begins_with_its_cumulative_update(tmp_path: Path):
    found = refusal(tmp_path, lambda content: content["builds"].pop(4))

    assert found == ("$.builds[4].kind", words("no-base"))


def test_a_level_has_one_cumulative_update(tmp_path: Path):
    found = refusal(
        tmp_path,
        lambda content: insert(content, 8, level="2019 CU15", kind="CU", build="15.2.1748.50"),
    )

    assert found == ("$.builds[8].kind", words("second-base"))


def test_a_level_does_not_come_back(tmp_path: Path):
    found = refusal(
        tmp_path,
        lambda content: insert(
            content, 8, level="2019 CU14", kind="SU", name="Mar26SU", build="15.2.1800.1"
        ),
    )

    assert found == ("$.builds[8].level", words("not-ascending"))


def test_a_later_level_has_a_higher_number(tmp_path: Path):
    found = refusal(
        tmp_path,
        lambda content: insert(content, 8, level="2019 CU9", kind="CU", build="15.2.1800.1"),
    )

    assert found == ("$.builds[8].level", words("not-ascending"))


def test_two_levels_do_not_share_three_parts(tmp_path: Path):
    found = refusal(
        tmp_path,
        lambda content: insert(content, 8, level="2019 CU16", kind="CU", build="15.2.1748.90"),
    )

    assert found == ("$.builds[8].level", words("not-ascending"))


def test_a_list_inside_an_entry_has_a_limit(tmp_path: Path):
    numbers = [str(5_000_000 + number) for number in range(1001)]

    check(tmp_path, (*FULL, "kbs"), numbers, "$.builds[6].kbs", "too-many")


def test_an_untouched_document_is_accepted(tmp_path: Path):
    assert at(document(), FULL)["name"] == "Feb26SU"
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        refusal(tmp_path, lambda content: content)
