# SPDX-License-Identifier: MIT
"""What Exchange's cmdlets give on a server in a group that has nothing to complain of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from psrpcore.types import PSVersion

from exchpatch_gui.demo.remoting.shells import Run
from tests.helpers.exchange_mail_answers import of_databases, of_mail_flow
from tests.helpers.exchange_shell import Answer, choice, diagnosis, many, said, thing

_OVERRIDES = """<VariantConfiguration><Overrides Updated="2026-06-20T07:00:00.1234567Z">
<SettingOverride><Name>Signing</Name><ComponentName>Data</ComponentName>
<SectionName>EnableSerializationDataSigning</SectionName><Status>Accepted</Status>
<Parameters><Parameter>Enabled=True</Parameter><Parameter /></Parameters>
</SettingOverride></Overrides></VariantConfiguration>"""
_THROTTLING = """<ResourceThrottling><ResourceTracker>
<ResourceMeter Resource="UsedDiskSpace[D:\\Queue]" CurrentResourceUse="Low" Pressure="10" />
</ResourceTracker></ResourceThrottling>"""


def _diagnosed(run: Run) -> None:
    """Answer for the two processes that are asked."""
    inside = _OVERRIDES if run.parameters["Component"] == "VariantConfiguration" else _THROTTLING
    run.write(diagnosis(inside))


def healthy() -> dict[str, Answer]:
    """Give the answers of a server in a group that has nothing to complain of."""
    return {**_of_the_server(), **_of_the_organization(), **of_mail_flow(), **of_databases()}


def _of_the_server() -> dict[str, Answer]:
    return {
        "Get-ExchangeServer": [
            thing(
                "Data.Directory.Management.ExchangeServer",
                Name="EX01",
                Fqdn="EX01.contoso.example",
                ServerRole=choice("Mailbox", 2, "Data.Directory.SystemConfiguration.ServerRole"),
                IsMailboxServer=True,
                IsClientAccessServer=True,
                IsEdgeServer=False,
                Edition=choice("Standard"),
                IsExchangeTrialEdition=False,
                IsExpiredExchangeTrialEdition=False,
                RemainingTrialPeriod=timedelta(0),
                Site="contoso.example/Configuration/Sites/Head office",
                AdminDisplayVersion=said("Version 15.2 (Build 1748.10)", "Data.ServerVersion"),
                InternetWebProxy="http://proxy.contoso.example:8080/",
                RingLevel="Production",
                DataCollectionEnabled=True,
                MitigationsEnabled=True,
                MitigationsApplied=many("PING1"),
                MitigationsBlocked=many(),
            )
        ],
        "Get-MailboxServer": [
            thing(
                "Data.Directory.Management.MailboxServer",
                Name="EX01",
                DatabaseAvailabilityGroup="DAG1",
                DatabaseCopyActivationDisabledAndMoveNow=False,
                DatabaseCopyAutoActivationPolicy=choice("Unrestricted", 0),
            )
        ],
        "Get-ServerComponentState": [
            thing(
                "Data.Directory.Management.ServerComponentState",
                Component="HubTransport",
                State=choice("Inactive", 0),
                LocalStates=many("Requester:Maintenance; State:Inactive; Timestamp:2026-06-20"),
                RemoteStates=many(
                    thing("Requests.Entry", Requester="Maintenance", State=choice("Inactive", 0))
                ),
            )
        ],
        "Test-ServiceHealth": [
            thing(
                "Management.ServiceHealth",
                Role="Mailbox Server Role",
                RequiredServicesRunning=False,
                ServicesRunning=many("IISAdmin"),
                ServicesNotRunning=many("MSExchangeTransport"),
            )
        ],
        "Get-ExchangeDiagnosticInfo": _diagnosed,
        "Get-GlobalMonitoringOverride": [
            thing(
                "Monitoring.MonitoringOverrideObject",
                ItemType="Monitor",
                Identity="Exchange\\OnPremisesInboundProxy",
                PropertyName="Enabled",
                PropertyValue="0",
                ExpirationTime=datetime(2026, 8, 1, 12, tzinfo=UTC),
            )
        ],
        "Get-ServerMonitoringOverride": [
            thing(
                "Monitoring.MonitoringOverrideObject",
                ItemType="Probe",
                Identity="Search\\Query",
                PropertyName=None,
                PropertyValue=None,
                ExpirationTime="never",
            )
        ],
    }


def _of_the_organization() -> dict[str, Answer]:
    return {
        "Get-OrganizationConfig": [
            thing(
                "Data.Directory.Management.OrganizationConfig",
                Name="Contoso",
                MapiHttpEnabled=True,
                EnableDownloadDomains=False,
                MitigationsEnabled=True,
                RootPublicFolderMailbox=said(
                    "00000000-0000-0000-0000-000000000000", "Data.PublicFolderInformation"
                ),
            )
        ],
        "Get-SettingOverride": [
            thing(
                "Data.Directory.SystemConfiguration.SettingOverride",
                Name="Signing",
                ComponentName="Data",
                SectionName="EnableSerializationDataSigning",
                MinVersion=PSVersion("15.2.1118.7"),
                MaxVersion=None,
                Parameters=many("Enabled=True"),
                Server=many(),
            )
        ],
        "Get-AuthConfig": [
            thing(
                "Data.Directory.SystemConfiguration.AuthConfig",
                CurrentCertificateThumbprint="AA" * 20,
                PreviousCertificateThumbprint="",
                NextCertificateThumbprint=None,
                NextCertificateEffectiveDate=datetime(2026, 7, 1, tzinfo=UTC),
            )
        ],
        "Get-AuthServer": [
            thing(
                "Data.Directory.SystemConfiguration.AuthServer",
                Name="EvoSts",
                Type=choice("AzureAD"),
                Enabled=True,
                Realm="contoso.example",
                IssuerIdentifier="https://sts.windows.net/",
                ApplicationIdentifier="",
                DomainName=many("contoso.example"),
            )
        ],
        "Get-PartnerApplication": [
            thing(
                "Data.Directory.SystemConfiguration.PartnerApplication",
                Name="Exchange Online",
                ApplicationIdentifier="00000002-0000-0ff1-ce00-000000000000",
                Enabled=True,
                LinkedAccount="contoso.example/Users/Exchange Online",
            )
        ],
        "Get-HybridConfiguration": [
            thing(
                "Data.Directory.SystemConfiguration.HybridConfiguration",
                OnPremisesSmartHost="mail.contoso.example",
                TlsCertificateName="<I>CN=CA<S>CN=mail.contoso.example",
                ServiceInstance=0,
                Domains=many("contoso.example"),
                Features=many(choice("FreeBusy", 1), choice("SecureMail", 2)),
                ReceivingTransportServers=many("EX01"),
                SendingTransportServers=many("EX01"),
                EdgeTransportServers=many(),
            )
        ],
        "Get-OwaVirtualDirectory": [
            thing(
                "Data.Directory.Management.ADOwaVirtualDirectory",
                Name="owa (Default Web Site)",
                InternalUrl="https://mail.contoso.example/owa",
                ExternalUrl="https://mail.contoso.example/owa",
            )
        ],
        "Get-WebServicesVirtualDirectory": [
            thing(
                "Data.Directory.Management.ADWebServicesVirtualDirectory",
                Name="EWS (Default Web Site)",
                InternalUrl="https://mail.contoso.example/EWS/Exchange.asmx",
                InternalNLBBypassUrl=None,
                MRSProxyEnabled=True,
            )
        ],
        "Get-IRMConfiguration": [
            thing(
                "Data.Directory.SystemConfiguration.IRMConfiguration",
                InternalLicensingEnabled=True,
                ExternalLicensingEnabled=False,
            )
        ],
        "Get-DynamicDistributionGroup": [
            thing(
                "Data.Directory.Management.DynamicDistributionGroup", Name="PublicFolderMailboxes"
            )
        ],
    }
