# SPDX-License-Identifier: MIT
"""The command meets everything that Microsoft's own tests expect of two real servers."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


@pytest.mark.parametrize(("name", "applicable"), [("e16-main-basic", 35), ("e19-main-hyperv", 56)])
def test_the_command_meets_every_expectation(command, shared, tmp_path, name, applicable):
    folder = shared / "parity"
    expectations = folder / "expectations" / f"{name}.json"
    wanted = json.loads(expectations.read_text(encoding="utf-8"))
    result = tmp_path / "result.json"

    command(
        "judge",
        folder / wanted["fixture"],
        "--as-of",
        wanted["now"][:10],
        "--json",
        result,
        "--quiet",
    )
    graded = subprocess.run(
        [sys.executable, str(folder / "grade.py"), str(expectations), str(result)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert graded.stdout.startswith(f"{name}: {applicable} of {applicable} met"), graded.stdout
    assert graded.returncode == 0
