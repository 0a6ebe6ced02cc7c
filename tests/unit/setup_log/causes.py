# SPDX-License-Identifier: MIT
"""For every known cause a log that it stands in."""

from __future__ import annotations

from tests.unit.setup_log.logs import (
    after_patch,
    before_patch,
    beginning,
    ending,
    failed_by,
    failed_check,
    failed_step,
    installer_log,
    script_log,
    setup_log,
)

_NOT_RECOGNIZED = "is not recognized as the name of a cmdlet, function, script file"
_OVERWRITTEN = (
    "Overwrite is specified. File C:\\ExchangeSetupLogs\\ServiceStartupMode.xml is going to be"
    " overwritten with a new state."
)

CHECKS = {
    "pending_restart": ("RebootPending", "PendingRebootWindowsComponents"),
    "open_processes": ("ProcessNeedsToBeClosedOnUpgrade",),
    "leftover_watermark": ("InstallWatermark",),
    "not_local_administrator": ("NotLocalAdmin",),
    "not_a_domain_account": ("LoggedOntoDomain",),
    "schema_master_elsewhere": ("NotInSchemaMasterDomain", "NotInSchemaMasterSite"),
    "schema_rights": ("SchemaUpdateRequired",),
    "domain_not_prepared": ("DomainPrepRequired", "LocalDomainPrep"),
    "organization_rights": ("GlobalServerInstall", "DelegatedMailboxFirstInstall"),
    "controller_in_another_site": ("DomainControllerIsOutOfSite",),
    "directory_unreachable": ("CannotAccessAD",),
    "forest_too_old": ("ForestLevelNotWin2003Native",),
    "old_exchange_in_forest": ("E19E15CoexistenceRequirement",),
    "hybrid_relationship": ("DidOnPremisesSettingCreatedAnException",),
    "powershell_policy": ("PowerShellExecutionPolicyCheckSet",),
    "remote_registry": ("RemoteRegException",),
    "transaction_coordinator": ("MSDTCStopped",),
    "web_service_disabled": ("W3SVCDisabledOrNotInstalled",),
    "url_rewrite_missing": ("IISURLRewriteNotInstalled",),
    "unified_communications_runtime": ("UcmaRedistMsi",),
    "visual_c_runtime": ("VC2012RedistDependencyRequirement",),
    "dotnet_too_old": ("MinimumFrameworkNotInstalled",),
    "windows_features": ("WebNetExt45NotInstalled", "RsatAddsToolsInstalled"),
    "windows_version": ("ValidOSVersion",),
    "no_host_record": ("HostRecordMissing",),
    "no_dns_suffix": ("FqdnMissing",),
    "language_files": ("LangPackBundleCheck",),
    "firewall_service_stopped": ("MpsSvcStopped",),
    "disk_full": ("LangPackDiskSpaceCheck",),
    "readiness_check": ("SomeRuleOfTheFuture",),
}
"""Cause to names of readiness checks."""

