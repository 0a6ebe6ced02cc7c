# SPDX-License-Identifier: MIT
"""Every known cause is found in a log it stands in, has a source, and its sentences."""

from __future__ import annotations

import pytest

from exchpatch_gui import wording
from exchpatch_gui.collected.setup_log.causes.registry import (
    ALL,
    BY_ERROR,
    BY_RULE,
    EXPLAINED,
    ORDER,
    SOURCES,
)
from exchpatch_gui.domain.setup_logs import SetupDiagnosis, SetupOutcome
from tests.unit.setup_log.causes import every_sample
from tests.unit.setup_log.logs import (
    beginning,
    ending,
    failed_by,
    failed_step,
    read,
    setup_log,
)

SAMPLES = every_sample()
PARTS = ("title", "detail", "remedy")


def ids(diagnosis: SetupDiagnosis) -> list[str]:
    return [cause.id for cause in diagnosis.causes]


@pytest.mark.parametrize(("cause", "log"), SAMPLES, ids=[cause for cause, _ in SAMPLES])
def test_a_cause_is_found_and_shown_by_a_line_of_the_log(cause: str, log: str):
    diagnosis = read(log)

    (found,) = (one for one in diagnosis.causes if one.id == cause)
    assert diagnosis.outcome is not SetupOutcome.SUCCESS
    assert found.evidence
    lines = log.replace("\r\n", "\n").split("\n")
    for line in found.evidence:
        assert " ".join(line.text.rstrip("…").split()) in " ".join(lines[line.number - 1].split())


@pytest.mark.parametrize(("cause", "log"), SAMPLES, ids=[cause for cause, _ in SAMPLES])
@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_a_cause_says_what_why_and_what_to_do(cause: str, log: str, language: str):
    words = wording.load(language)
    (found,) = (one for one in read(log).causes if one.id == cause)

    said = [words.text(f"setup.{cause}.{part}", found.details) for part in PARTS]

    assert all(said)
    assert len(set(said)) == len(PARTS)


def test_there_is_a_log_for_every_known_cause():
    assert {cause for cause, _ in SAMPLES} == {cause.id for cause in ALL}
    assert len(ORDER) >= 60


def test_every_cause_names_the_page_it_is_known_from():
    assert [one for one, source in SOURCES.items() if not source.startswith("https://")] == []


def test_causes_that_explain_others_are_known_themselves():
    named = frozenset().union(*EXPLAINED.values())

    assert named <= ORDER.keys()
    assert BY_RULE["rebootpending"].id == "pending_restart"
    assert all(cause.signs for cause in BY_ERROR)


def test_what_explains_the_others_stands_alone():
    diagnosis = read(
        setup_log(
            *beginning(),
            "Failed [Rule:GlobalUpdateRequired] [Message:You need more rights.]",
            "Failed [Rule:CannotAccessAD] [Message:Active Directory can't be contacted.]",
            "Failed [Rule:ForestLevelNotWin2003Native] [Message:The level is too low.]",
            "Failed [Rule:AdInitErrorRule] [Message:The local computer is not in the same domain"
            " and site as the schema master.]",
            "Failed [Rule:RebootPending] [Message:A reboot is pending.]",
            *ending(),
        )
    )

    assert ids(diagnosis) == ["pending_restart", "schema_master_elsewhere"]


def test_a_check_that_only_follows_from_another_is_no_cause():
    diagnosis = read(
        setup_log(
            *beginning(),
            "[REQUIRED] The Mailbox server role isn't installed on this computer.",
            "Help URL: http://technet/ms.exch.setupreadiness.BridgeheadRoleNotInstalled.aspx",
            *ending(),
        )
    )

    assert (diagnosis.outcome, ids(diagnosis)) == (SetupOutcome.FAILED, [])


def test_a_recommendation_is_no_cause():
    diagnosis = read(
        setup_log(
            *beginning(),
            "[RECOMENDED] MAPI over HTTP isn't enabled.",
            "Help URL: http://technet/ms.exch.setupreadiness.WarnMapiHttpNotEnabled.aspx",
            *failed_step("Something odd."),
            *ending(),
        )
    )

    assert ids(diagnosis) == []


def test_a_check_without_a_page_of_its_own_is_told_in_setups_words():
    diagnosis = read(
        setup_log(
            *beginning(),
            "[REQUIRED] The moon is in the wrong phase.",
            "Help URL: https://learn.microsoft.com/Exchange/plan-and-deploy/deployment-ref/readiness",
            *ending(),
        )
    )

    (cause,) = diagnosis.causes
    assert cause.details == {"message": "The moon is in the wrong phase."}


def test_a_check_that_was_only_evaluated_is_enough_and_a_failed_one_shows_better():
    evaluated = 'Evaluated [Rule:RebootPending] [HasException:False] [Value:"True"] [Thread:1]'
    failed = "Failed [Rule:RebootPending] [Message:A reboot is pending.]"

    only = read(setup_log(*beginning(), evaluated, *ending()))
    both = read(setup_log(*beginning(), evaluated, failed, evaluated, *ending()))

    assert ids(only) == ids(both) == ["pending_restart"]
    assert [line.text for line in both.causes[0].evidence] == [failed]


def test_a_check_that_was_passed_is_no_cause():
    passed = 'Evaluated [Rule:RebootPending] [HasException:False] [Value:"False"] [Thread:1]'

    assert ids(read(setup_log(*beginning(), passed, *ending()))) == []


def test_checks_that_were_run_again_in_the_window_of_setup_count_anew():
    first = [
        "[REQUIRED] A reboot is pending.",
        "Help URL: http://x/ms.exch.setupreadiness.RebootPending",
    ]
    again = "Beginning processing test-SetupPrerequisites"

    passed = read(setup_log(*beginning(), *first, again, *ending("Closed by the user.", 0)))
    failed = read(
        setup_log(
            *beginning(), *first, again, *failed_step("The certificate is expired."), *ending()
        )
    )

    assert (passed.outcome, ids(passed)) == (SetupOutcome.UNKNOWN, [])
    assert ids(failed) == ["certificate_expired"]


def test_half_a_cause_is_none():
    alone = read(failed_by("Unable to set shared config DC."))
    apart = read(
        setup_log(
            *beginning(),
            "No Suitable Directory Servers Found in Forest contoso.example.",
            "Executing: another step",
            *failed_step("Unable to set shared config DC."),
            *ending(),
        )
    )

    assert ids(alone) == ids(apart) == []


def test_an_error_that_setup_passed_over_is_no_cause():
    diagnosis = read(
        setup_log(
            *beginning(),
            "[ERROR] The certificate is expired.",
            "The previous errors were generated by a non-critical task and will be ignored.",
            "Executing: the next step",
            "[ERROR] Database is mandatory on UserMailbox.",
            "Executing: one more",
            *failed_step("There is not enough space on the disk."),
            *ending(),
        )
    )

    assert ids(diagnosis) == ["disk_full"]
    assert [line.text for line in diagnosis.errors] == [
        "[ERROR] There is not enough space on the disk."
    ]


def test_without_a_reference_the_errors_before_the_end_count():
    diagnosis = read(
        setup_log(*beginning(), "[ERROR] There is not enough space on the disk.", *ending())
    )

    assert ids(diagnosis) == ["disk_full"]


def test_names_in_a_cause_come_from_the_log_clean_and_short():
    service = "Bad\u202e\x1b[31m" + "x" * 500
    diagnosis = read(failed_by(f"Service '{service}' failed to reach status 'Running'"))

    (cause,) = diagnosis.causes
    name = str(cause.details["service"])
    assert len(name) <= 160
    assert name.isprintable()
