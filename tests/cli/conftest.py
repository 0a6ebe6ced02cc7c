# SPDX-License-Identifier: MIT
"""Running the command as a user does: in a process of its own, or in this one for speed."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from exchpatch_gui.cli.main import run


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The JSON document on standard output."""
        return json.loads(self.out)


@pytest.fixture
def command(capsys, tmp_path):
    """Run a command in this process with a data directory of the test's own."""

    def call(*arguments: str | Path, data_dir: Path | None = None) -> Done:
        words = [str(one) for one in arguments]
        if words and words[0] != "--help" and "--data-dir" not in words and words[0] != "demo":
            words += ["--data-dir", str(data_dir or tmp_path / "data")]
        capsys.readouterr()
        try:
            code = run(words)
        except SystemExit as ended:
            code = int(ended.code or 0)
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return call


@pytest.fixture
def process(tmp_path):
    """Start the command as a process of its own; the test ends it."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str | Path) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-m", "exchpatch_gui", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
        )
        started.append(child)
        return child

    yield start
    for child in started:
        if child.poll() is None:
            child.kill()
        child.communicate()
