# SPDX-License-Identifier: MIT
"""Database files of released schemas as SQL text: how they are loaded, and how one is made.

``python -m tests.migrations.dumps`` writes the file of the present schema, once, when a release
brings a new one. Files of earlier schemas are never written again.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from exchpatch_gui.collected.packing import pack
from exchpatch_gui.domain.remotes import Channel, Pin, Remote
from exchpatch_gui.domain.setup_logs import (
    LogLine,
    SetupCause,
    SetupDiagnosis,
    SetupLog,
    SetupOutcome,
)
from exchpatch_gui.domain.sign_ins import Assignment, Scope, SignIn, SignInKind
from exchpatch_gui.domain.snapshots import Role
from exchpatch_gui.domain.verdicts import Acceptance
from exchpatch_gui.storage.acceptances import AcceptanceStore
from exchpatch_gui.storage.database import Database
from exchpatch_gui.storage.history import History
from exchpatch_gui.storage.migrations import APPLICATION_ID, shipped
from exchpatch_gui.storage.remotes import PinStore, RemoteStore
from exchpatch_gui.storage.servers import ServerStore
from exchpatch_gui.storage.setup_logs import SetupLogStore
from exchpatch_gui.storage.sign_ins import SignInStore
from exchpatch_gui.storage.snapshots import PackedSnapshot, SnapshotStore
from tests.helpers.collected import collected
from tests.unit.storage.samples import NEW_BUILD, OLD_BUILD, result, run, server

FOLDER = Path(__file__).parent
WRITTEN = datetime(2026, 8, 20, 7, 30, tzinfo=UTC)
DIAGNOSIS = SetupDiagnosis(
    SetupLog.SETUP,
    SetupOutcome.FAILED,
    at=WRITTEN,
    computer="EX01.contoso.example",
    roles=("MailboxRole",),
    causes=(SetupCause("folder_missing", (LogLine(7, "[ERROR] gone"),), {"path": "C:\\Gone"}),),
)


def stored_versions() -> tuple[int, ...]:
    """Give the schema versions there is a file of, oldest first."""
    return tuple(sorted(int(file.stem.rpartition("-")[2]) for file in FOLDER.glob("schema-*.sql")))


def load(version: int, path: Path) -> None:
    """Make the database file of a released schema."""
    script = (FOLDER / f"schema-{version}.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def fill(path: Path) -> None:
    """Put something into every table, by the stores the program itself uses."""
    with Database.open(path) as database:
        store = ServerStore(database, lambda: WRITTEN)
        mail = store.add(
            server(name="Mail", group="Contoso", tags=("edge", "hybrid"), notes="Two\nlines")
        )
        gone = store.add(server("old.fabrikam.example:8443", group="Fabrikam", enabled=False))
        history = History(database)
        history.begin(run("5eed", WRITTEN))
        history.save("5eed", [result(mail, WRITTEN - timedelta(days=9), OLD_BUILD)])
        latest = [result(mail, WRITTEN, NEW_BUILD), result(gone, WRITTEN)]
        history.save("5eed", latest, [pack(collected()), b""])
        history.finish("5eed", WRITTEN + timedelta(minutes=1), complete=True)
        store.remove([gone.id])
        acceptance = Acceptance("Behind a gateway", "IT lead", date(2027, 1, 31), WRITTEN)
        AcceptanceStore(database, lambda: WRITTEN).add(mail.id, "tls.protocol", "443", acceptance)
        _fill_sign_ins(database, mail.id)
        SnapshotStore(database).put(
            mail.id, Role.BEFORE, WRITTEN, PackedSnapshot(pack(collected()), None)
        )
        SetupLogStore(database, lambda: WRITTEN).put(mail.id, DIAGNOSIS, "ExchangeSetup.log")


def _fill_sign_ins(database: Database, server_id: int) -> None:
    store = SignInStore(database, lambda: WRITTEN)
    admin = SignIn("Contoso", SignInKind.NTLM, "CONTOSO\\admin", vault_key="0ffice")
    admin = store.add(replace(admin, refused_at=WRITTEN))
    store.assign(Assignment(Scope.SERVER, str(server_id), admin.id))
    store.assign(Assignment(Scope.CUSTOMER, "Contoso", None))
    RemoteStore(database).put(server_id, Remote("ex01.contoso.example", 5987, Channel.TLS))
    PinStore(database).add(Pin("ex01.contoso.example", 5987, 32 * "c0", WRITTEN))


def dump(path: Path) -> str:
    """Write a database file as SQL text, with the two numbers that ``iterdump`` leaves out."""
    with closing(sqlite3.connect(path)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        lines = list(connection.iterdump())
    numbers = [f"PRAGMA application_id = {APPLICATION_ID};", f"PRAGMA user_version = {version};"]
    return "\n".join([*lines, *numbers, ""])


def main() -> int:
    """Write the file of the present schema; refuse if there is one."""
    target = FOLDER / f"schema-{len(shipped())}.sql"
    if target.exists():
        sys.stderr.write(f"{target.name} is there already and stays as it was released\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "exchpatch.db"
        fill(path)
        target.write_text(dump(path), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
