# SPDX-License-Identifier: MIT
"""Causes that lie in the configuration of the server: web, search, certificates, folders."""

from __future__ import annotations

from exchpatch_gui.collected.setup_log.causes.base import TROUBLESHOOTING, error, reviewer

_VIRTUAL_DIRECTORIES = reviewer("ErrorContext/Test-VirtualDirectoryFailure")
_SEARCH = reviewer("ErrorContext/Test-FailedSearchFoundation")

CAUSES = (
    error(
        "certificate_expired",
        "The certificate is expired",
        source=reviewer("FindContext/Test-ExpiredCertificate"),
    ),
    error(
        "several_activesync_directories",
        "VirtualDirectoryIdParameter",
        source=reviewer("ErrorReference/Test-MultiActiveSyncVirtualDirectories"),
        pattern=r"Cannot convert 'System\.Object\[\]'",
    ),
    error(
        "virtual_directory",
        "The virtual directory '",
        source=_VIRTUAL_DIRECTORIES,
        pattern=r"The virtual directory '[^']+' already exists under",
    ),
    error(
        "virtual_directory",
        "couldn't be performed because object '",
        source=_VIRTUAL_DIRECTORIES,
        pattern=r"object '[^']+\((?:Default Web Site|Exchange Back End)\)' couldn't be found",
    ),
    error(
        "virtual_directory",
        "Process execution failed with exit code",
        source=_VIRTUAL_DIRECTORIES,
        also=r"inetsrv\appcmd.exe",
    ),
    error(
        "search_nodes_left",
        "Old nodes belonging to the system 'Fsis'",
        source=_SEARCH,
    ),
    error(
        "search_not_configured",
        "Failure configuring SearchFoundation",
        "Failure cleaning up SearchFoundation",
        source=_SEARCH,
        unless="search_nodes_left",
    ),
    error(
        "database_not_mounted",
        'Failed to mount database "',
        source=reviewer("ErrorContext/Test-MountDatabaseFailure"),
        pattern=r'Failed to mount database "(?P<database>[^"]+)"',
    ),
    error(
        "folder_missing",
        "ItemNotFoundException: Cannot find path '",
        source=reviewer("ErrorContext/Test-MissingDirectory"),
        pattern=r"Cannot find path '(?P<path>[^']+)'",
    ),
    error(
        "filter_configuration",
        "Upgrade of Configuration.xml was unsuccessful",
        source=reviewer("ErrorReference/Test-FipsUpgradeConfiguration"),
    ),
    error(
        "roles_already_installed",
        "The following server roles are already installed",
        source="https://learn.microsoft.com/answers/questions/1088352/"
        "services-down-with-cu12-exchange-2019",
    ),
    error(
        "path_denied",
        "Access to the path '",
        source=TROUBLESHOOTING,
        pattern=r"Access to the path '(?P<path>[^']+)' is denied",
        unless="folder_rights filter_configuration search_not_configured",
    ),
)
