# SPDX-License-Identifier: MIT
"""What Setup's own log tells: how its last run ended, of which server, when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from exchpatch_gui.domain.setup_logs import SetupLog, SetupOutcome
from tests.unit.setup_log.logs import (
    BEGUN,
    FAILURE,
    STARS,
    SUCCESS,
    beginning,
    ending,
    failed_by,
    failed_step,
    read,
    setup_log,
    stamped,
)

FILLER = [f"Updating performance counter strings for {number}.ini" for number in range(40)]


def test_a_run_that_succeeded_says_so_and_has_no_causes():
    log = setup_log(
        *beginning(), "[ERROR] Database is mandatory on UserMailbox.", *ending(SUCCESS, 0)
    )

    diagnosis = read(log)

    assert (diagnosis.log, diagnosis.outcome) == (SetupLog.SETUP, SetupOutcome.SUCCESS)
    assert (diagnosis.causes, diagnosis.errors, diagnosis.step) == ((), (), "")


def test_a_failed_run_tells_what_it_was_to_do_and_where_it_stopped():
    diagnosis = read(failed_by("Something odd."))

    assert diagnosis.outcome is SetupOutcome.FAILED
    assert diagnosis.computer == "EX01.contoso.example"
    assert diagnosis.product == "Microsoft Exchange Server 2019"
    assert (diagnosis.mode, diagnosis.account) == ("Upgrade", "CONTOSO\\admin")
    assert (diagnosis.build_before, diagnosis.build) == ("15.2.1544.4", "15.2.1748.10")
    assert diagnosis.roles == ("MailboxRole", "AdminToolsRole")
    assert (diagnosis.task, diagnosis.step) == ("Install-MailboxRole", "MailboxComponent___1234")


def test_nothing_recognised_shows_the_last_errors_and_is_not_fine():
    diagnosis = read(failed_by("One thing.", "Another thing."))

    assert diagnosis.outcome is SetupOutcome.FAILED
    assert diagnosis.causes == ()
    assert [one.text for one in diagnosis.errors] == [
        "[ERROR] One thing.",
        "[ERROR] Another thing.",
    ]


def test_a_log_that_breaks_off_is_unfinished():
    log = setup_log(*beginning(), *FILLER)

    assert read(log).outcome is SetupOutcome.UNFINISHED


def test_an_end_without_a_word_about_it_is_unknown():
    log = setup_log(*beginning(), *FILLER, *ending("Finished loading screen.", 0))

    assert read(log).outcome is SetupOutcome.UNKNOWN


def test_a_code_other_than_zero_is_a_failure_in_every_language():
    log = setup_log(*beginning(), *FILLER, *ending("Das Setup wurde nicht abgeschlossen.", 1))

    assert read(log).outcome is SetupOutcome.FAILED


def test_the_window_of_setup_ends_with_zero_even_if_it_failed():
    log = setup_log(*beginning(), *failed_step("Something odd."), *ending("Bye", 0))

    assert read(log).outcome is SetupOutcome.FAILED


def test_success_from_the_folder_of_the_installed_exchange_is_not_believed():
    log = setup_log(
        *beginning(),
        "Command Line Parameter Name='sourcedir', Value='C:\\Exchange Server\\V15\\Bin'.",
        *ending(SUCCESS, 0),
    )

    diagnosis = read(log)

    assert diagnosis.outcome is SetupOutcome.UNKNOWN
    assert [cause.id for cause in diagnosis.causes] == ["installed_from_bin"]


def test_the_last_run_counts():
    log = failed_by("The certificate is expired.") + setup_log(
        *beginning(), *FILLER, *ending(SUCCESS, 0), seconds=7200
    )

    diagnosis = read(log)

    assert (diagnosis.outcome, diagnosis.run, diagnosis.runs) == (SetupOutcome.SUCCESS, 2, 2)
    assert diagnosis.started == BEGUN + timedelta(hours=2, seconds=3, milliseconds=40)


def test_a_run_that_only_starts_is_passed_over_for_the_one_before():
    log = failed_by("The certificate is expired.") + setup_log(
        STARS, "Starting Microsoft Exchange Server 2019 Setup", STARS, "Setup version: 15.2.1.1."
    )

    diagnosis = read(log)

    assert (diagnosis.outcome, diagnosis.run, diagnosis.runs) == (SetupOutcome.FAILED, 1, 2)
    assert [cause.id for cause in diagnosis.causes] == ["certificate_expired"]


def test_a_log_whose_beginning_was_cut_off_is_read():
    log = setup_log(*FILLER, *failed_step("The certificate is expired."), *ending(FAILURE))

    diagnosis = read(log)

    assert diagnosis.runs == 1
    assert [cause.id for cause in diagnosis.causes] == ["certificate_expired"]


def test_stars_within_a_run_do_not_begin_another():
    log = setup_log(*beginning(), STARS, "Some title", "no stars", *failed_step("Odd."), *ending())

    diagnosis = read(log)

    assert (diagnosis.runs, diagnosis.build) == (1, "15.2.1748.10")


def test_times_are_utc_and_those_of_the_run():
    diagnosis = read(failed_by("Something odd."))

    assert diagnosis.has_zone
    assert diagnosis.started == BEGUN + timedelta(seconds=3, milliseconds=40)
    assert diagnosis.at is not None
    assert diagnosis.started < diagnosis.at < BEGUN + timedelta(minutes=1)


@pytest.mark.parametrize(
    "stamp",
    ["[11.23.2026 20:00:05.0040]", "[11-23-2026 20:00:05.0040]", "[11/23/2026 20.00.05.0040]"],
)
def test_the_separators_of_every_region_are_read(stamp: str):
    diagnosis = read(f"{stamp} [0] Setup version: 15.2.1748.10.\n")

    assert diagnosis.at == BEGUN + timedelta(seconds=5, milliseconds=40)


def test_a_time_that_is_none_is_left_out():
    diagnosis = read("[13/45/2026 20:00:05.0040] [0] Setup version: 15.2.1748.10.\n")

    assert (diagnosis.at, diagnosis.build) == (None, "15.2.1748.10")


@pytest.mark.parametrize(
    ("option", "mode"),
    [("preparead", "PrepareAD"), ("prepareschema", "PrepareSchema"), ("prepareit", "prepareit")],
)
def test_what_setup_was_to_prepare_is_its_mode(option: str, mode: str):
    log = setup_log(*beginning(), f"Command Line Parameter Name='{option}', Value=''.", *ending())

    assert read(log).mode == mode


def test_a_resumed_upgrade_tells_the_build_before_the_first_try():
    log = setup_log(
        *beginning(),
        "The backup copy of the previously installed version is '15.2.1258.12'.",
        *ending(),
    )

    assert read(log).build_before == "15.2.1258.12"


def test_the_short_name_serves_where_the_full_one_is_missing():
    log = stamped("Server Name=EX01") + "\n" + stamped("End of Setup") + "\n"

    assert read(log).computer == "EX01"


def test_services_that_setup_disabled_and_did_not_enable_are_named():
    log = setup_log(
        *beginning(),
        "[ServiceControl.ps1] Disabling service 'MSExchangeIS'.",
        "[ServiceControl.ps1] Disabling service 'W3Svc'.",
        "[ServiceControl.ps1] Enabling service 'W3Svc'.",
        *failed_step("The certificate is expired."),
        *ending(),
    )

    diagnosis = read(log)

    assert diagnosis.services == ("MSExchangeIS",)
    assert [cause.id for cause in diagnosis.causes] == [
        "certificate_expired",
        "services_left_by_setup",
    ]


def test_services_are_not_counted_after_a_run_that_succeeded():
    log = setup_log(
        *beginning(), "[ServiceControl.ps1] Disabling service 'FMS'.", *ending(SUCCESS, 0)
    )

    assert read(log).services == ()
