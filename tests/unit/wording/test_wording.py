# SPDX-License-Identifier: MIT
"""How each language counts, writes dates and numbers, and explains an error."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from exchpatch_gui import wording
from exchpatch_gui.errors import InputError
from exchpatch_gui.wording import Wording

TABLE = {
    "server.one": "{count} server",
    "server.other": "{count} servers",
    "port": "port {port}",
    "word.labelled": "{label}: {text}",
    "error.file.message": "{file} is refused: {reason}.",
    "error.file.hint": "Take a file under {limit} KB.",
    "reason.large": "it is larger than {limit} KB",
}


def words(language: str) -> Wording:
    return Wording(language, TABLE)


@pytest.mark.parametrize(
    ("language", "day", "written"),
    [
        ("en", date(2026, 11, 24), "24 Nov 2026"),
        ("en", date(2026, 3, 1), "1 Mar 2026"),
        ("de", date(2026, 11, 24), "24. Nov. 2026"),
        ("de", date(2026, 3, 1), "1. März 2026"),
        ("de", date(2026, 9, 8), "8. Sept. 2026"),
        ("fr", date(2026, 11, 24), "24 nov. 2026"),
        ("fr", date(2026, 3, 1), "1er mars 2026"),
        ("fr", date(2026, 8, 2), "2 août 2026"),
    ],
)
def test_a_date_is_written_as_the_language_does(language: str, day: date, written: str):
    assert words(language).value(day) == written


@pytest.mark.parametrize(
    ("language", "pattern"), [("en", "d MMM yyyy"), ("de", "d. MMM yyyy"), ("fr", "d MMM yyyy")]
)
def test_a_field_for_dates_writes_them_alike(language: str, pattern: str):
    assert words(language).date_pattern == pattern


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_month_has_its_name(language: str):
    written = {words(language).value(date(2026, month, 2)) for month in range(1, 13)}

    assert len(written) == 12


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "24 Nov 2026, 08:05"),
        ("de", "24. Nov. 2026, 08:05"),
        ("fr", "24 nov. 2026, 08:05"),
    ],
)
def test_a_time_follows_its_date(language: str, written: str):
    assert words(language).value(datetime(2026, 11, 24, 8, 5, tzinfo=UTC)) == written


@pytest.mark.parametrize(("language", "written"), [("en", "9.8"), ("de", "9,8"), ("fr", "9,8")])
def test_a_fraction_has_the_sign_of_the_language(language: str, written: str):
    assert words(language).value(9.8) == written


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_texts_and_builds_are_left_as_they_are(language: str):
    assert words(language).value("15.2.2562.37") == "15.2.2562.37"
    assert words(language).value(None) == "–"


@pytest.mark.parametrize(
    ("language", "none", "one", "two"),
    [
        ("en", "0 servers", "1 server", "2 servers"),
        ("de", "0 servers", "1 server", "2 servers"),
        ("fr", "0 server", "1 server", "2 servers"),
    ],
)
def test_none_is_singular_in_french_only(language: str, none: str, one: str, two: str):
    said = [words(language).text("server", {"count": count}) for count in (0, 1, 2)]

    assert said == [none, one, two]


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "12,345 servers"), ("de", "12.345 servers"), ("fr", "12\u202f345 servers")],
)
def test_large_quantities_are_grouped(language: str, written: str):
    assert words(language).text("server", {"count": 12_345}) == written
    assert words(language).text("server", {"count": 9_999}) == "9999 servers"


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_numbers_to_be_typed_are_not_grouped(language: str):
    assert words(language).text("port", {"port": 44_443}) == "port 44443"


def test_the_reason_of_an_error_is_worded_with_its_own_facts():
    error = InputError("file", "reason.large", file="logo.png", limit=512)

    message, hint = words("en").explain(error)

    assert message == "logo.png is refused: it is larger than 512 KB."
    assert hint == "Take a file under 512 KB."


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Build: 15.2"), ("de", "Build: 15.2"), ("fr", "Build\u202f: 15.2")],
)
def test_a_label_stands_before_its_text_as_the_language_sets_it(language: str, said: str):
    assert wording.load(language).labelled("Build", "15.2") == said


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_a_sentence_that_is_missing_is_a_fault(language: str):
    with pytest.raises(KeyError):
        wording.load(language).text("no.such.sentence")
