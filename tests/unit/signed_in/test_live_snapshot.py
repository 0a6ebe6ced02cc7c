# SPDX-License-Identifier: MIT
"""A snapshot that is taken from the server itself: both documents by one sign-in."""

from __future__ import annotations

import contextlib
import json
import threading
from datetime import UTC, datetime

import pytest

from exchpatch_gui import wording
from exchpatch_gui.domain.access import PlannedAccess
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.remotes import Remote
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.sign_ins import ChosenSignIn, Secret, SignIn, SignInKind
from exchpatch_gui.errors import MissingError
from exchpatch_gui.services.live_snapshot import LiveSnapshot
from exchpatch_gui.services.passwords import Passwords
from exchpatch_gui.services.refusals import noter
from exchpatch_gui.services.sign_ins import SignIns
from exchpatch_gui.storage.database import Database
from exchpatch_gui.vault.base import MemoryVault
from tests.helpers.remote_servers import SECRET, USER, Faults, answers, make

NOW = datetime(2026, 10, 15, 8, tzinfo=UTC)
SIGN_IN = SignIn("Contoso", SignInKind.NTLM, USER, id=1, vault_key="one")
HASHES = json.dumps(
    {
        "schema": "exchpatch.config-files/1",
        "collector_version": "1.0.0",
        "collected_at": "2026-10-15T07:59:00Z",
        "computer": "EX01",
        "install_path": "C:\\Exchange\\",
        "places": [{"path": "Bin", "exists": True, "error": None}],
        "files": [],
    }
)


def both(hashes=HASHES):
    """Play a computer on which either script writes its document."""
    facts = answers()

    def play(run):
        if "exchpatch.config-files" in run.script:
            run.write(hashes)
        else:
            facts(run)

    return play


@contextlib.contextmanager
def winrm(computer):
    faults = Faults()
    place = make(computer, faults)
    with place.server:
        yield place
        faults.released.set()


def live(port, *, secret=SECRET, sign_in=SIGN_IN, note_refused=lambda _sign_in: None):
    passwords = Passwords(lambda: NOW, MemoryVault)
    if secret:
        passwords.remember(SIGN_IN, Secret(secret))
    server = Server.ad_hoc(Target("ex01.contoso.example"))
    planned = PlannedAccess(server, ChosenSignIn(sign_in), Remote("127.0.0.1", port))
    options = ProbeOptions(timeout=5.0, deadline=10.0)
    return LiveSnapshot(planned, passwords, options, note_refused)


def take(snapshot, ask=None):
    told = []
    return snapshot.take(threading.Event(), told.append, ask), told


def explained(caught):
    return wording.load().explain(caught.value)[0]


def test_both_documents_come_by_one_sign_in():
    with winrm(both()) as place:
        (collected, files), told = take(live(place.port))

        assert place.server.ledger.proofs == 1
        assert place.server.shells == {}
    assert collected.computer == files.computer == "EX01"
    assert [one.path for one in files.places] == ["Bin"]
    assert [one.section for one in told] == ["services", "certificates"]


def test_a_password_that_is_not_at_hand_is_asked_for():
    asked = []

    def ask(sign_in, reason):
        asked.append((sign_in.label, reason.key))
        return Secret(SECRET)

    with winrm(both()) as place:
        (collected, _), _ = take(live(place.port, secret=""), ask)

    assert collected.computer == "EX01"
    assert asked == [("Contoso", "sign_in.no_password")]


@pytest.mark.parametrize("hashes", ["", "{}", '{"schema": "exchpatch.config-files/1"}'])
def test_half_a_snapshot_is_none(hashes):
    with winrm(both(hashes)) as place, pytest.raises(MissingError) as caught:
        take(live(place.port))

    assert caught.value.key == "snapshot.not-collected"
    assert "{" not in explained(caught)


def test_what_stands_in_the_way_is_said():
    with winrm(both()) as place, pytest.raises(MissingError) as caught:
        take(live(place.port, secret=SECRET[1:]))

    assert caught.value.key == "snapshot.not-collected"
    assert str(place.port) in explained(caught)


def test_a_refused_password_is_noted_so_that_nobody_sends_it_again(tmp_path):
    path = tmp_path / "exchpatch.db"
    with Database.open(path) as database:
        sign_ins = SignIns(database, lambda: NOW)
        stored = sign_ins.add(SIGN_IN.label, SIGN_IN.kind, SIGN_IN.user)
        with winrm(both()) as place:
            snapshot = live(place.port, sign_in=stored, note_refused=noter(path, lambda: NOW))
            snapshot.passwords.remember(stored, Secret(SECRET[1:]))
            with pytest.raises(MissingError):
                take(snapshot)

        assert place.server.ledger.proofs == 1
        assert sign_ins.get(stored.id).refused_at == NOW


def test_a_server_that_gives_nothing_has_not_refused_the_sign_in():
    refused = []
    with winrm(both("{}")) as place, pytest.raises(MissingError):
        take(live(place.port, note_refused=refused.append))

    assert refused == []


@pytest.mark.parametrize(
    ("changes", "key"),
    [({"sign_in": None}, "snapshot.nobody"), ({"secret": ""}, "snapshot.no-password")],
)
def test_without_a_sign_in_or_its_password_nobody_is_asked(changes, key):
    with pytest.raises(MissingError) as caught:
        take(live(9, **changes))

    assert caught.value.key == key
    assert "ex01.contoso.example" in explained(caught)
