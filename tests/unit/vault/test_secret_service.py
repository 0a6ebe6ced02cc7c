# SPDX-License-Identifier: MIT
"""The real thing: GNOME Keyring behind a D-Bus session of the test's own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

_PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")
_MISSING = [name for name in _PROGRAMS if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(_MISSING), reason=f"not installed: {', '.join(_MISSING)}")

CANARY = "Kanarienvogel-9 ü"
UNLOCKED = "printf master | gnome-keyring-daemon --unlock --components=secrets"
LOCKED = "gnome-keyring-daemon --start --components=secrets"
EXCHPATCH = f"{sys.executable} -m exchpatch_gui sign-ins"
# What another process sees: the passwords by label, or why it sees none.
READ = """
import json, sys
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.errors import VaultError
from exchpatch_gui.services.session import Session
with Session.create(AppPaths.choose(None)) as session:
    try:
        seen = {one.label: session.passwords.read(one) for one in session.sign_ins.all()}
        told = {label: None if one is None else one.reveal() for label, one in seen.items()}
    except VaultError as error:
        told = error.key
print(json.dumps(told))
"""
Session = Callable[[str, str], subprocess.CompletedProcess[str]]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Give a function that runs a script in a D-Bus session with a keyring of its own."""
    run = tmp_path / "run"
    run.mkdir(mode=0o700)
    places = {
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "share"),
        "XDG_RUNTIME_DIR": str(run),
        "EXCHPATCH_DATA_DIR": str(tmp_path / "data"),
        "READ": READ,
    }

    def call(keyring: str, script: str) -> subprocess.CompletedProcess[str]:
        steps = f"{keyring} > /dev/null 2>&1 || exit 99\n{script}\n"
        return subprocess.run(
            ["dbus-run-session", "--", "sh", "-c", steps],
            env=os.environ | places,
            input=f"{CANARY}\n",
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )

    return call


def test_a_password_outlives_the_process_and_goes_with_its_sign_in(
    session: Session, tmp_path: Path
):
    done = session(
        UNLOCKED,
        f"""
        {EXCHPATCH} add One --user 'CONTOSO\\one' --password-stdin || exit 1
        {sys.executable} -c "$READ"
        {EXCHPATCH} remove One || exit 1
        {EXCHPATCH} add Two --kind ntlm --user 'CONTOSO\\two' --password-stdin </dev/null
        {sys.executable} -c "$READ"
        """,
    )

    before, after = [json.loads(line) for line in done.stdout.splitlines() if line[0] == "{"]
    assert done.returncode == 0, done.stderr
    assert before == {"One": CANARY}
    assert after == {"Two": None}
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) >= 2
    assert [file for file in files if CANARY.encode() in file.read_bytes()] == []


def test_a_password_is_there_in_the_next_session(session: Session):
    session(UNLOCKED, f"{EXCHPATCH} add One --user one@contoso.example --password-stdin")

    done = session(UNLOCKED, f'{sys.executable} -c "$READ"')

    assert json.loads(done.stdout) == {"One": CANARY}


def test_a_store_that_stays_locked_is_told_and_nothing_is_written(session: Session, tmp_path: Path):
    added = session(LOCKED, f"{EXCHPATCH} add One --user one@contoso.example --password-stdin")
    read = session(LOCKED, f'{sys.executable} -c "$READ"')

    assert added.returncode == 73
    assert "locked" in added.stderr
    assert json.loads(read.stdout) == "vault.locked"
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert [file for file in files if CANARY.encode() in file.read_bytes()] == []
