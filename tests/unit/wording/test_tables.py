# SPDX-License-Identifier: MIT
"""Every language says everything that English says, with the same facts in it."""

from __future__ import annotations

import re

import pytest

from tests.unit.wording.same_in_all import NAMES, WORDS
from tests.unit.wording.tables import (
    ENGLISH,
    OTHERS,
    PLURALS,
    placeholders,
    sentences,
    tables,
)

EVERY = (ENGLISH, *OTHERS)

# What must reach the reader letter by letter, because they type it or look for it.
VERBATIM = re.compile(
    r"""
    (?<![\w-])--[a-z][a-z-]+\w              # options of the command line
    | \b[A-Z][a-z]+-[A-Z]\w+                # cmdlets
    | HKLM\\[\w\\]+                         # registry keys
    | \b(?:CVE-\d{4}-\d+|ADV\d+|KB\d+)      # vulnerabilities and articles
    | \b[\w-]+\.(?:exe|ps1|xml|config|log)\b
    | /Prepare\w+
    | https?://[\w./-]*\w
    | -\w+\ \$(?:true|false)                # switches of cmdlets
    """,
    re.VERBOSE,
)
# Names of files that an example lets the reader choose.
EXAMPLES = re.compile(r"^cli\.[a-z.-]*example$")


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_the_sentences_of_english_and_no_others(language: str):
    english, other = tables(ENGLISH), tables(language)

    missing = [key for area, texts in english.items() for key in texts.keys() - other.get(area, {})]
    surplus = [key for area, texts in other.items() for key in texts.keys() - english.get(area, {})]

    assert (missing, surplus) == ([], [])


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_asks_for_the_facts_that_the_english_sentence_has(language: str):
    def facts(key: str, text: str) -> set[str]:
        # Each of the two forms may say the number or a word for it.
        return placeholders(text) - ({"count"} if key.endswith(PLURALS) else set())

    differing = [
        key
        for key, english, other in sentences(language)
        if facts(key, english) != facts(key, other)
    ]

    assert differing == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_empty_exactly_where_english_is(language: str):
    assert [
        key for key, english, other in sentences(language) if bool(english) != bool(other)
    ] == []


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english_but_what_was_looked_at(language: str):
    allowed = NAMES | WORDS[language]
    says_something = re.compile(r"[^\W\d_]")

    left = [
        (key, english)
        for key, english, other in sentences(language)
        if english == other
        and english not in allowed
        and not EXAMPLES.match(key)
        and says_something.search(re.sub(r"\{\w+\}", "", english))
    ]

    assert left == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_list_of_words_that_stay_names_none_in_vain(language: str):
    same = {english for _, english, other in sentences(language) if english == other}

    assert sorted(WORDS[language] - same) == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_typed_or_looked_for_stays_letter_by_letter(language: str):
    lost = [
        (key, word)
        for key, english, other in sentences(language)
        if not EXAMPLES.match(key)
        for word in VERBATIM.findall(english)
        if word not in other
    ]

    assert lost == []


@pytest.mark.parametrize("language", EVERY)
def test_plural_forms_come_in_pairs_and_replace_the_bare_sentence(language: str):
    keys = {key for texts in tables(language).values() for key in texts}
    stems = {key.removesuffix(".one") for key in keys if key.endswith(".one")}

    assert [one for one in sorted(stems) if f"{one}.other" not in keys] == []
    assert sorted(stems & keys) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_label_with_a_letter_to_press_has_one_in_every_language(language: str):
    def letters(text: str) -> int:
        return len(re.findall(r"&\w", text))

    assert [
        key for key, english, other in sentences(language) if letters(english) != letters(other)
    ] == []


def test_french_says_the_number_in_the_singular_because_zero_takes_it_too():
    said = {
        key: text
        for texts in tables("fr").values()
        for key, text in texts.items()
        if key.endswith(".one") and re.search(r"(?<![\w.,-])1(?![\w.,-])", text)
    }

    assert said == {}


def test_french_keeps_signs_and_quotation_marks_with_their_words():
    loose = re.compile(r"[ \u00a0][;:!?»]|«[^\u202f]|[^\u202f]»|\w[!?](?=\s|$)")

    assert [key for key, _, text in sentences("fr") if loose.search(text)] == []


def test_german_quotes_as_german_does():
    foreign = re.compile(r"[‘”«»]|\B“\w|\w'\w")

    assert [key for key, _, text in sentences("de") if foreign.search(text)] == []


@pytest.mark.parametrize("language", EVERY)
def test_no_sentence_has_stray_blanks(language: str):
    assert [
        key
        for texts in tables(language).values()
        for key, text in texts.items()
        if not EXAMPLES.match(key) and (text != text.strip(" \n") or "  " in text)
    ] == []