ERRORS = {
    "schema_master_elsewhere": (
        (
            "Setup encountered a problem while validating the state of Active Directory: Exchange"
            " organization-level objects have not been created, and setup cannot create them"
            " because the local computer is not in the same domain and site as the schema master."
        ),
    ),
    "directory_is_newer": (
        (
            "The Active Directory organization configuration version (16763) is higher than Setup's"
            " version(16762). Therefore, PrepareAD can't be executed."
        ),
    ),
    "powershell_policy": ("AuthorizationManager check failed.",),
    "installed_from_bin": (
        f"The term 'C:\\Exchange\\V15\\Bin\\ManageScheduledTask.ps1' {_NOT_RECOGNIZED}",
    ),
    "folder_rights": (
        (
            "Installing product D:\\exchangeserver.msi failed. Fatal error during installation."
            " Error code is 1603. Last error reported by the MSI package is 'The installer has"
            " insufficient privileges to access this directory: C:\\Exchange\\V15\\owa\\auth'."
        ),
    ),
    "installer_cache": (
        (
            "Couldn't remove product with code 1234. The installation source for this product is"
            " not available. Verify that the source exists. Error code is 1612"
        ),
    ),
    "file_in_use": (
        "The process cannot access the file because it is being used by another process.",
    ),
    "disk_full": ("There is not enough space on the disk.",),
    "program_file_missing": (
        "Could not load file or assembly 'Microsoft.Exchange.PublicFolders, Version=15.0.0.0'",
    ),
    "installer_failed": (
        (
            "Installing product D:\\exchangeserver.msi failed. Fatal error during installation."
            " Error code is 1603."
        ),
    ),
    "service_would_not_stop": (
        "Service 'MSExchangeTransport' failed to reach status 'Stopped' on this server.",
    ),
    "topology_service_stopped": (
        "Unable to set shared config DC.",
        (
            "Topology Provider coundn't find the Microsoft Exchange Active Directory Topology"
            " service on end point 'TopologyClientTcpEndpoint (localhost)'."
        ),
    ),
    "no_directory_server": (
        "No Suitable Directory Servers Found in Forest contoso.example Site Main.",
        "Unable to set shared config DC.",
    ),
    "service_disabled": (
        (
            "The service cannot be started, either because it is disabled or because it has no"
            " enabled devices associated with it"
        ),
    ),
    "firewall_service_stopped": (
        (
            "There are no more endpoints available from the endpoint mapper. (Exception from"
            " HRESULT: 0x800706D9)"
        ),
    ),
    "stop_list_empty": (
        (
            'Exception calling "Reverse" with "1" argument(s): "Value cannot be null."\n'
            " at & $RoleBinPath\\ServiceControl.ps1 Stop"
        ),
    ),
    "service_would_not_start": (
        "Service 'MSExchangeRepl' failed to reach status 'Running' on this server.",
    ),
    "well_known_object_deleted": (
        (
            "The well-known object entry B:32:00:CN=Recipient Management on the"
            " otherWellKnownObjects attribute in the container object CN=Microsoft Exchange points"
            " to an invalid DN or a deleted object.  Remove the entry, and then rerun the task."
        ),
    ),
    "well_known_group_type": (
        (
            'The well-known object entry refers to a group "CN=Exchange Servers,DC=contoso" of the'
            ' wrong group type. Either delete it, or promote the target object to "Universal".'
        ),
    ),
    "security_groups_unit": (
        (
            'The following error was generated when "x" was run: "System.NullReferenceException\n'
            " at Microsoft.Exchange.Management.Tasks.InitializeExchangeUniversalGroups"
            ".CreateOrMoveEWPGroup(ADGroup ewp)"
        ),
    ),
    "schema_import": (
        (
            "There was an error while running 'ldifde.exe' to import the schema file"
            " 'schema80.ldf'. The error code is: 8245. More details can be found in 'ldif.err'"
        ),
    ),
    "directory_rights": ("SecErr: DSID-03152857, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0",),
    "public_folder_tree": (
        (
            "Active Directory operation failed on DC2. The object 'CN=Folder"
            " Hierarchies,CN=Exchange Administrative Group' already exists."
        ),
    ),
    "directory_object_exists": (
        "Active Directory operation failed on DC2. The object 'CN=Default' already exists.",
    ),
    "principal_name_twice": (
        (
            "The operation failed because UPN value provided for addition/modification is not"
            " unique forest-wide."
        ),
    ),
    "mailbox_without_database": ("Database is mandatory on UserMailbox.",),
    "group_name_not_found": ("Some or all identity references could not be translated.",),
    "certificate_expired": ("The certificate is expired.",),
    "several_activesync_directories": (
        (
            "Cannot convert 'System.Object[]' to the type"
            " 'Microsoft.Exchange.Configuration.Tasks.VirtualDirectoryIdParameter'"
        ),
    ),
    "virtual_directory": (
        "The virtual directory 'PushNotifications' already exists under 'EX01/Exchange Back End'.",
    ),
    "search_nodes_left": (
        (
            "System.Exception: Failure configuring SearchFoundation through InstallConfig.ps1 - Old"
            " nodes belonging to the system 'Fsis', already exist in C:\\Data."
        ),
    ),
    "search_not_configured": (
        "System.Exception: Failure configuring SearchFoundation through InstallConfig.ps1",
    ),
    "database_not_mounted": ('Failed to mount database "DB1". Error: An operation failed.',),
    "folder_missing": (
        (
            "System.Management.Automation.ItemNotFoundException: Cannot find path"
            " 'C:\\V15\\grammars' because it does not exist."
        ),
    ),
    "filter_configuration": ("Upgrade of Configuration.xml was unsuccessful, Access denied",),
    "roles_already_installed": (
        "The following server roles are already installed: MailboxRole, AdminToolsRole.",
    ),
    "path_denied": ("Access to the path 'C:\\Exchange\\V15\\Bin\\x.dll' is denied.",),
}
"""Cause to errors that Setup stops for."""

