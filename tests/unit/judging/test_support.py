# SPDX-License-Identifier: MIT
"""Support of products and of cumulative updates on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exchpatch_gui.catalogue.support import LevelSupport, level_support, support_on
from exchpatch_gui.domain.verdicts import SupportStatus
from tests.helpers.catalogues import catalogue, esu_period, level, product, se_updates, update

END = date(2025, 10, 14)
PERIODS = (
    esu_period("P1", date(2025, 10, 15), date(2026, 4, 14)),
    esu_period("P2", date(2026, 5, 1), date(2026, 10, 31)),
)
WITH_ESU = catalogue(
    se_updates(),
    products=[
        product("2013", support_ends=date(2023, 4, 11)),
        product("2019", esu=("P1", "P2")),
        product("SE"),
    ],
    esu_periods=PERIODS,
)


def test_last_day_of_support_still_counts():
    last = support_on("2019", WITH_ESU, END)
    next_day = support_on("2019", WITH_ESU, END + timedelta(days=1))

    assert last.status is SupportStatus.SUPPORTED_UNTIL
    assert last.sentence.params["count"] == 0
    assert next_day.status is SupportStatus.OUT_OF_SUPPORT
    assert (next_day.ends, next_day.esu_ends) == (END, date(2026, 10, 31))


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2025, 12, 1), "support.ended.esu-running"),
        (date(2026, 4, 20), "support.ended.esu-gap"),
        (date(2026, 10, 31), "support.ended.esu-running"),
        (date(2026, 11, 1), "support.ended.esu-over"),
    ],
)
def test_paid_extension_changes_the_sentence_but_never_the_status(day, key):
    support = support_on("2019", WITH_ESU, day)

    assert support.status is SupportStatus.OUT_OF_SUPPORT
    assert support.sentence.key == key


def test_product_without_paid_extension_has_just_ended():
    support = support_on("2013", WITH_ESU, date(2026, 1, 1))

    assert support.sentence.key == "support.ended"
    assert support.esu_ends is None


def test_modern_product_is_supported_without_an_end():
    support = support_on("SE", WITH_ESU, date(2030, 1, 1))

    assert support.status is SupportStatus.SUPPORTED
    assert support.ends is None


def test_unknown_product_has_unknown_support():
    assert support_on("", WITH_ESU, END).status is SupportStatus.UNKNOWN


LEVELS = catalogue(
    [
        update("2019 CU12", "15.2.1118.7", date(2022, 4, 20)),
        update("2019 CU13", "15.2.1258.12", date(2023, 5, 3)),
        update("2019 CU13 Nov24SUv2", "15.2.1258.39", date(2024, 11, 27)),
        update("2019 CU14", "15.2.1544.4", date(2024, 2, 13)),
        update("2019 CU14 Nov24SUv2", "15.2.1544.14", date(2024, 11, 27)),
        update("2019 CU14 Apr25HU", "15.2.1544.25", date(2025, 4, 18)),
    ]
)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("2019 CU14", LevelSupport.NEWEST),
        ("2019 CU13", LevelSupport.SERVED),
        ("2019 CU12", LevelSupport.DROPPED),
    ],
)
def test_newest_level_and_the_one_before_are_served(text, state):
    assert level_support(level(text), LEVELS) is state


def test_level_left_out_of_the_last_round_of_security_updates_is_dropped():
    extra = update("2019 CU14 Aug25SU", "15.2.1544.33", date(2025, 8, 12))

    assert level_support(level("2019 CU13"), catalogue([*LEVELS.updates, extra])) is (
        LevelSupport.DROPPED
    )


def test_level_is_served_until_the_newest_one_gets_its_first_security_update():
    fresh = catalogue(one for one in LEVELS.updates if one.level.cu != "CU14" or not one.name)

    assert level_support(level("2019 CU13"), fresh) is LevelSupport.SERVED
