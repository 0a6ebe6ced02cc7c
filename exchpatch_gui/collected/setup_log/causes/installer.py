# SPDX-License-Identifier: MIT
"""Causes that lie with Windows Installer, its cache, files and folders."""

from __future__ import annotations

from exchpatch_gui.collected.setup_log.causes.base import (
    READINESS,
    TROUBLESHOOTING,
    error,
    reviewer,
    rule,
)

_INSTALLER_CACHE = "https://microsoft.github.io/CSS-Exchange/Setup/FixInstallerCache/"
_INSTALLER_ERRORS = "https://learn.microsoft.com/windows/win32/msi/windows-installer-error-messages"
_SYSTEM_ERRORS = "https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-"

CAUSES = (
    error(
        "installed_from_bin",
        "ManageScheduledTask.ps1' is not recognized",
        r"V15\bin\Setup",
        r"V15\Bin\Setup",
        "Name='sourcedir'",
        source=TROUBLESHOOTING,
        pattern=r"is not recognized|[Ee]rror code is 1619|Value='[^']*\\[Vv]15\\[Bb]in\\?'",
    ),
    error(
        "wrong_update",
        "upgrade patch cannot be installed by the Windows Installer service",
        "MainEngineThread is returning 1642",
        source=TROUBLESHOOTING,
    ),
    error("interim_update", "Interim Update is incompatible", source=TROUBLESHOOTING),
    error(
        "folder_rights",
        "insufficient privileges to access this directory",
        source=TROUBLESHOOTING,
        pattern=r"this directory: (?P<path>[^'\"]{1,260}?)['\".]{0,5}(?:$|  )",
    ),
    error(
        "installer_cache",
        "The installation source for this product is not available",
        r"Error reading from file: C:\Windows\Installer",
        "Couldn't find local patch",
        "MainEngineThread is returning 1612",
        source=_INSTALLER_CACHE,
    ),
    error(
        "installer_cache",
        "Object reference not set to an instance of an object",
        source=reviewer("FindContext/Test-KnownMsiIssuesCheck"),
        also="Installing a new product. Package:",
    ),
    error(
        "file_in_use",
        "is being held in use by the following process",
        "because it is being used by another process",
        source=_INSTALLER_ERRORS,
    ),
    error(
        "disk_full",
        "There is not enough space on the disk",
        "Out of disk space",
        "0x80070070",
        source=_SYSTEM_ERRORS,
    ),
    rule("disk_full", "LangPackDiskSpaceCheck", "UMLangPackDiskSpaceCheck", source=READINESS),
    error("installer_cancelled", "MainEngineThread is returning 1602", source=_INSTALLER_ERRORS),
    error(
        "program_file_missing",
        "Could not load file or assembly 'Microsoft.Exchange.",
        source=TROUBLESHOOTING,
        pattern=r"assembly '(?P<file>Microsoft\.Exchange\.[\w.]+)",
    ),
    error(
        "update_script_failed",
        "CustomAction CA_",
        source="https://support.microsoft.com/help/981474",
        pattern=r"CustomAction CA_\w{0,60}SERVICE\w{0,60} returned actual error code [1-9]",
        unless="service_would_not_stop service_would_not_start",
    ),
    error(
        "installer_failed",
        "Fatal error during installation. Error code is 1603",
        "MainEngineThread is returning 1603",
        source=reviewer("FindContext/Test-KnownMsiIssuesCheck"),
        unless="folder_rights installer_cache file_in_use disk_full service_would_not_stop "
        "interim_update update_script_failed",
    ),
)
