# SPDX-License-Identifier: MIT
"""What Exchange's cmdlets gave of databases and their copies.

All raise ``AbsentError`` where an object lacks what it always has.
"""

from __future__ import annotations

from datetime import tzinfo

from exchpatch_gui.collected.clixml.node import Node
from exchpatch_gui.collected.exchange_databases import (
    DatabaseCopies,
    DatabaseCopy,
    MailboxDatabase,
    MailboxDatabases,
    ReplicationCheck,
    ReplicationHealth,
)


def mailbox_databases(found: Node, zone: tzinfo) -> MailboxDatabases:
    """Read the databases with their state."""
    return MailboxDatabases(
        tuple(
            MailboxDatabase(
                name=one["Name"].needed_text(),
                mounted=one["Mounted"].truth(),
                mounted_on_server=one.get("MountedOnServer").text(),
                last_full_backup=one["LastFullBackup"].moment(zone),
                last_incremental_backup=one["LastIncrementalBackup"].moment(zone),
                circular_logging_enabled=one["CircularLoggingEnabled"].truth(),
                edb_file_path=one.get("EdbFilePath").text(),
                log_folder_path=one.get("LogFolderPath").text(),
            )
            for one in found.items()
        )
    )


def database_copies(found: Node) -> DatabaseCopies:
    """Read the copies that lie on the server."""
    return DatabaseCopies(
        tuple(
            DatabaseCopy(
                name=one["Name"].needed_text(),
                status=one["Status"].needed_text(),
                active_copy=one.get("ActiveCopy").truth(),
                copy_queue_length=one.get("CopyQueueLength").whole(),
                replay_queue_length=one.get("ReplayQueueLength").whole(),
                content_index_state=one.get("ContentIndexState").text(),
            )
            for one in found.items()
        )
    )


def replication_health(found: Node) -> ReplicationHealth:
    """Read the tests of a group's member; the result is an object that says its name."""
    return ReplicationHealth(
        tuple(
            ReplicationCheck(
                check=one["Check"].needed_text(),
                result=one["Result"].needed_text(),
                error=one.get("Error").text(),
            )
            for one in found.items()
        )
    )
