# SPDX-License-Identifier: MIT
"""Runs a program and tells how long it took and how much memory it held at most."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ended:
    """A program that has ended.

    Attributes:
        seconds: From its start to its end.
        peak: MiB of memory at most, None where the system does not tell. Linux counts the
            memory of the process that started it too, so whoever measures stays small.
    """

    seconds: float
    peak: float | None
    code: int
    output: bytes


def run(command: Sequence[str]) -> Ended:
    """Run a program to its end; its errors go where ours go."""
    with tempfile.TemporaryFile() as output:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stdin=subprocess.DEVNULL)
        code, peak = _wait(process)
        took = time.perf_counter() - begun
        output.seek(0)
        return Ended(took, peak, code, output.read())


def python(*arguments: str) -> list[str]:
    """Give the command line of this interpreter."""
    return [sys.executable, *arguments]


def _wait(process: subprocess.Popen[bytes]) -> tuple[int, float | None]:
    if not hasattr(os, "wait4"):
        return process.wait(), None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    per_mebibyte = 1024 * 1024 if sys.platform == "darwin" else 1024
    return process.returncode, usage.ru_maxrss / per_mebibyte
