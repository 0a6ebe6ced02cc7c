# SPDX-License-Identifier: MIT
"""Logs of installations as the tests need them, written line by line."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from exchpatch_gui.collected.setup_log.loader import diagnose
from exchpatch_gui.domain.setup_logs import SetupDiagnosis

BEGUN = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
STARS = "*" * 46
SUCCESS = "The Exchange Server setup operation completed successfully."
FAILURE = (
    "The Exchange Server setup operation didn't complete.  More details can be found in"
    " ExchangeSetup.log located in the <SystemDrive>:\\ExchangeSetupLogs folder."
)


def as_utc(moment: datetime) -> datetime:
    """Take the server's clock to show UTC."""
    return moment.replace(tzinfo=UTC)


def read(log: str | bytes, name: str = "some.log") -> SetupDiagnosis:
    """Diagnose a log."""
    data = log if isinstance(log, bytes) else log.encode()
    return read_stream(io.BytesIO(data), name)


def read_stream(stream: BinaryIO, name: str = "some.log") -> SetupDiagnosis:
    """Diagnose a log that is read from somewhere."""
    return diagnose(stream, name, as_utc)


def stamped(message: str, seconds: int = 0, level: int = 0) -> str:
    """Write one line of Setup's log; a message may go on in further lines."""
    at = BEGUN + timedelta(seconds=seconds)
    return f"[{at:%m/%d/%Y %H:%M:%S}.0040] [{level}] {message}"


def beginning(computer: str = "EX01.contoso.example", mode: str = "Upgrade") -> list[str]:
    """Give the messages that every run begins with."""
    return [
        STARS,
        "Starting Microsoft Exchange Server 2019 Setup",
        STARS,
        "Local time zone: (UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna.",
        "Operating system version: Microsoft Windows NT 6.2.9200.0.",
        "Setup version: 15.2.1748.10.",
        "Logged on user: CONTOSO\\admin.",
        f"Command Line Parameter Name='mode', Value='{mode}'.",
        "Command Line Parameter Name='sourcedir', Value='D:\\'.",
        "The following roles are installed: MailboxRole AdminToolsRole",
        f"Server Name={computer.partition('.')[0]}",
        "The locally installed version is 15.2.1544.4.",
        (
            "Evaluated [Setting:ComputerNameDnsFullyQualified] [HasException:False]"
            f' [Value:"{computer}"] [ParentValue:"<NULL>"] [Thread:9] [Duration:00:00:00]'
        ),
        "Setup will run the task 'Install-MailboxRole'",
        "Executing: \n  Start-SomeStep",
    ]


def ending(told: str = FAILURE, code: int = 1) -> list[str]:
    """Give the messages that a run ends with."""
    return [told, f"CurrentResult setupbase.maincore:396: {code}", "End of Setup", STARS]


def setup_log(*messages: str, seconds: int = 0) -> str:
    """Write messages a second apart."""
    return "".join(
        stamped(message, seconds + place) + "\r\n" for place, message in enumerate(messages)
    )


def failed_step(*errors: str) -> list[str]:
    """Give the messages of a step that Setup stops for."""
    return [
        *(f"[ERROR] {error}" for error in errors),
        "[ERROR-REFERENCE] Id=MailboxComponent___1234 Component=EXCHANGE14:\\Current",
        "Setup is stopping now because of one or more critical errors.",
    ]


def failed_by(*errors: str) -> str:
    """Write the log of an upgrade that Setup has stopped because of these errors."""
    return setup_log(*beginning(), *failed_step(*errors), *ending())


def failed_check(name: str, message: str = "Something is missing.") -> str:
    """Write the log of an upgrade that a readiness check has stopped."""
    return setup_log(
        *beginning(),
        f"Failed [Rule:{name}] [Message:{message}]",
        f"[REQUIRED] {message}",
        f"Help URL: http://technet.microsoft.com/library(EXCHG.150)/ms.exch.setupreadiness.{name}.aspx",
        "Exchange Server installation failed during prereq check. Trying to restore.",
        *ending(),
    )


def script_log(*runs: Iterable[str], date: str = "23.11.2026") -> str:
    """Write runs of ServiceControl.ps1, an hour apart."""
    lines: list[str] = []
    for hour, run in enumerate(runs, start=20):
        header = ["-" * 47, f"* ServiceControl.ps1: {date} {hour}:00:00"]
        lines += (
            f"[{hour}:{second // 60:02}:{second % 60:02}] {one}"
            for second, one in enumerate([*header, *run])
        )
    return "".join(f"{line}\r\n" for line in lines)


def before_patch(*services: str, end: str = "Script completed succesfully.") -> list[str]:
    """Give what the script says when it stops services for an update."""
    return [
        "Performing service control with options: ",
        "Saving service and registry data",
        "Stopping services for the following roles: AdminTools Mailbox",
        *(f"Stopping service '{one}'." for one in services),
        *(f"Disabling service '{one}'." for one in services),
        end,
    ]


def after_patch(*services: str, end: str = "Script completed succesfully.") -> list[str]:
    """Give what the script says when it restores services after an update."""
    return [
        "Performing service control with options: ",
        "Enabling services for the following roles: AdminTools Mailbox",
        "Reading service registry data from 'C:\\ExchangeSetupLogs\\ServiceStartupMode.xml'",
        *(f"Enabling service '{one}'." for one in services),
        *(f"(0) Starting {one}..." for one in services),
        end,
    ]


def installer_log(*messages: str, code: int | None = 1603, computer: str = "EX01") -> str:
    """Write a log of Windows Installer."""
    lines = [
        (
            "=== Verbose logging started: 23/11/2026  20:00:00  Build type: SHIP UNICODE"
            " 5.00.10011.00  Calling process: C:\\Windows\\system32\\msiexec.exe ==="
        ),
        *(f"MSI (s) (FC:F8) [20:00:01:649]: {one}" for one in messages),
        f"Property(S): ComputerName = {computer}",
    ]
    if code is not None:
        lines += [
            f"MSI (s) (FC:F8) [20:09:59:649]: MainEngineThread is returning {code}",
            "=== Verbose logging stopped: 23/11/2026  20:10:00 ===",
        ]
    return "".join(f"{line}\r\n" for line in lines)
