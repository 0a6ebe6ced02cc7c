# SPDX-License-Identifier: MIT
"""Which volumes of a server Windows and Exchange write to."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.base import CheckContext
from exchpatch_gui.collected.exchange_databases import MailboxDatabases
from exchpatch_gui.collected.local_files import ExchangeFiles
from exchpatch_gui.collected.local_iis import IisAppHost
from exchpatch_gui.collected.local_system import ExchangeSetup
from exchpatch_gui.collected.local_windows import Volume, Volumes

_USUAL_SYSTEM_DRIVE = "c:\\"


def used_volumes(context: CheckContext) -> tuple[Volume, ...]:
    """Give the volumes with Windows, Exchange, databases, logs or the mail queue.

    A folder is on the volume with the longest name that it begins with: volumes may be mounted in
    folders of others. Reserved partitions, which have no place among the folders, drop out.

    Raises:
        NotCollectedError: The volumes aren't known; what else is missing only means fewer folders.
    """
    volumes = [one for one in context.section(Volumes).items if one.capacity > 0]
    names = {_of(folder, volumes) for folder in _folders(context)}
    return tuple(one for one in volumes if one.name in names)


def _of(folder: str, volumes: list[Volume]) -> str | None:
    path = _normal(folder)
    holding = [one.name for one in volumes if path.startswith(_normal(one.name))]
    return max(holding, key=len, default=None)


def _normal(path: str) -> str:
    return path.strip().replace("/", "\\").rstrip("\\").lower() + "\\"


def _folders(context: CheckContext) -> Iterator[str]:
    apphost = context.optional(IisAppHost)
    # It is in the folder of Windows, which no other section names.
    yield apphost.path if apphost is not None else _USUAL_SYSTEM_DRIVE
    for folder in (*_of_setup(context), *_of_transport(context), *_of_databases(context)):
        if folder:
            yield folder


def _of_setup(context: CheckContext) -> Iterator[str | None]:
    if (setup := context.optional(ExchangeSetup)) is not None:
        yield setup.msi_install_path


def _of_transport(context: CheckContext) -> Iterator[str | None]:
    if (files := context.optional(ExchangeFiles)) is not None:
        yield files.edge_transport_config.queue_database_path
        yield files.edge_transport_config.temporary_storage_path


def _of_databases(context: CheckContext) -> Iterator[str | None]:
    if (databases := context.optional(MailboxDatabases)) is not None:
        for one in databases.items:
            yield one.edb_file_path
            yield one.log_folder_path
