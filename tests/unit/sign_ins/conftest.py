# SPDX-License-Identifier: MIT
"""A list of servers, sign-ins and a clock that the tests set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exchpatch_gui.domain.servers import Server
from exchpatch_gui.services.inventory import Inventory
from exchpatch_gui.services.passwords import Passwords
from exchpatch_gui.services.remotes import Remotes
from exchpatch_gui.services.sign_ins import SignIns
from exchpatch_gui.storage.database import Database
from exchpatch_gui.vault.base import MemoryVault, NoVault, Vault

NOW = datetime(2026, 8, 20, 7, 30, tzinfo=UTC)


@dataclass
class Office:
    """Everything that has to do with signing in, on a database of the test's own.

    Attributes:
        vault: What the passwords find when they look for a vault.
    """

    database: Database
    vault: Vault | NoVault = field(default_factory=MemoryVault)
    now: datetime = NOW

    def __post_init__(self) -> None:
        def clock() -> datetime:
            return self.now

        self.inventory = Inventory(self.database, clock)
        self.sign_ins = SignIns(self.database, clock)
        self.remotes = Remotes(self.database, clock)
        self.passwords = Passwords(clock, lambda: self.vault)

    def server(self, host: str = "mail.contoso.example", **fields: object) -> Server:
        return self.inventory.add(host, **fields)

    def wait(self) -> None:
        self.now += timedelta(minutes=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Database.open(tmp_path / "exchpatch.db") as database:
        yield Office(database)
