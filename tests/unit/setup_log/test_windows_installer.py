# SPDX-License-Identifier: MIT
"""What a log of Windows Installer tells of a security update."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from exchpatch_gui.domain.setup_logs import SetupLog, SetupOutcome
from tests.unit.setup_log.logs import installer_log, read

PRODUCT = "Microsoft Exchange Server 2019 Cumulative Update 14"
UPDATE = "Security Update for Exchange Server 2019 CU14 (KB5049233)"


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (0, SetupOutcome.SUCCESS),
        (3010, SetupOutcome.SUCCESS),
        (1641, SetupOutcome.SUCCESS),
        (1603, SetupOutcome.FAILED),
        (1602, SetupOutcome.FAILED),
        (None, SetupOutcome.UNFINISHED),
    ],
)
def test_the_code_of_the_main_thread_decides(code: int | None, outcome: SetupOutcome):
    diagnosis = read(installer_log(code=code))

    assert (diagnosis.log, diagnosis.outcome) == (SetupLog.INSTALLER, outcome)


def test_a_log_that_ends_without_a_code_is_unknown():
    log = installer_log(code=None) + "=== Logging stopped: 23/11/2026  20:10:00 ===\r\n"

    assert read(log).outcome is SetupOutcome.UNKNOWN


def test_server_update_and_times_are_told():
    log = installer_log(
        f"Product: {PRODUCT} - Update '{UPDATE}' could not be installed. Error 1603."
    )

    diagnosis = read(log)

    assert (diagnosis.computer, diagnosis.product) == ("EX01", UPDATE)
    assert not diagnosis.has_zone
    assert diagnosis.started == datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    assert diagnosis.at == datetime(2026, 11, 23, 20, 10, tzinfo=UTC)
    assert diagnosis.step == "1603"
    assert "could not be installed" in diagnosis.errors[0].text


def test_the_product_serves_where_no_update_is_named():
    assert read(installer_log(f"Product: {PRODUCT} -- Installation failed.")).product == PRODUCT


def test_a_success_has_no_causes():
    diagnosis = read(installer_log("Couldn't find local patch 'C:\\x.msp'.", code=0))

    assert (diagnosis.causes, diagnosis.errors, diagnosis.step) == ((), (), "")


def test_the_last_installation_counts():
    log = installer_log("Couldn't find local patch 'C:\\x.msp'.", code=1612) + installer_log(code=0)

    diagnosis = read(log)

    assert (diagnosis.outcome, diagnosis.run, diagnosis.runs) == (SetupOutcome.SUCCESS, 2, 2)


def test_the_known_cause_stands_before_the_bare_number():
    diagnosis = read(installer_log("Couldn't find local patch 'C:\\Windows\\Installer\\x.msp'."))

    assert [cause.id for cause in diagnosis.causes] == ["installer_cache"]
    assert diagnosis.causes[0].evidence[0].number == 2


def test_the_folder_without_rights_is_named():
    diagnosis = read(
        installer_log(
            "Error 1303. The installer has insufficient privileges to access this directory:"
            " C:\\Exchange\\V15\\Bin.  The installation cannot continue."
        )
    )

    assert diagnosis.causes[0].details == {"path": "C:\\Exchange\\V15\\Bin"}
