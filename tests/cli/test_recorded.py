# SPDX-License-Identifier: MIT
"""Recorded answers of real servers, served on loopback and checked by the command itself."""

import json
import subprocess
import sys

import pytest

PROBES = (
    "--probe", "exporttool", "--probe", "smtp", "--port", "smtp=18025", "--probe", "imap",
    "--port", "imap=18143", "--probe", "pop3", "--port", "pop3=18110", "--concurrency", "64",
)  # fmt: skip


@pytest.fixture
def replay(shared, tmp_path):
    """Serve the recorded cases; give the state file once they answer."""
    state = tmp_path / "replay.json"
    script = shared / "recorded" / "replay.py"
    child = subprocess.Popen(
        [sys.executable, script, "serve", shared / "recorded" / "cases",
         "--net", "127.3.0", "--state", state],
        stderr=subprocess.PIPE,
    )  # fmt: skip
    for _ in range(300):
        if state.exists() or child.poll() is not None:
            break
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(0.1)
    assert state.exists(), child.stderr.read().decode()
    yield script, state
    child.terminate()
    child.communicate()


def test_every_recorded_answer_is_judged_as_a_knowledgeable_person_would(command, replay, tmp_path):
    script, state = replay
    described = json.loads(state.read_bytes())
    result = tmp_path / "result.json"
    targets = [case["target"] for case in described["cases"]]

    command("check", *targets, "--ca-file", described["ca"], *PROBES, "--json", result)
    graded = subprocess.run(
        [sys.executable, script, "grade", state, result, "--mail"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert graded.returncode == 0, graded.stdout
    assert "56 of 56" in graded.stdout