INSTALLER = {
    "wrong_update": "The upgrade patch cannot be installed by the Windows Installer service because"
    " the program to be upgraded may be missing.",
    "interim_update": "Installation cannot continue. The Setup Wizard has determined that this"
    " Interim Update is incompatible with the current configuration.",
    "folder_rights": "Error 1303. The installer has insufficient privileges to access this"
    " directory: C:\\Exchange\\V15\\Bin.  The installation cannot continue.",
    "installer_cache": "Couldn't find local patch 'C:\\Windows\\Installer\\32bae786.msp'. Looking"
    " for it at its source.",
    "file_in_use": "Info 1603. The file C:\\V15\\Bin\\x.dll is being held in use by the following"
    " process: Name: agent, Id: 4704, Window Title: ''. Close that application and retry.",
    "disk_full": "Out of disk space -- Volume: 'C:'; required space: 9 KB; available space: 1 KB",
    "update_script_failed": "CustomAction CA_SAVEDATA_STOP_SERVICES returned actual error code 1603"
    " (note this may not be 100% accurate if translation happened inside sandbox)",
}
"""Cause to a message of Windows Installer."""

_TWO = ("W3Svc", "MSExchangeIS")
LOGS = {
    "setup_commands_missing": script_log(
        [
            *before_patch(*_TWO)[:5],
            f"[Error] CommandNotFoundException: The term 'Stop-SetupService' {_NOT_RECOGNIZED}",
        ]
    ),
    "service_not_enabled": script_log(
        before_patch(*_TWO),
        after_patch("W3Svc", end="Unable to enable service(s): 'MSExchangeIS'."),
    ),
    "services_left_disabled": script_log(before_patch(*_TWO)),
    "services_left_by_setup": setup_log(
        *beginning(),
        "[ServiceControl.ps1] Disabling service 'MSExchangeIS'.",
        *failed_step("Something odd."),
        *ending(),
    ),
    "service_state_overwritten": script_log(
        before_patch(*_TWO), [_OVERWRITTEN, *before_patch(*_TWO)]
    ),
    "service_state_lost": script_log(
        before_patch(*_TWO),
        [
            "Enabling services for the following roles: Mailbox",
            "Service registry data file not present: C:\\ExchangeSetupLogs\\ServiceStartupMode.xml",
            "Enabling service 'W3Svc'.",
            (
                "[Warning] 'W3Svc' did not exist, this is not an error as the sevice might have"
                " just been installed"
            ),
            "Script completed succesfully.",
        ],
    ),
    "installer_cancelled": installer_log(code=1602),
    "installer_failed": installer_log("Return value 3.", code=1603),
    "wrong_update": installer_log(code=1642),
    "installer_cache": setup_log(
        *beginning(),
        "Installing a new product. Package: N:\\en\\ServerLanguagePack.msi. Property values: X=1",
        "[ERROR] Object reference not set to an instance of an object.",
        *ending(),
    ),
    "installed_from_bin": setup_log(
        *beginning(),
        "Command Line Parameter Name='sourcedir', Value='C:\\Exchange Server\\V15\\Bin'.",
        *ending("The Exchange Server setup operation completed successfully.", 0),
    ),
    "virtual_directory": setup_log(
        *beginning(),
        *failed_step(
            "Process execution failed with exit code 50.",
            'The following error was generated when "$error.Clear();\n'
            '  $CommandAppCmd = join-path $env:SystemRoot System32\\inetsrv\\appcmd.exe;" was run',
        ),
        *ending(),
    ),
}
"""Cause to a whole log."""


def every_sample() -> list[tuple[str, str]]:
    """Give each cause with each log it stands in."""
    checks = [(cause, failed_check(one)) for cause, names in CHECKS.items() for one in names]
    errors = [(cause, failed_by(*one)) for cause, one in ERRORS.items()]
    installer = [(cause, installer_log(one)) for cause, one in INSTALLER.items()]
    return [*checks, *errors, *installer, *LOGS.items()]
