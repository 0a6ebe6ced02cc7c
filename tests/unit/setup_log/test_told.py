# SPDX-License-Identifier: MIT
"""A diagnosis in words: one headline, what is known, causes with remedies, and how old it is."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from exchpatch_gui import wording
from exchpatch_gui.domain.setup_logs import SetupDiagnosis, SetupLog, SetupOutcome
from exchpatch_gui.errors import InputError
from exchpatch_gui.reporting.setup_logs import age, document, terminal_text, told
from exchpatch_gui.storage.codec import decode, encode
from tests.unit.setup_log.causes import every_sample
from tests.unit.setup_log.logs import BEGUN, before_patch, failed_by, read, script_log

WORDS = wording.load()
NOW = BEGUN + timedelta(days=3)
FAILED = read(failed_by("The certificate is expired."))
ENDS = list(product(SetupLog, SetupOutcome))


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_end_of_every_log_has_its_headline(language: str):
    words = wording.load(language)

    headlines = {told(SetupDiagnosis(*end), words, NOW).headline for end in ENDS}

    assert len(headlines) == len(ENDS)


def test_only_a_success_is_told_without_a_cause():
    without = {
        outcome
        for _, outcome in ENDS
        if not told(SetupDiagnosis(SetupLog.SETUP, outcome), WORDS, NOW).causes
    }

    assert without == {SetupOutcome.SUCCESS}


def test_what_is_not_known_is_left_out():
    said = told(SetupDiagnosis(SetupLog.SERVICES, SetupOutcome.UNKNOWN), WORDS, NOW)

    assert said.facts == (("Last entry", "the log has no date"),)


def test_the_facts_stand_in_the_order_of_telling():
    said = told(FAILED, WORDS, NOW)

    assert [label for label, _ in said.facts] == [
        "Server",
        "Product",
        "Task given",
        "Build",
        "Run by",
        "Last entry",
        "Failed in",
    ]


def test_one_of_several_runs_is_told_as_such():
    said = told(replace(FAILED, run=2, runs=5), WORDS, NOW)

    assert ("Run", "2 of 5 in this log") in said.facts


def test_a_build_that_stays_the_same_is_told_once():
    said = told(replace(FAILED, build_before=FAILED.build), WORDS, NOW)

    assert ("Build", "15.2.1748.10") in said.facts


@pytest.mark.parametrize(
    ("days", "text"), [(0, "today"), (1, "1 day ago"), (2.9, "2 days ago"), (-5, "today")]
)
def test_the_age_is_told_in_days(days: float, text: str):
    assert age(NOW - timedelta(days=days), WORDS, NOW) == text


def test_times_of_the_servers_clock_are_told_as_such():
    said = told(read(script_log(before_patch("W3Svc"))), WORDS, NOW)

    (time,) = (text for label, text in said.facts if label == "Last entry")
    assert time.startswith("23 Nov 2026, 20:00 UTC (2 days ago), if the server’s clock")


def test_a_cause_carries_its_evidence_and_its_page():
    (cause,) = told(FAILED, WORDS, NOW).causes

    assert cause.evidence == ("line 17: [ERROR] The certificate is expired.",)
    assert cause.source.startswith("https://github.com/microsoft/CSS-Exchange/")


def test_no_line_of_text_is_too_wide_for_a_terminal():
    text = terminal_text("ExchangeSetup.log", FAILED, wording.load("de"), NOW)

    prose = [line for line in text.splitlines() if ">" not in line and "https://" not in line]
    assert max(map(len, prose)) <= 79


def test_logs_with_damage_anywhere_are_told_or_refused():
    chance = random.Random(20261124)  # noqa: S311 (the same damage every time)
    samples = [log.encode() for _, log in every_sample()]
    pieces = [b"\n", b"[ERROR] ", b"{", b"}", b"%s", b"*" * 46 + b"\n", b"9999", b"\xff\xfe", b"\0"]
    read_ones = 0
    for _ in range(600):
        damaged = bytearray(chance.choice(samples) + chance.choice(samples))
        for _ in range(chance.randint(1, 30)):
            place = chance.randrange(len(damaged))
            damaged[place : place + chance.randint(0, 20)] = chance.choice(pieces)
        try:
            diagnosis = read(bytes(damaged))
        except InputError:
            continue
        read_ones += 1
        assert decode(SetupDiagnosis, encode(diagnosis)) == diagnosis
        assert terminal_text("some.log", diagnosis, WORDS, NOW)
        assert document("some.log", diagnosis, WORDS, NOW)["outcome"] == diagnosis.outcome

    assert read_ones > 400
