# SPDX-License-Identifier: MIT
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.domain.text import clean


@given(st.text(), st.integers(2, 50))
def test_clean_text_is_one_short_visible_line(text, limit):
    cleaned = clean(text, limit)

    assert len(cleaned) <= limit
    assert not any(unicodedata.category(char)[0] == "C" for char in cleaned)
    assert "\n" not in cleaned


@given(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=40))
def test_visible_text_stays_as_it_is(text):
    assert clean(text) == text


def test_escape_sequences_and_direction_overrides_lose_their_power():
    assert clean("a\x1b[31mb\u202ec\x00d\te") == "a [31mb c d e"


def test_what_is_cut_says_so():
    assert clean("x" * 20, 10) == "x" * 9 + "…"
    assert clean(" " * 500 + "x", 10) == "…"
