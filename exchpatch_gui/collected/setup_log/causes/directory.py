# SPDX-License-Identifier: MIT
"""Causes that lie in Active Directory."""

from __future__ import annotations

from exchpatch_gui.collected.setup_log.causes.base import TROUBLESHOOTING, error, reviewer

CAUSES = (
    error(
        "well_known_object_deleted",
        "points to an invalid DN or a deleted object",
        source=TROUBLESHOOTING,
    ),
    error(
        "well_known_group_type",
        "of the wrong group type",
        source=reviewer("FindContext/Test-InvalidWKObjectTargetException"),
        pattern=r'refers to a group "(?P<group>[^"]+)"',
    ),
    error(
        "security_groups_unit",
        "InitializeExchangeUniversalGroups.CreateOrMoveEWPGroup",
        source=reviewer("ErrorContext/Test-MSExchangeSecurityGroupsContainerDeleted"),
        also="NullReferenceException",
    ),
    error(
        "schema_import",
        "error while running 'ldifde.exe' to import the schema file",
        source=reviewer("FindContext/Test-KnownLdifErrors"),
        pattern=r"error code is: (?P<code>\d{1,10})",
    ),
    error(
        "directory_rights",
        "INSUFF_ACCESS_RIGHTS",
        source=reviewer("ErrorReference/Test-InitializePermissionsOfDomain"),
    ),
    error(
        "public_folder_tree",
        "The object 'CN=Folder Hierarchies,",
        source=reviewer("ErrorContext/Test-ExceptionADOperationFailedAlreadyExist"),
        pattern="already exists",
    ),
    error(
        "directory_object_exists",
        "Active Directory operation failed on",
        source=reviewer("ErrorContext/Test-ExceptionADOperationFailedAlreadyExist"),
        pattern=r"The object '(?P<object>[^']+)' already exists",
        unless="public_folder_tree",
    ),
    error(
        "principal_name_twice",
        "UPN value provided for addition/modification is not unique forest-wide",
        source=reviewer("ErrorContext/Test-ArbitrationMailbox"),
    ),
    error(
        "mailbox_without_database",
        "Database is mandatory on UserMailbox",
        source=reviewer("ErrorContext/Test-MissingHomeMdb"),
    ),
    error(
        "group_name_not_found",
        "identity references could not be translated",
        source="https://learn.microsoft.com/dotnet/api/"
        "system.security.principal.identitynotmappedexception",
    ),
)
