# SPDX-License-Identifier: MIT
"""WinRM services that a test starts, all gone at its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from exchpatch_gui.demo.remoting.shells import Computer
from exchpatch_gui.remote import exchange
from tests.helpers.authority import Authority, Pair
from tests.helpers.remote_servers import SECRET, USER, Faults, Place, answers, make
from tests.unit.remote.starting import AtDoor, Start


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Give an authority that nobody trusts who isn't told to."""
    return Authority(tmp_path_factory.mktemp("remote-authority"))


@pytest.fixture(scope="session")
def good_pair(authority: Authority) -> Pair:
    """Give a certificate of that authority for this computer."""
    return authority.issue()


@pytest.fixture
def start(tmp_path) -> Iterator[Start]:
    """Start servers; with a certificate they speak TLS."""
    with ExitStack() as stack:

        def begin(
            computer: Computer | None = None,
            faults: Faults | None = None,
            pair: Pair | None = None,
        ) -> Place:
            tls = pair.server_context(tmp_path, old=True) if pair else None
            place = make(computer or answers(), faults, tls=tls, pair=pair)
            stack.enter_context(place.server)
            stack.callback(place.faults.released.set)
            return place

        yield begin


@pytest.fixture
def at_door(start: Start, monkeypatch: pytest.MonkeyPatch) -> AtDoor:
    """Start what stands at Exchange's door, and let the program look for it there."""

    def begin(computer: Computer, faults: Faults | None = None) -> Place:
        door = start(computer, faults)
        monkeypatch.setattr(exchange, "EXCHANGE_PORT", door.port)
        return door

    return begin


@pytest.fixture
def ticket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let NTLM stand in for Kerberos: a sign-in that this computer has, without a password."""
    store = tmp_path / "ntlm"
    store.write_text(f"{USER.replace(chr(92), ':')}:{SECRET}\n")
    monkeypatch.setenv("NTLM_USER_FILE", str(store))
