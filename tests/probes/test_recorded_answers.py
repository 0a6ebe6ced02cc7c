# SPDX-License-Identifier: MIT
"""Recorded answers of real servers, imitations and other software, judged by their own grader."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.servers import Target
from tests.probes.asking import Questioner

PORTS = {"smtp": 18025, "imap": 18143, "pop3": 18110}
EVERYTHING = ("exporttool", "farm", "imap", "ntlm", "pop3", "smtp")
START_SECONDS = 20
# Addresses of their own, so that a replay that runs for other reasons is not in the way.
NETWORK = "127.11.0"


def _grader(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("recorded_replay", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    wrote, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = wrote
    return module


@pytest.fixture(scope="module")
def grader(shared: Path) -> Any:
    """Give the grader that comes with the recordings."""
    return _grader(shared / "recorded" / "replay.py")


@pytest.fixture(scope="module")
def replayed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Serve all recordings on loopback, and give the server's own description of them."""
    folder = tmp_path_factory.mktemp("replay")
    (folder / "tmp").mkdir()
    state = folder / "state.json"
    recorded = shared / "recorded"
    command = [sys.executable, "-B", str(recorded / "replay.py"), "serve", str(recorded / "cases")]
    process = subprocess.Popen(
        [*command, "--net", NETWORK, "--state", str(state)],
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(folder / "tmp")},
    )
    try:
        yield _when_ready(state, process)
    finally:
        process.terminate()
        process.communicate()


def _when_ready(state: Path, process: subprocess.Popen[bytes]) -> dict[str, Any]:
    tick = threading.Event()
    for _ in range(START_SECONDS * 20):
        if process.poll() is not None:
            pytest.skip(f"the replay does not run here: {process.communicate()[1].decode()[-200:]}")
        if state.exists() and (text := state.read_text(encoding="utf-8")).endswith("}"):
            found: dict[str, Any] = json.loads(text)
            return found
        tick.wait(0.05)
    pytest.fail("the replay did not start")


def _as_document(identity: Identity) -> dict[str, Any]:
    return {
        "verdict": identity.verdict.value,
        "confidence": identity.confidence.value,
        "contradictions": [one.key for one in identity.contradictions],
        "build": identity.build or None,
        "precision": identity.precision.value,
        "update": identity.update or None,
        "candidates": [str(one) for one in identity.candidates],
    }


@pytest.mark.parametrize(
    "extra",
    [(), ("exporttool",), ("exporttool", "smtp", "imap", "pop3"), EVERYTHING],
    ids=["web", "web and manifest", "with mail", "everything"],
)
def test_recorded_answers_are_judged_as_a_knowledgeable_person_would(
    extra, replayed, grader, questioner: Questioner
):
    questioner.ports, questioner.ca_file = PORTS, replayed["ca"]
    by_mail = "smtp" in extra
    cases = [
        case
        for case in replayed["cases"]
        if case["graded"] and (case["web"] or (by_mail and case["mail"]))
    ]

    def judge(case: dict[str, Any]) -> str | None:
        asked = questioner.ask(Target.parse(case["target"]), *extra)
        return grader.judge(case["expected"], _as_document(asked.identity))

    with ThreadPoolExecutor(8) as pool:
        faults = dict(zip([case["id"] for case in cases], pool.map(judge, cases), strict=True))

    assert len(faults) >= 40
    assert {name: fault for name, fault in faults.items() if fault} == {}
