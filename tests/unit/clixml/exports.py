# SPDX-License-Identifier: MIT
"""The export of a healthy server, as HealthChecker writes it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from exchpatch_gui.collected.document import Collected
from exchpatch_gui.collected.healthchecker.loader import load
from exchpatch_gui.collected.section import Status
from tests.unit.clixml.export_exchange import exchange
from tests.unit.clixml.export_machine import GENERATED, hardware, windows
from tests.unit.clixml.export_organization import organization
from tests.unit.clixml.writing import Table, clixml

FILE = "HealthChecker-EX01-20260620100000.xml"


def export_file(folder: Path, name: str = FILE, **changes: Any) -> Path:
    """Write the export of a server; ``changes`` are dotted names with __ for the dots."""
    file = folder / name
    file.write_text(clixml(export(**changes)), encoding="utf-8-sig")
    return file


def collected_of(folder: Path, **changes: Any) -> Collected:
    """Write an export and read it as a document."""
    (found,) = load(export_file(folder, **changes))
    return found


def data_of(folder: Path, section: str, **changes: Any) -> Any:
    """Write an export and give the data of a section, which has to have some."""
    found = getattr(collected_of(folder, **changes).sections, section)
    assert found.status is Status.OK, found.reason
    return found.data


def skipped_of(folder: Path, section: str, **changes: Any) -> str:
    """Write an export and say why a section has no data."""
    found = getattr(collected_of(folder, **changes).sections, section)
    assert found.status is Status.SKIPPED
    assert found.data is None
    reason: str = found.reason
    return reason


def export(**changes: Any) -> dict[str, Any]:
    """Make the export of a healthy 2019 CU15; a change to ``...`` takes a member away."""
    content = _export()
    for path, value in changes.items():
        *way, last = path.split("__")
        part: Any = content["HealthCheckerExchangeServer"]
        for step in way:
            part = part[step]
        if value is ...:
            del part[last]
        else:
            part[last] = value
    return content


def _export() -> dict[str, Any]:
    line = {
        "Name": "Trusted Root Certificates Auto Update Disabled",
        "TestingName": "Trusted Root Certificates Auto Update Disabled",
        "TestingValue": False,
        "WriteType": "Green",
    }
    return {
        "HealthCheckerExchangeServer": {
            "GenerationTime": GENERATED,
            "HealthCheckerVersion": "26.06.09.1200",
            "ServerName": "EX01.contoso.example",
            "OrganizationInformation": organization(),
            "HardwareInformation": hardware(),
            "OSInformation": windows(),
            "ExchangeInformation": exchange(),
        },
        "HtmlServerValues": Table({"ServerDetails": [], "OverviewValues": []}),
        "DisplayResults": _Results([line]),
    }


class _Results(Table):
    """Groups of lines: the keys are objects."""

    def __init__(self, lines: list[Any]) -> None:
        super().__init__(_Pairs(lines))


class _Pairs(dict[Any, Any]):
    def __init__(self, lines: list[Any]) -> None:
        super().__init__()
        self._lines = lines

    def items(self) -> Any:
        return [({"Name": "Frequent Configuration Issues", "DisplayOrder": 7}, self._lines)]
