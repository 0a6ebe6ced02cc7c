# SPDX-License-Identifier: MIT
"""Causes that Setup's own readiness checks find before anything is changed."""

from __future__ import annotations

from exchpatch_gui.collected.setup_log.causes.base import (
    READINESS,
    TROUBLESHOOTING,
    Cause,
    error,
    reviewer,
    rule,
)

_PREREQUISITES = reviewer("FindContext/Test-PrerequisiteCheck")
# Where Setup could not read the directory, its checks of rights and levels fail as well.
_NOT_READ = "schema_master_elsewhere directory_is_newer directory_unreachable"

CAUSES = (
    rule("pending_restart", "RebootPending", "PendingRebootWindowsComponents"),
    rule(
        "open_processes",
        "ProcessNeedsToBeClosedOnUpgrade",
        "ProcessNeedsToBeClosedOnUninstall",
        source=_PREREQUISITES,
    ),
    rule(
        "leftover_watermark",
        "InstallWatermark",
        source="https://microsoft.github.io/CSS-Exchange/Setup/SetupAssist/InstallWatermark/",
    ),
    rule("not_local_administrator", "NotLocalAdmin", source=READINESS),
    rule("not_a_domain_account", "LoggedOntoDomain"),
    rule(
        "schema_master_elsewhere",
        "NotInSchemaMasterDomain",
        "NotInSchemaMasterSite",
        source=TROUBLESHOOTING,
        signs=(
            "is not in the same domain and site as the schema master",
            "isn't in the same domain and site as the schema master",
        ),
    ),
    error(
        "directory_is_newer",
        "is higher than Setup's version",
        source="https://learn.microsoft.com/answers/questions/173270/"
        "prepare-ad-error-after-updating-exchange-2016-to-c",
    ),
    rule(
        "schema_rights",
        "SchemaUpdateRequired",
        unless="schema_master_elsewhere directory_is_newer",
    ),
    rule(
        "domain_not_prepared",
        "DomainPrepRequired",
        "LocalDomainPrep",
        "PrepareDomainNotAdmin",
        source=_PREREQUISITES,
        unless=f"{_NOT_READ} schema_rights",
    ),
    rule(
        "organization_rights",
        "GlobalServerInstall",
        "GlobalUpdateRequired",
        "AdUpdateRequired",
        "DelegatedBridgeheadFirstInstall",
        "DelegatedCafeFirstInstall",
        "DelegatedClientAccessFirstInstall",
        "DelegatedFrontendTransportFirstInstall",
        "DelegatedMailboxFirstInstall",
        "DelegatedUnifiedMessagingFirstInstall",
        "DelegatedBridgeheadFirstSP1upgrade",
        "DelegatedClientAccessFirstSP1upgrade",
        "DelegatedMailboxFirstSP1upgrade",
        "DelegatedUnifiedMessagingFirstSP1upgrade",
        unless=_NOT_READ,
    ),
    rule("controller_in_another_site", "DomainControllerIsOutOfSite", source=_PREREQUISITES),
    rule(
        "directory_unreachable",
        "CannotAccessAD",
        "AdInitErrorRule",
        source=READINESS,
        unless="schema_master_elsewhere directory_is_newer schema_rights",
    ),
    rule(
        "forest_too_old",
        "ForestLevelNotWin2003Native",
        "MsDSBehaviorVersionRequirement",
        unless=_NOT_READ,
    ),
    rule(
        "old_exchange_in_forest",
        "E16E12CoexistenceMinVersionRequirement",
        "E16E14CoexistenceMinVersionRequirement",
        "E16E15CoexistenceMinVersionRequirement",
        "E19E15CoexistenceRequirement",
        "Exchange2000or2003PresentInOrg",
        source=READINESS,
    ),
    rule(
        "hybrid_relationship",
        "DidOnPremisesSettingCreatedAnException",
        source=reviewer("FindContext/Test-IsHybridObjectFoundOnPremises"),
    ),
    rule(
        "powershell_policy",
        "PowerShellExecutionPolicyCheckSet",
        signs=("AuthorizationManager check failed",),
    ),
    rule("remote_registry", "RemoteRegException", source=_PREREQUISITES),
    rule("transaction_coordinator", "MSDTCStopped", source=_PREREQUISITES),
    rule(
        "web_service_disabled",
        "W3SVCDisabledOrNotInstalled",
        "ShouldReRunSetupForW3SVC",
        source=READINESS,
    ),
    rule("url_rewrite_missing", "IISURLRewriteNotInstalled", source=_PREREQUISITES),
    rule("unified_communications_runtime", "UcmaRedistMsi"),
    rule(
        "visual_c_runtime",
        "VC2013RedistDependencyRequirement",
        "VC2012RedistDependencyRequirement",
    ),
    rule("dotnet_too_old", "MinimumFrameworkNotInstalled", source=READINESS),
    rule(
        "windows_features",
        "NETFramework45CoreNotInstalled",
        "NETFramework45ASPNETNotInstalled",
        "NETFramework45FeaturesNotInstalled",
        "NETWCFHTTPActivation45NotInstalled",
        "NETWCFPipeActivation45NotInstalled",
        "NETWCFTCPPortSharing45NotInstalled",
        "WebNetExt45NotInstalled",
        "WebISAPIExtNotInstalled",
        "WebASPNET45NotInstalled",
        "LonghornIIS6MetabaseNotInstalled",
        "LonghornIIS7ManagementConsoleInstalled",
        "RsatAddsToolsInstalled",
        "RsatClusteringInstalled",
        "RsatClusteringMgmtInstalled",
        "RsatClusteringPowerShellInstalled",
        "RsatClusteringCmdInterfaceInstalled",
        "ServerGuiMgmtInfraNotInstalled",
        source="https://learn.microsoft.com/exchange/plan-and-deploy/prerequisites",
    ),
    rule("windows_version", "ValidOSVersion", "ValidOSVersionForAdminTools"),
    rule("no_host_record", "HostRecordMissing"),
    rule("no_dns_suffix", "FqdnMissing"),
    rule(
        "language_files",
        "LangPackBundleCheck",
        "LangPackBundleVersioning",
        source="https://learn.microsoft.com/previous-versions/exchange-server/exchange-160/"
        "jj126675(v=exchg.160)",
    ),
)

OTHER_CHECK = Cause("readiness_check", READINESS)
"""A check that there is no row for: it is told in Setup's own words."""

FOLLOWING = frozenset(
    {"unifiedmessagingrolenotinstalled", "bridgeheadrolenotinstalled", "mailboxrolenotinstalled"}
)
"""Checks that fail because another one has, and explain nothing."""
