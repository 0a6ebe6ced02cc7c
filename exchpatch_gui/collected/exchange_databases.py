# SPDX-License-Identifier: MIT
"""What Exchange's own cmdlets say of databases and their copies."""

from __future__ import annotations

from datetime import datetime

from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class MailboxDatabase:
    """One database."""

    name: str
    mounted: bool | None
    mounted_on_server: str | None
    last_full_backup: datetime | None
    last_incremental_backup: datetime | None
    circular_logging_enabled: bool | None
    edb_file_path: str | None
    log_folder_path: str | None


@dataclass(frozen=True, slots=True)
class MailboxDatabases:
    """``Get-MailboxDatabase`` of this server, with status."""

    items: tuple[MailboxDatabase, ...]


@dataclass(frozen=True, slots=True)
class DatabaseCopy:
    """One copy.

    Attributes:
        content_index_state: ``NotApplicable`` from 2019 on.
    """

    name: str
    status: str
    active_copy: bool | None
    copy_queue_length: int | None
    replay_queue_length: int | None
    content_index_state: str | None


@dataclass(frozen=True, slots=True)
class DatabaseCopies:
    """``Get-MailboxDatabaseCopyStatus`` of this server."""

    items: tuple[DatabaseCopy, ...]


@dataclass(frozen=True, slots=True)
class ReplicationCheck:
    """One test.

    Attributes:
        result: ``Passed``, ``*FAILED*`` …
    """

    check: str
    result: str
    error: str | None


@dataclass(frozen=True, slots=True)
class ReplicationHealth:
    """``Test-ReplicationHealth``, for members of a database availability group."""

    items: tuple[ReplicationCheck, ...]
