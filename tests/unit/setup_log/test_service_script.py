# SPDX-License-Identifier: MIT
"""What the log of ServiceControl.ps1 tells of an update: which services it left behind."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from exchpatch_gui.collected.setup_log.service_states import MOST_SERVICES
from exchpatch_gui.domain.setup_logs import SetupLog, SetupOutcome
from tests.unit.setup_log.logs import after_patch, before_patch, read, script_log

TWO = ("W3Svc", "MSExchangeIS")
ERRORS = "Script completed with one or more errors."


def causes(log: str) -> list[str]:
    return [cause.id for cause in read(log).causes]


def test_services_stopped_and_restored_are_a_success():
    diagnosis = read(script_log(before_patch(*TWO), after_patch(*TWO)))

    assert (diagnosis.log, diagnosis.outcome) == (SetupLog.SERVICES, SetupOutcome.SUCCESS)
    assert (diagnosis.mode, diagnosis.run, diagnosis.runs) == ("AfterPatch", 2, 2)
    assert (diagnosis.causes, diagnosis.services) == ((), ())


def test_services_that_nothing_restored_are_unfinished_and_named():
    diagnosis = read(script_log(before_patch(*TWO)))

    assert (diagnosis.outcome, diagnosis.services) == (SetupOutcome.UNFINISHED, TWO)
    (cause,) = diagnosis.causes
    assert cause.details == {"count": 2, "services": "W3Svc, MSExchangeIS"}


def test_a_service_that_was_forgotten_is_a_failure():
    diagnosis = read(script_log(before_patch(*TWO), after_patch("W3Svc")))

    assert (diagnosis.outcome, diagnosis.services) == (SetupOutcome.FAILED, ("MSExchangeIS",))


def test_a_service_that_is_ignored_was_not_disabled():
    log = script_log([*before_patch("W3Svc")[:-1], "Ignoring service 'W3Svc'", "-", "--"])

    assert read(log).services == ()


def test_an_error_of_the_script_is_a_failure():
    log = script_log(
        [
            *before_patch(*TWO)[:4],
            "Service 'W3Svc' failed to reach status 'Stopped' on this server.",
            "Unable to stop all services for AdminTools Mailbox.",
            ERRORS,
        ]
    )

    diagnosis = read(log)

    assert diagnosis.outcome is SetupOutcome.FAILED
    assert [cause.id for cause in diagnosis.causes] == ["service_would_not_stop"]
    assert diagnosis.causes[0].details == {"service": "W3Svc"}


def test_a_script_that_died_in_an_error_is_a_failure_and_its_further_lines_count():
    log = script_log([*before_patch(*TWO)[:4], "[Error] System.Exception: it broke"])
    log += "   ---> The certificate is expired\r\n   at Some.Method()\r\n\r\n"

    diagnosis = read(log)

    assert diagnosis.outcome is SetupOutcome.FAILED
    assert [cause.id for cause in diagnosis.causes] == ["certificate_expired"]
    assert [one.text for one in diagnosis.errors] == ["[Error] System.Exception: it broke"]


def test_a_script_that_is_cut_off_is_unfinished():
    log = script_log(before_patch(*TWO)[:4])

    assert read(log).outcome is SetupOutcome.UNFINISHED


def test_a_run_for_something_else_tells_nothing():
    log = script_log(["Performing service control with options: ", "Script completed succesfully."])

    assert read(log).outcome is SetupOutcome.UNKNOWN


def test_a_state_that_was_noted_while_services_were_disabled_is_told():
    overwritten = (
        "Overwrite is specified. File C:\\ExchangeSetupLogs\\ServiceStartupMode.xml is going to be"
        " overwritten with a new state."
    )
    first = [overwritten, *before_patch(*TWO)]

    assert "service_state_overwritten" not in causes(script_log(first))
    assert "service_state_overwritten" in causes(script_log(first, first))
    assert "service_state_overwritten" not in causes(script_log(first, after_patch(*TWO), first))


def test_services_that_could_not_be_enabled_are_left():
    log = script_log(
        before_patch(*TWO),
        after_patch(*TWO, end="Unable to enable service(s): 'W3Svc, MSExchangeIS, Unheard'."),
    )

    assert set(read(log).services) == set(TWO)


def test_a_hostile_log_names_no_more_services_than_a_server_has():
    services = [f"service{number}" for number in range(MOST_SERVICES * 2)]

    diagnosis = read(script_log(before_patch(*services)))

    assert len(diagnosis.services) == MOST_SERVICES


@pytest.mark.parametrize(
    "date", ["23.11.2026", "23/11/2026", "11/23/2026", "2026-11-23", "23-11-2026"]
)
def test_the_date_of_every_region_is_read(date: str):
    diagnosis = read(script_log(before_patch("W3Svc"), date=date))

    assert not diagnosis.has_zone
    assert diagnosis.started == datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    assert diagnosis.at == datetime(2026, 11, 23, 20, 0, 7, tzinfo=UTC)


def test_american_times_are_read():
    log = (
        "[20:00:00] * ServiceControl.ps1: 11/12/2026 8:00:00 PM\n"
        "[20:00:05] Script completed succesfully.\n"
    )

    assert read(log).at == datetime(2026, 11, 12, 20, 0, 5, tzinfo=UTC)


def test_noon_and_midnight_are_read_in_american_times():
    midnight = "[00:05:00] * ServiceControl.ps1: 11/23/2026 12:05:00 AM\n"
    noon = "[12:05:00] * ServiceControl.ps1: 11/23/2026 12:05:00 PM\n"

    assert read(midnight).started == datetime(2026, 11, 23, 0, 5, tzinfo=UTC)
    assert read(noon).started == datetime(2026, 11, 23, 12, 5, tzinfo=UTC)


def test_a_run_over_midnight_ends_on_the_next_day():
    log = (
        "[23:59:50] * ServiceControl.ps1: 23.11.2026 23:59:50\n"
        "[00:00:10] Script completed succesfully.\n"
    )

    assert read(log).at == datetime(2026, 11, 24, 0, 0, 10, tzinfo=UTC)


def test_the_order_of_runs_decides_which_figure_is_the_month():
    def header(date: str) -> str:
        return f"[20:00:00] * ServiceControl.ps1: {date} 20:00:00\n"

    assert read(header("05/01/2026") + header("04/02/2026")).at == datetime(
        2026, 2, 4, 20, tzinfo=UTC
    )
    assert read(header("01/05/2026") + header("02/04/2026")).at == datetime(
        2026, 2, 4, 20, tzinfo=UTC
    )


@pytest.mark.parametrize("date", ["nothing at all", "99.99.2026 20:00:00"])
def test_a_date_that_is_none_is_left_out(date: str):
    assert read(f"[20:00:00] * ServiceControl.ps1: {date}\n").at is None


def test_a_log_without_its_first_line_has_no_date():
    assert read("[20:00:00] Disabling service 'W3Svc'.\n").at is None
