# SPDX-License-Identifier: MIT
"""A collected document is read strictly, whole or not at all, and a fault has its place."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui import wording
from exchpatch_gui.collected import config_files, decoder, readers
from exchpatch_gui.collected.decoder import decode, load
from exchpatch_gui.collected.section import Status
from exchpatch_gui.errors import InputError, MissingError
from tests.helpers.collected import document, encoded, not_collected

STATE = {"items": [{"name": "W3SVC", "state": "Running", "start_mode": "Auto"}]}
RICH = document(
    services=STATE,
    certificates={"items": [{"raw_base64": "AAAA"}, {"raw_base64": "AAAA"}]},
    volumes={"items": [{"name": "C:", "capacity": 2**40, "free_space": 1}]},
    hotfixes={"items": [{"installed_on": "2026-05-13"}]},
    operating_system={"last_boot_up_time": "2026-05-13T02:00:00Z", "ubr": 7},
    counters={"processor_time_percent": 12.5},
    iis_sites={"items": [{"name": "Default Web Site", "bindings": [{}], "hsts": {"max_age": 1}}]},
    queues=not_collected("access_denied"),
)


def fault(content: Any) -> tuple[str, str]:
    """Decode a document that is refused; give the path and the reason."""
    with pytest.raises(InputError) as caught:
        decode(encoded(content), "ex01.json")
    error = caught.value
    assert error.key == "collected.invalid"
    reason = wording.load().text(error.because)
    assert reason in wording.load().explain(error)[0]
    return str(error.params["path"]), reason


def changed(path: tuple[str | int, ...], value: Any) -> Any:
    content = json.loads(json.dumps(RICH))
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return content


def written(path: tuple[str | int, ...]) -> str:
    return "$" + "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in path)


def data(section: str, *steps: str | int) -> tuple[str | int, ...]:
    return ("sections", section, "data", *steps)


def every_place(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path and path != ("schema",):
        yield path
    pairs = value.items() if isinstance(value, dict) else ()
    for step, one in pairs or (enumerate(value) if isinstance(value, list) else ()):
        yield from every_place(one, (*path, step))


PLACES = list(every_place(RICH))


def test_values_come_back_typed():
    found = decode(encoded(RICH), "ex01.json")

    assert found.collected_at == datetime(2026, 6, 20, 8, tzinfo=UTC)
    assert found.sections.operating_system.data is not None
    assert found.sections.operating_system.data.last_boot_up_time == datetime(
        2026, 5, 13, 2, tzinfo=UTC
    )
    assert found.sections.services.data is not None
    assert found.sections.services.data.items[0].state == "Running"
    assert found.sections.queues.status is Status.ACCESS_DENIED
    assert found.sections.queues.data is None
    assert found.sections.queues.reason == "It failed."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_encoding_of_a_windows_redirection_is_read(encoding):
    content = json.dumps(RICH, ensure_ascii=False).encode(encoding)

    assert decode(content, "ex01.json").computer == "EX01"


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        (data("services", "items", 0, "state"), 1, "a text is expected"),
        (data("services", "items", 0, "state"), None, "a text is expected"),
        (data("services", "items"), {}, "a list is expected"),
        (data("services"), [], "an object is expected"),
        (data("operating_system", "ubr"), True, "a whole number is expected"),
        (data("operating_system", "ubr"), 7.0, "a whole number is expected"),
        (data("operating_system", "ubr"), "7", "a whole number is expected"),
        (data("operating_system", "ubr"), 2**64, "the number is too large"),
        (data("windows_features", "items"), "", "a list is expected"),
        (data("pending_reboot", "component_based_servicing"), "True", "true or false is expected"),
        (data("pending_reboot", "component_based_servicing"), 1, "true or false is expected"),
        (data("counters", "processor_time_percent"), "1", "a number is expected"),
        (data("counters", "processor_time_percent"), False, "a number is expected"),
        (
            data("operating_system", "last_boot_up_time"),
            "2026-02-30T00:00:00Z",
            "a time in UTC such as 2026-11-24T08:00:00Z is expected",
        ),
        (
            data("operating_system", "last_boot_up_time"),
            "2026-02-03T00:00:00+01:00",
            "a time in UTC such as 2026-11-24T08:00:00Z is expected",
        ),
        (
            data("hotfixes", "items", 0, "installed_on"),
            "13.05.2026",
            "a day such as 2026-11-24 is expected",
        ),
        (data("certificates", "items", 1, "raw_base64"), "not base64", "base64 is expected"),
        (("sections", "services", "elapsed_ms"), -1, "the number may not be negative"),
        (
            ("sections", "services", "status"),
            "fine",
            "one of ok, error, access_denied and skipped is expected",
        ),
        (
            ("sections", "services", "error"),
            "but",
            "null is expected here, because of the section’s status",
        ),
        (
            ("sections", "queues", "data"),
            {"items": []},
            "null is expected here, because of the section’s status",
        ),
        (("sections", "queues", "error"), None, "a text is expected"),
        (("computer",), " ", "the text may not be empty"),
        (("collected_at",), "today", "a time in UTC such as 2026-11-24T08:00:00Z is expected"),
    ],
)
def test_a_fault_has_its_place_and_reason(path, value, reason):
    assert fault(changed(path, value)) == (written(path), reason)


def test_a_section_that_is_missing_is_a_fault():
    content = changed(("computer",), "EX01")
    del content["sections"]["tls"]

    assert fault(content) == ("$.sections.tls", "this is missing")


def test_a_key_that_nobody_knows_is_named_harmlessly():
    content = changed(("computer",), "EX01")
    content["sections"]["tls"]["data"]["\x1b[31m\u202e"] = 1

    path, reason = fault(content)

    assert path.isprintable()
    assert reason == "this doesn’t belong here"


@given(st.sampled_from(PLACES), st.sampled_from([[], {"key": 1}, "x\x00", 1.5, True, -1, None]))
def test_any_value_anywhere_is_read_or_refused_at_its_place(path, value):
    content = encoded(changed(path, value))
    refused_at = written(path[:2])

    with contextlib.suppress(InputError):
        decode(content, "ex01.json")
        return
    with pytest.raises(InputError) as caught:
        decode(content, "ex01.json")
    assert str(caught.value.params["path"]).startswith(refused_at)


@given(st.sampled_from(PLACES))
def test_every_key_is_required(path):
    content = changed(path, None)
    place = content
    for step in path[:-1]:
        place = place[step]
    if isinstance(place, list):
        return
    del place[path[-1]]

    assert fault(content) == (written(path), "this is missing")


@given(st.binary(max_size=200))
def test_no_bytes_do_harm(content):
    with pytest.raises(InputError):
        decode(content, "ex01.json")


@given(st.integers(min_value=0, max_value=len(encoded(RICH)) - 1))
def test_a_document_that_was_cut_off_is_refused(length):
    with pytest.raises(InputError) as caught:
        decode(encoded(RICH)[:length], "ex01.json")

    assert caught.value.key == "collected.not-json"


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"schema": "exchpatch.collected/1", "schema": "exchpatch.collected/1"}',
        b'{"schema": NaN}',
        b'{"schema": ' + b"9" * 10_000 + b"}",
        b"\xff\xfe\x00\xd8",
    ],
    ids=["lists", "objects", "twice", "nan", "digits", "surrogate"],
)
def test_json_that_is_meant_to_hurt_is_refused(content):
    with pytest.raises(InputError) as caught:
        decode(content, "ex01.json")

    assert caught.value.key in {"collected.not-json", "collected.schema"}


@pytest.mark.parametrize(
    "content",
    [b" " * (decoder.MAX_BYTES + 1), b"[" + b"[],[]," * decoder.MAX_VALUES],
    ids=["bytes", "values"],
)
def test_what_would_fill_the_memory_is_refused_unread(content):
    with pytest.raises(InputError) as caught:
        decode(content, "ex01.json")

    assert caught.value.key == "collected.too-large"


def test_a_document_of_another_number_asks_for_another_version():
    with pytest.raises(InputError) as caught:
        decode(encoded({**RICH, "schema": "exchpatch.collected/2"}), "ex01.json")

    assert caught.value.key == "collected.schema"


def test_a_document_of_five_megabytes_is_read():
    rows = [{"name": f"service {number}", "state": "Running"} for number in range(50_000)]
    content = encoded(document(services={"items": rows}))

    found = decode(content, "ex01.json").sections.services.data

    assert len(content) > 4_000_000
    assert found is not None
    assert len(found.items) == 50_000


def test_a_file_that_is_not_there_is_missing(tmp_path):
    with pytest.raises(MissingError):
        load(tmp_path / "ex01.json")


def test_a_folder_is_no_document(tmp_path):
    with pytest.raises(InputError) as caught:
        load(tmp_path)

    assert caught.value.key == "collected.unreadable"


def test_every_reason_has_its_words_and_no_other():
    code = "".join(
        Path(one.__file__).read_text(encoding="utf-8") for one in (config_files, decoder, readers)
    )
    given_reasons = set(re.findall(r'Fault\("([a-z0-9-]+)"', code))
    prefix = "collected.reason."
    worded = {key.removeprefix(prefix) for key in wording.load().keys() if key.startswith(prefix)}  # noqa: SIM118 (a Wording is no dict)

    assert worded == given_reasons
