# SPDX-License-Identifier: MIT
"""Whether mailbox databases are mounted, backed up and replicated.

The thresholds are this project's own; Microsoft's HealthChecker doesn't judge databases.
"""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check, readable
from exchpatch_gui.collected.exchange_databases import (
    DatabaseCopies,
    DatabaseCopy,
    MailboxDatabase,
    MailboxDatabases,
    ReplicationHealth,
)
from exchpatch_gui.collected.exchange_server import MailboxServer
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_LATE_DAYS, _TOO_LATE_DAYS = 3, 7
_LONGEST_QUEUE = 10
_WELL = frozenset({"mounted", "healthy"})
# From 2019 on the search index is in the database and has no state of its own.
_INDEX_WELL = frozenset({"healthy", "notapplicable", ""})
_PASSED, _FAILED = "passed", "failed"


@check("extra.db_mounted", needs=(MailboxDatabases,), on_edge=False)
def mounted(context: CheckContext) -> Iterator[Finding]:
    """See whether every database is mounted, here or on the server where it is active.

    Red if one that is active here is not mounted, yellow if one that is active elsewhere is not;
    green otherwise.

    Source: this project.
    """
    for database in context.section(MailboxDatabases).items:
        is_mounted = readable(database.mounted, MailboxDatabases, "mounted")
        is_here = _is_here(database, context)
        elsewhere = TrafficLight.GREEN if is_mounted else TrafficLight.YELLOW
        here = TrafficLight.GREEN if is_mounted else TrafficLight.RED
        yield Finding(
            id="extra.db_mounted",
            light=here if is_here else elsewhere,
            variant=_mounted_variant(is_mounted, is_here=is_here),
            instance=database.name,
            value=str(is_mounted),
            details={"server": database.mounted_on_server or context.document.computer},
        )


@check("extra.db_backup_age", needs=(MailboxDatabases,), on_edge=False)
def backups(context: CheckContext) -> Iterator[Finding]:
    """See how long ago each database was backed up.

    Red if that is more than 7 days before the facts were collected, or never was; yellow if more
    than 3, green otherwise. Databases with circular logging in a database availability group are
    information instead, kept safe by their copies: Microsoft calls that Exchange Native Data
    Protection.

    Source: this project.
    """
    for database in context.section(MailboxDatabases).items:
        days = _days_since_backup(database, context)
        light, variant = _backup_verdict(days)
        if light is not TrafficLight.GREEN and _is_kept_by_copies(database, context):
            light, variant = TrafficLight.INFO, "copies"
        yield Finding(
            id="extra.db_backup_age",
            light=light,
            variant=variant,
            instance=database.name,
            value="Never" if days is None else str(days),
            details={"count": days},
        )


@check("extra.copy_status", needs=(DatabaseCopies,), on_edge=False)
def copies(context: CheckContext) -> Iterator[Finding]:
    """See whether each copy of a database on this server is healthy and up to date.

    Red if its status is neither ``Mounted`` nor ``Healthy``, more than 10 logs wait to be copied,
    or its search index has a state other than ``Healthy`` and ``NotApplicable``; green otherwise.

    Source: this project.
    """
    for copy in context.section(DatabaseCopies).items:
        variant = _copy_variant(copy)
        yield Finding(
            id="extra.copy_status",
            light=TrafficLight.GREEN if variant == "well" else TrafficLight.RED,
            variant=variant,
            instance=copy.name,
            value=copy.status,
            details={
                "count": copy.copy_queue_length,
                "replay_queue": copy.replay_queue_length,
                "index": copy.content_index_state,
            },
        )


@check("extra.replication_health", needs=(MailboxServer,), on_edge=False)
def replication(context: CheckContext) -> Iterator[Finding]:
    """Repeat what Exchange's own test of replication says, for members of a group.

    Red for a test that has ``Failed``, yellow for any other that has not ``Passed``, green if all
    have. Nothing is said of a server outside database availability groups.

    Source: this project.
    """
    if not context.section(MailboxServer).database_availability_group:
        return
    tests = context.section(ReplicationHealth).items
    readable(tests or None, ReplicationHealth, "items")
    failed = [one for one in tests if one.result.lower().strip("* ") != _PASSED]
    for test in failed:
        is_failure = _FAILED in test.result.lower()
        yield Finding(
            id="extra.replication_health",
            light=TrafficLight.RED if is_failure else TrafficLight.YELLOW,
            variant="failed" if is_failure else "unclear",
            instance=test.check,
            value=test.result.strip("* "),
            details={"error": test.error or "–"},
        )
    if not failed:
        yield Finding(
            id="extra.replication_health",
            light=TrafficLight.GREEN,
            variant="passed",
            value="Passed",
            details={"count": len(tests)},
        )


def _is_here(database: MailboxDatabase, context: CheckContext) -> bool:
    active_on = (database.mounted_on_server or "").lower().partition(".")[0]
    return active_on in {"", context.document.computer.lower().partition(".")[0]}


def _mounted_variant(is_mounted: bool, *, is_here: bool) -> str:  # noqa: FBT001 (a fact, no switch)
    if is_mounted:
        return "mounted"
    return "dismounted" if is_here else "dismounted_elsewhere"


def _days_since_backup(database: MailboxDatabase, context: CheckContext) -> int | None:
    backups = [one for one in (database.last_full_backup, database.last_incremental_backup) if one]
    if not backups:
        return None
    return max(0, (context.document.collected_at - max(backups)).days)


def _backup_verdict(days: int | None) -> tuple[TrafficLight, str]:
    if days is None:
        return TrafficLight.RED, "never"
    if days > _TOO_LATE_DAYS:
        return TrafficLight.RED, "old"
    if days > _LATE_DAYS:
        return TrafficLight.YELLOW, "old"
    return TrafficLight.GREEN, "recent"


def _is_kept_by_copies(database: MailboxDatabase, context: CheckContext) -> bool:
    if not database.circular_logging_enabled:
        return False
    return bool(context.section(MailboxServer).database_availability_group)


def _copy_variant(copy: DatabaseCopy) -> str:
    if copy.status.lower() not in _WELL:
        return "broken"
    if (copy.copy_queue_length or 0) > _LONGEST_QUEUE:
        return "behind"
    if (copy.content_index_state or "").lower() not in _INDEX_WELL:
        return "index"
    return "well"
