# SPDX-License-Identifier: MIT
"""A small made-up catalogue that uses every key there is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.loader import load
from exchpatch_gui.errors import InputError

Document = dict[str, Any]
Path_ = tuple[str | int, ...]
SOURCES = ["own", "other"]


def document() -> Document:
    """Give it afresh, no part shared with another one: tests change what they like."""
    content = {
        "schema": "exchpatch.catalogue/1",
        "date": "2026-10-15",
        "exploited_as_of": "2026-08-21",
        "sources": {"own": "Made up for tests", "other": "Likewise"},
        "products": [_old_product(), _product(), _modern_product()],
        "esu": [_period()],
        "builds": _builds(),
        "actions": [_action(), {**_plain_action(), "id": "no-override"}],
        "reissues": [{"id": "second-try", "text": "The first one failed.", "sources": SOURCES}],
        "campaigns": [
            {"id": "Proxy Test", "note": "A chain.", "confidence": "medium", "sources": SOURCES}
        ],
        "cves": [_cve(), _plain_cve()],
        "lifecycle": _lifecycle(),
    }
    fresh: Document = json.loads(json.dumps(content))
    return fresh


def at(value: Any, path: Path_) -> Any:
    """Give the value at a path."""
    for step in path:
        value = value[step]
    return value


def put(value: Any, path: Path_, new: Any) -> None:
    """Set the value at a path."""
    at(value, path[:-1])[path[-1]] = new


def drop(value: Any, path: Path_) -> None:
    """Take the value at a path away."""
    del at(value, path[:-1])[path[-1]]


def write(folder: Path, content: Document) -> Path:
    """Write a document to a file."""
    file = folder / "catalogue.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def loaded(folder: Path, content: Document | None = None) -> Catalogue:
    """Load a document."""
    return load(write(folder, content if content is not None else document()), "file")


def refusal(folder: Path, change: Callable[[Document], object]) -> tuple[str, str]:
    """Load a changed document and give the path and the sentence of the refusal."""
    content = document()
    change(content)
    with pytest.raises(InputError) as caught:
        loaded(folder, content)
    assert caught.value.key == "catalogue.invalid"
    assert caught.value.params["file"] == "catalogue.json"
    return str(caught.value.params["path"]), caught.value.because


def _old_product() -> Document:
    return {
        "id": "2010",
        "name": "Exchange Server 2010",
        "versions": "14.0 to 14.3",
        "released": "2009-11-09",
        "support_ends": "2020-10-13",
        "sources": SOURCES,
    }


def _product() -> Document:
    return {
        "id": "2019",
        "name": "Exchange Server 2019",
        "versions": "15.2 below 15.2.2562",
        "released": "2018-10-22",
        "mainstream_ends": "2024-01-09",
        "support_ends": "2025-10-14",
        "move_to": "SE",
        "note": "Two more came later.",
        "sources": SOURCES,
    }


def _modern_product() -> Document:
    return {
        "id": "SE",
        "name": "Exchange Server Subscription Edition",
        "versions": "15.2 from 15.2.2562 on",
        "released": "2025-07-01",
        "retirement_not_before": "2035-12-31",
        "sources": SOURCES,
    }


def _period() -> Document:
    return {
        "id": "P1",
        "name": "First period",
        "levels": ["2019 CU15"],
        "announced": "2025-07-15",
        "sold_from": "2025-08-01",
        "starts": "2025-10-15",
        "ends": "2026-04-14",
        "terms": "Paid.",
        "url": "https://contoso.example/esu",
        "note": "The start is a conclusion.",
        "sources": SOURCES,
    }


def _build(level: str, kind: str, build: str, released: str, **more: object) -> Document:
    row = {"level": level, "kind": kind, "build": build, "released": released}
    return {**row, "dated": "own", "sources": ["own"], **more}


def _builds() -> list[Document]:
    return [
        _build("2010 SP3", "SP", "14.3.123.4", "2013-02-12"),
        _build("2010 SP3", "RU", "14.3.146.0", "2013-05-29", name="RU1"),
        _build("2019 RTM", "RTM", "15.2.221.12", "2018-10-22"),
        _build("2019 CU14", "CU", "15.2.1544.4", "2024-02-13", kbs=["5035606"]),
        _build("2019 CU15", "CU", "15.2.1748.10", "2025-02-10", kbs=["5042461"]),
        _build("2019 CU15", "HU", "15.2.1748.24", "2025-04-18", name="Apr25HU", kbs=["5050672"]),
        _full_build(),
        _build(
            "2019 CU15",
            "SU",
            "15.2.1748.43",
            "2026-02-10",
            name="Feb26SUv2",
            esu="P1",
            kbs=["5074995"],
        ),
        _build("SE RTM", "RTM", "15.2.2562.17", "2025-07-01"),
        _build("SE RTM", "SU", "15.2.2562.37", "2026-02-10", name="Feb26SU", kbs=["5074992"]),
    ]


def _full_build() -> Document:
    return {
        "level": "2019 CU15",
        "kind": "SU",
        "name": "Feb26SU",
        "build": "15.2.1748.42",
        "released": "2026-02-01",
        "month_only": True,
        "dated": "other",
        "kbs": ["5074993", "5074994"],
        "download": "https://contoso.example/download",
        "blog": "https://contoso.example/blog",
        "esu": "P1",
        "status": "replaced",
        "sequence": "SU9V2",
        "aliases": ["Jan26SU"],
        "name_derived": True,
        "other_builds": ["15.2.1748.41"],
        "note": "Version 2 stands in for it.",
        "sources": SOURCES,
    }


def _action() -> Document:
    return {
        "id": "extended-protection",
        "required": True,
        "scope": "server",
        "applies_to": ["mailbox"],
        "summary": "Turn it on.",
        "url": "https://contoso.example/protection",
        "script": "https://contoso.example/script",
        "default_state": "Off.",
        "fixed_file": "module.dll",
        "fixed_files": {"Windows Server 2022": "10.0.20348.2029"},
        "reference": "Test-Protection",
        "sources": SOURCES,
    }


def _plain_action() -> Document:
    return {
        "required": False,
        "scope": "organization-or-server",
        "applies_to": ["mailbox", "edge"],
        "summary": "Look for an override.",
        "url": "https://contoso.example/override",
        "sources": SOURCES,
    }


def _cve() -> Document:
    override = {
        "component": "Transport",
        "section": "Sender",
        "parameter": "Enabled",
        "unsafe_value": "false",
    }
    return {
        "id": "CVE-2026-12345",
        "title": "Microsoft Exchange Server Spoofing Vulnerability",
        "impact": "Spoofing",
        "severity": "Important",
        "cvss": 8.1,
        "vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N",
        "cwes": ["CWE-287"],
        "published": "2026-02-01",
        "fixed": {"2019 CU15": "15.2.1748.43", "SE RTM": "15.2.2562.37"},
        "first_fixed": {"2019 CU15": "15.2.1748.42"},
        "restated": "second-try",
        "needs_other_cu": {"2019 CU14": "2019 CU15"},
        "also_affected": ["2019 RTM"],
        "fix_unknown": ["2010", "2019 RTM"],
        "kbs": {"SE RTM": [], "2019 RTM": ["5074999"]},
        "fix_inferred": True,
        "build_is_enough": False,
        "actions": [
            {"id": "extended-protection"},
            {"id": "no-override", "overrides": [override]},
        ],
        "kev": {"added": "2026-02-12", "due": "2026-03-05", "ransomware": True},
        "exploited_at_release": True,
        "disclosed": False,
        "exploitability": "Exploitation Detected",
        "ssvc_exploitation": "active",
        "campaigns": ["Proxy Test"],
        "note": "Read this.",
        "sources": SOURCES,
    }


def _plain_cve() -> Document:
    return {
        "id": "ADV260001",
        "title": "Advisory",
        "published": "2026-03-01",
        "sources": ["own"],
    }


def _lifecycle() -> Document:
    return {
        "rules": [{"id": "listed-only", "text": "What is not listed is not.", "sources": SOURCES}],
        "plans": [
            {"level": "SE RTM", "statements": [{"plan": "July 2025"}], "sources": SOURCES},
            {
                "level": "SE CU1",
                "statements": [{"said": "2026-05", "plan": "later"}],
                "as_of": "2026-10-13",
                "effect": "Setup refuses.",
                "url": "https://contoso.example/plan",
                "sources": SOURCES,
            },
        ],
        "dotnet_versions": [
            {"version": "4.8", "release_key": 528040},
            {"version": "4.8.1", "release_key": 533320, "first_windows": "Windows Server 2022"},
        ],
        "dotnet": [
            {
                "span": "2019 CU14-CU15",
                "versions": ["4.8", "4.8.1"],
                "note": "Both.",
                "sources": SOURCES,
            }
        ],
        "dotnet_recommended": [
            {
                "span": "2019 CU14-",
                "version": "4.8.1",
                "windows": ["Windows Server 2025"],
                "not_windows": ["Windows Server 2019"],
                "sources": SOURCES,
            }
        ],
        "windows": [
            {
                "span": "2019 -CU14",
                "systems": ["Windows Server 2012 R2", "Windows Server 2019"],
                "note": "As told.",
                "sources": SOURCES,
            }
        ],
        "coexistence": [
            {
                "newer": "SE CU1",
                "older": "2019",
                "permission": "allowed",
                "at_least": "15.2.1544.4",
                "announced": True,
                "sources": SOURCES,
            }
        ],
        "upgrade_paths": [
            {
                "from": "2019 CU15",
                "to": "SE RTM",
                "method": "in-place",
                "steps": [
                    {"kind": "install", "levels": ["SE RTM"]},
                    {"kind": "move"},
                    {"kind": "move"},
                    {"kind": "remove", "product": "2019"},
                ],
                "sources": SOURCES,
            },
            {
                "from": "2010",
                "to": "SE",
                "method": "side-by-side-twice",
                "steps": [{"kind": "continue"}],
                "sources": SOURCES,
            },
        ],
        "directory": [
            {
                "level": "2019 CU15",
                "schema": 17003,
                "domain": 13243,
                "organization": 16763,
                "sources": SOURCES,
            }
        ],
        "directory_exceptions": [
            {"level": "2019 CU15", "update": "Apr25HU", "domain": 13244, "sources": SOURCES}
        ],
        "known_issues": [
            {
                "id": "rules-stop",
                "issue": "Rules stop.",
                "builds": {"15.2.1748.42": "15.2.1748.43", "15.2.2562.37": None},
                "ongoing": True,
                "url": "https://contoso.example/issue",
                "sources": SOURCES,
            },
            {
                "id": "old-fault",
                "issue": "It was always so.",
                "before": ["15.2.1748.43", "15.2.2562.37"],
                "sources": SOURCES,
            },
        ],
        "mitigation_since": ["2019 RTM", "SE RTM"],
        "mitigation_limits": [
            {"update": "Apr25HU", "month": "2026-07", "text": "No new ones.", "sources": SOURCES}
        ],
        "online_enforcement": [
            {
                "starts": "2026-09-07",
                "update": "Feb26SU",
                "text": "Mail is slowed down.",
                "confidence": "low",
                "sources": SOURCES,
            }
        ],
        "release_notes": {"Feb26SU": "An exception.", "RU1": "The first."},
    }
