# SPDX-License-Identifier: MIT
from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.verdicts import CveResult, CveState, Support
from exchpatch_gui.storage.codec import decode, encode
from exchpatch_gui.storage.params import CodecError, decode_params, encode_params
from tests.unit.storage.samples import NOW, result, server

_floats = st.floats(allow_nan=False)
_moments = st.datetimes(timezones=st.just(UTC))
_params = st.dictionaries(
    st.text(max_size=8),
    st.none() | st.booleans() | st.integers() | _floats | st.text() | st.dates() | _moments,
    max_size=4,
)
st.register_type_strategy(datetime, _moments)
st.register_type_strategy(Mapping, _params)
_finite = st.floats(allow_nan=False, allow_infinity=False)
_cves = st.builds(CveResult, cvss=st.none() | _finite)
_results = st.builds(ServerResult, cves=st.lists(_cves, max_size=3).map(tuple))


def _types(params: Mapping[str, object]) -> dict[str, type]:
    return {name: type(value) for name, value in params.items()}


@settings(max_examples=50)
@given(_results)
def test_every_result_comes_back_as_it_went_in(value: ServerResult):
    assert decode(ServerResult, encode(value)) == value


@given(_params)
def test_parameters_keep_their_types(params: dict[str, object]):
    back = decode_params(encode_params(params))

    assert back == params
    assert _types(back) == _types(params)


def test_a_date_and_text_that_looks_like_one_stay_apart():
    params = {"day": date(2026, 8, 19), "text": "2026-08-19", "at": NOW, "tag": '{"date": "x"}'}

    assert decode_params(encode_params(params)) == params


def test_a_time_in_another_zone_is_the_same_moment():
    at = datetime(2026, 8, 19, 9, 0, tzinfo=timezone(timedelta(hours=2)))

    assert decode_params(encode_params({"at": at})) == {"at": at}


@pytest.mark.parametrize("value", [math.inf, -math.inf])
def test_infinite_numbers_survive_in_parameters(value: float):
    assert decode_params(encode_params({"ratio": value})) == {"ratio": value}


def test_a_number_that_is_none_survives_in_parameters():
    back = decode_params(encode_params({"ratio": math.nan}))["ratio"]

    assert isinstance(back, float)
    assert math.isnan(back)


def test_what_is_at_its_default_takes_no_room():
    text = encode(CveResult("CVE-2026-42897", CveState.OPEN))

    assert text == '{"id":"CVE-2026-42897","state":"open"}'


def test_empty_parameters_take_no_room():
    assert encode(Message("a")) == '{"key":"a"}'
    assert decode(Message, '{"key":"a"}') == Message("a")


def test_builds_are_builds_again():
    identity = Identity(IdentityVerdict.EXCHANGE, judged=BuildNumber(15, 2, 2562, 37))

    judged = decode(Identity, encode(identity)).judged

    assert isinstance(judged, BuildNumber)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (CveResult, "no JSON"),
        (CveResult, "[]"),
        (CveResult, '{"id": "CVE-1"}'),
        (CveResult, '{"id": "CVE-1", "state": "open", "shade": 1}'),
        (CveResult, '{"id": 1, "state": "open"}'),
        (CveResult, '{"id": "CVE-1", "state": "ajar"}'),
        (CveResult, '{"id": "CVE-1", "state": "open", "cvss": "8.1"}'),
        (CveResult, '{"id": "CVE-1", "state": "open", "cvss": true}'),
        (CveResult, '{"id": "CVE-1", "state": "open", "cvss": 1%s}' % ("0" * 400)),
        (CveResult, '{"id": "CVE-1", "state": "open", "known_exploited": 1}'),
        (CveResult, '{"id": "CVE-1", "state": "open", "since": 20260819}'),
        (CveResult, '{"id": "CVE-1", "state": "open", "since": "19 Aug 2026"}'),
        (CveResult, '{"id": "CVE-1", "state": "open", "needs": "one"}'),
        (CveResult, '{"id": "CVE-1", "state": "open", "fixed_in": [15, 2, 2562]}'),
        (CveResult, '{"id": "CVE-1", "state": "open", "fixed_in": [15, 2, 2562, "46"]}'),
        (Message, '{"key": "a", "params": []}'),
        (Message, '{"key": "a", "params": {"x": []}}'),
        (Message, '{"key": "a", "params": {"x": {"time": "08:00"}}}'),
        (Message, '{"key": "a", "params": {"x": {"date": "8 Aug"}}}'),
        (Message, '{"key": "a", "params": {"x": {"date": 1}}}'),
        (Support, "[" * 100_000),
    ],
)
def test_text_that_holds_something_else_is_refused(kind: type, text: str):
    with pytest.raises(CodecError, match=f"not a stored {kind.__name__}"):
        decode(kind, text)


@pytest.mark.parametrize("text", ["", "[]", '{"x": {}}', "[" * 100_000])
def test_text_that_holds_no_parameters_is_refused(text: str):
    with pytest.raises(CodecError):
        decode_params(text)


@dataclass(frozen=True, slots=True)
class _Strange:
    value: object


def test_a_type_without_a_form_in_json_is_a_fault_of_the_program():
    with pytest.raises(TypeError, match="no form in JSON"):
        encode(_Strange(b"raw"))


@dataclass(frozen=True, slots=True)
class _Paired:
    values: tuple[int, str]


@dataclass(frozen=True, slots=True)
class _Listed:
    values: list[int]


class _Period(NamedTuple):
    starts: date
    ends: date


@pytest.mark.parametrize("kind", [_Strange, _Paired, _Listed, _Period, bytes])
def test_an_unknown_kind_of_field_is_a_fault_of_the_program(kind: type):
    with pytest.raises(TypeError, match="no form in JSON"):
        decode(kind, "{}")


def test_the_sample_result_is_not_trivial():
    assert len(encode(result(server()))) > 1000
