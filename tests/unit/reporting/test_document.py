# SPDX-License-Identifier: MIT
"""The result document against the contract of the command line."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import jsonschema
import pytest

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.verdicts import Acceptance
from exchpatch_gui.reporting.document import result_document
from exchpatch_gui.reporting.document_text import checksum, encode
from exchpatch_gui.wording import Wording
from tests.helpers.result_parts import finding
from tests.helpers.result_texts import wording
from tests.helpers.results import behind, current, fleet, level_only, run_of, silent


def _strings(*names: str) -> dict[str, object]:
    return {name: {"type": "string"} for name in names}


def _optional(*names: str) -> dict[str, object]:
    return {name: {"type": ["string", "null"]} for name in names}


def _object(**properties: object) -> dict[str, object]:
    return {"type": "object", "required": sorted(properties), "properties": properties}


def _list(items: object) -> dict[str, object]:
    return {"type": "array", "items": items}


def _choice(*choices: str) -> dict[str, object]:
    return {"enum": list(choices)}


_BOOLEAN = {"type": "boolean"}
_COUNT = {"type": "integer", "minimum": 0}
_SCALARS = {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}
_TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
_CONFIDENCE = _choice("certain", "high", "medium", "low", "none")
_IDENTITY = _object(
    verdict=_choice(
        "exchange", "exchange-online", "not-exchange", "imitation", "undetermined", "unreachable"
    ),
    precision=_choice("full", "cumulative-update", "interval", "none"),
    relation=_choice("listed", "newer-than-catalogue", "between", "unknown-family", "none"),
    candidates=_list({"type": "string"}),
    confidence=_CONFIDENCE,
    nodes=_list(_object(**_strings("name"), **_optional("build"))),
    contradictions=_list({"type": "string"}),
    **_optional("product", "cumulative_update", "update", "build"),
)
_CVE = _object(
    state=_choice("open", "mitigated", "configuration-missing", "possible", "unknown", "fixed"),
    known_exploited=_BOOLEAN,
    ransomware=_BOOLEAN,
    cvss={"type": ["number", "null"]},
    needs={"type": ["array", "null"]},
    **_strings("id"),
    **_optional("fixed_in", "exploited_since", "name"),
)
_STEP = _object(
    order=_COUNT,
    kind=_choice(
        "prerequisite",
        "cumulative-update",
        "security-update",
        "hotfix-update",
        "migrate",
        "configure",
        "verify",
    ),
    url_kind=_choice("download", "article", "guide"),
    reboot=_BOOLEAN,
    minutes=_COUNT,
    closes=_list({"type": "string"}),
    **_strings("title"),
    **_optional("kb", "url"),
)
_FINDING = _object(
    light=_choice("red", "yellow", "green", "info", "grey"),
    details=_SCALARS,
    links=_list({"type": "string"}),
    evidence=_list({"type": "string"}),
    accepted={"type": ["object", "null"]},
    **_strings("id", "title", "detail"),
    **_optional("instance", "value", "remedy"),
)
_SERVER = _object(
    light=_choice("red", "yellow", "grey", "green"),
    identity=_IDENTITY,
    support=_object(
        status=_choice("supported", "supported-until", "out-of-support", "unknown"),
        **_strings("sentence"),
        **_optional("ended", "esu_ended"),
    ),
    cves=_list(_CVE),
    advice=_object(reached=_BOOLEAN, steps=_list(_STEP), **_optional("target_build")),
    findings=_list(_FINDING),
    observations=_list(
        _object(
            at=_TIME, confidence=_CONFIDENCE, **_strings("id", "kind", "value", "source", "method")
        )
    ),
    failures=_list(_object(**_strings("probe", "kind", "message", "hint"))),
    **_strings("name", "headline"),
    **_optional("target"),
)
_DOCUMENT = _object(
    schema={"const": "exchpatch.check/1"},
    run=_object(
        started=_TIME,
        finished=_TIME,
        catalogue=_object(age_days=_COUNT, stale=_BOOLEAN, **_strings("date", "source")),
        **_strings("id", "trigger", "app_version"),
    ),
    summary=_object(red=_COUNT, yellow=_COUNT, grey=_COUNT, green=_COUNT),
    servers=_list(_SERVER),
)


def test_document_of_a_mixed_fleet_keeps_the_contract() -> None:
    document = json.loads(encode(run_of(*fleet(8)), wording()))

    jsonschema.validate(document, _DOCUMENT)


def test_looked_up_build_has_no_target_and_the_build_as_name() -> None:
    looked_up = replace(behind(), server=None, observations=())

    server = result_document(run_of(looked_up), wording())["servers"][0]

    assert server["target"] is None
    assert server["name"] == "15.2.2562.37"
    assert server["observations"] == []


def test_servers_keep_the_order_they_were_asked_in() -> None:
    document = result_document(run_of(silent(), current(), behind()), wording())

    names = [server["name"] for server in document["servers"]]
    assert names == ["edge1.fabrikam.example", "mx.adatum.example", "mail.contoso.example"]
    assert document["summary"] == {"red": 1, "yellow": 0, "grey": 1, "green": 1}


def test_what_is_unknown_is_null_and_never_an_empty_text() -> None:
    identity = result_document(run_of(level_only()), wording())["servers"][0]["identity"]

    assert identity["update"] is None
    assert identity["build"] == "15.2.1748"
    assert identity["product"] == "Exchange Server 2019"
    assert identity["candidates"] == ["15.2.1748.10", "15.2.1748.26"]


def test_fixed_vulnerabilities_are_listed_only_on_request() -> None:
    run = run_of(current())

    brief = result_document(run, wording())["servers"][0]["cves"]
    verbose = result_document(run, wording(), verbose=True)["servers"][0]["cves"]

    assert brief == []
    assert [(cve["id"], cve["state"]) for cve in verbose] == [("CVE-2026-42897", "fixed")]


def test_exploited_vulnerabilities_come_first() -> None:
    cves = result_document(run_of(behind()), wording())["servers"][0]["cves"]

    assert [cve["known_exploited"] for cve in cves] == [True] + [False] * (len(cves) - 1)
    assert cves[0]["fixed_in"] == "15.2.2562.43"
    assert cves[0]["exploited_since"] == "2026-05-15"


def test_details_are_flat_and_dates_are_iso() -> None:
    findings = result_document(run_of(behind()), wording())["servers"][0]["findings"]

    assert findings[0]["details"] == {"count": 3, "newest": "Aug26SU", "released": "2026-08-11"}
    assert findings[0]["title"] == "3 security updates are missing"


def test_detail_that_is_not_known_is_left_out() -> None:
    first = behind().findings[0]
    unsure = replace(first, details={**first.details, "cvss": None})

    findings = result_document(run_of(replace(behind(), findings=(unsure,))), wording())

    assert "cvss" not in findings["servers"][0]["findings"][0]["details"]


def test_sentences_get_the_value_and_the_instance_too() -> None:
    ends = finding(
        "cert.sample.ends",
        TrafficLight.YELLOW,
        instance="mail.contoso.example",
        details={"ends": date(2026, 9, 11)},
    )
    result = replace(behind(), findings=(ends,))

    told = result_document(run_of(result), wording())["servers"][0]["findings"][0]

    assert told["detail"] == "mail.contoso.example: after that day no client connects."
    assert told["title"] == "The certificate ends on 11 Sep 2026"


def test_acceptance_is_told_with_owner_and_end() -> None:
    accepted = Acceptance(
        "replaced in May", "IT", date(2027, 5, 1), datetime(2026, 8, 1, tzinfo=UTC)
    )
    result = behind()
    first = replace(result.findings[0], accepted=accepted)
    run = run_of(replace(result, findings=(first, *result.findings[1:])))

    told = result_document(run, wording())["servers"][0]["findings"][0]["accepted"]

    assert told == {
        "reason": "replaced in May",
        "owner": "IT",
        "until": "2027-05-01",
        "at": "2026-08-01T00:00:00Z",
    }


def test_missing_sentence_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        result_document(run_of(behind()), Wording("en", {}))


def test_bad_finding_without_a_remedy_is_a_fault_of_ours() -> None:
    unhelpful = finding("tls.sample.modern", TrafficLight.RED, value="TLSv1")

    with pytest.raises(KeyError):
        result_document(run_of(replace(behind(), findings=(unhelpful,))), wording())


def test_encoded_document_is_plain_ascii_and_always_the_same() -> None:
    server = replace(behind().server, name="Büro \u202e 東京")
    run = run_of(replace(behind(), server=server))

    first = encode(run, wording())
    second = encode(run, wording())

    assert first == second
    assert first.isascii()
    assert b"\x1b" not in first
    assert json.loads(first)["servers"][0]["name"] == "Büro \u202e 東京"


def test_encoded_document_has_a_line_for_each_finding() -> None:
    lines = encode(run_of(behind()), wording()).decode().splitlines()

    findings = [json.loads(line.rstrip(",")) for line in lines if '"detail": ' in line]
    assert findings[0]["id"] == "build.sample_behind"
    assert len(findings) == 4


def test_checksum_is_that_of_the_written_file() -> None:
    run = run_of(behind())

    assert checksum(run, wording()) == hashlib.sha256(encode(run, wording())).hexdigest()


@pytest.mark.parametrize("results", [(), (behind(),), (behind(), current(), behind(), silent())])
def test_written_document_says_what_the_document_has(results: tuple[ServerResult, ...]) -> None:
    run = run_of(*results)

    written = encode(run, wording(), verbose=True)

    assert json.loads(written) == result_document(run, wording(), verbose=True)


def test_document_of_very_many_different_servers_mixes_nothing_up() -> None:
    many = [replace(behind(), cves=(cve,)) for _ in range(50) for cve in behind().cves]

    written = json.loads(encode(run_of(*many), wording(), verbose=True))

    told = [server["cves"][0]["id"] for server in written["servers"]]
    assert told == [cve.id for _ in range(50) for cve in behind().cves]
