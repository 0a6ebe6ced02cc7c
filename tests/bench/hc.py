# SPDX-License-Identifier: MIT
"""Reading a HealthChecker export of 10 MiB, beside a tree of the same XML.

The export is made up: the members of a real one, with services, lines of the report and blobs
repeated until it has the size of one.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench import child
from tests.bench.figures import Figure, memory, seconds, show

SIZE = 10 * 1024**2
ROUNDS = 5
LIMIT, MOST_MEMORY = 1.5, 200.0


def main() -> None:
    """Measure both in turn, each time in a fresh process, and print the medians."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "HealthChecker-EX01-20260620100000.xml"
        child.run(child.python("-m", "tests.bench.hc", "write", str(file)))
        ours, trees = [], []
        for _ in range(ROUNDS):
            trees.append(_measured("tree", file)[0])
            ours.append(_measured("read", file))
        size = file.stat().st_size / 1024**2
    taken = statistics.median(took for took, _ in ours)
    yardstick = statistics.median(trees)
    show(
        f"hc: a HealthChecker export of {size:.1f} MiB, median of {ROUNDS}",
        [
            Figure("ElementTree.parse", f"{yardstick:.2f} s", 1.0),
            Figure("read into facts", f"{taken:.2f} s", taken / yardstick),
            seconds("read into facts", taken, limit=LIMIT),
            memory("whole process, peak memory", ours[-1][1], limit=MOST_MEMORY),
        ],
    )


def _measured(what: str, file: Path) -> tuple[float, float | None]:
    ended = child.run(child.python("-m", "tests.bench.hc", what, str(file)))
    return json.loads(ended.output), ended.peak


def _write(file: Path) -> None:
    from tests.unit.clixml.exports import export  # noqa: PLC0415 (only one process needs it)
    from tests.unit.clixml.writing import Table, clixml  # noqa: PLC0415 (likewise)

    content = export()
    server = content["HealthCheckerExchangeServer"]["ExchangeInformation"]
    repeats = 0
    text = ""
    while len(text) < SIZE:
        repeats += 250
        server["DependentServices"]["Services"] = [_service(at) for at in range(repeats)]
        server["ServerMaintenance"]["GetServerComponentState"] = [
            _component(at) for at in range(repeats // 4)
        ]
        content["HtmlServerValues"] = Table({"ServerDetails": [_line(at) for at in range(repeats)]})
        text = clixml(content)
    file.write_text(text, encoding="utf-8-sig")


def _service(at: int) -> Any:
    from tests.unit.clixml.writing import Net, enum  # noqa: PLC0415 (as above)

    required = [Net(text=f"Service{other}") for other in range(at, at + 4)]
    return Net(
        {
            "Name": f"Service{at}",
            "DisplayName": f"A service with the number {at}",
            "Status": enum("Running", 4),
            "StartType": enum("Automatic", 2),
            "CanStop": True,
            "MachineName": "ex01.contoso.example",
            "RequiredServices": required,
        },
        text="System.ServiceProcess.ServiceController",
    )


def _component(at: int) -> Any:
    from tests.unit.clixml.writing import Net, enum  # noqa: PLC0415 (as above)

    return Net(
        {
            "Component": f"Component{at}",
            "State": enum("Active", 1),
            "LocalStates": [],
            "RemoteStates": [],
            "SerializationData": bytes(4000),
        }
    )


def _line(at: int) -> Any:
    return {"Name": f"Line {at}", "DetailValue": f"value {at}\r\nof a line", "Class": "Green"}


def _read(file: Path) -> float:
    from exchpatch_gui.collected.healthchecker.loader import load  # noqa: PLC0415 (as above)

    begun = time.perf_counter()
    (found,) = load(file)
    took = time.perf_counter() - begun
    if found.sections.services.data is None:
        raise SystemExit("the export was not read: the figures would say nothing")
    return took


def _tree(file: Path) -> float:
    from xml.etree import ElementTree as ET  # noqa: PLC0415 (as above)

    begun = time.perf_counter()
    ET.parse(file)  # noqa: S314 (a file of our own)
    return time.perf_counter() - begun


if __name__ == "__main__":
    step, target = sys.argv[1], Path(sys.argv[2])
    if step == "write":
        _write(target)
    else:
        sys.stdout.write(json.dumps(_read(target) if step == "read" else _tree(target)))
