# SPDX-License-Identifier: MIT
"""What Exchange's cmdlets give of mail flow and databases on a healthy server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.helpers.exchange_shell import Answer, choice, many, said, thing

_BACKUP = datetime(2026, 6, 19, 21, 0, 30, 123456, tzinfo=UTC)


def of_mail_flow() -> dict[str, Answer]:
    """Give connectors, domains and a queue."""
    return {
        "Get-TransportService": [
            thing(
                "Data.Directory.Management.TransportServer",
                InternalTransportCertificateThumbprint="BB" * 20,
                MaxPerDomainOutboundConnections=said("20", "Data.Unlimited`1[[System.Int32]]"),
                MessageRetryInterval=timedelta(minutes=15),
            )
        ],
        "Get-AcceptedDomain": [
            thing(
                "Data.Directory.SystemConfiguration.AcceptedDomain",
                Identity="Contoso",
                DomainName=said("contoso.example", "Data.SmtpDomainWithSubdomains"),
                DomainType=choice("Authoritative", 0),
            )
        ],
        "Get-SendConnector": [
            thing(
                "Data.Directory.SystemConfiguration.SmtpSendConnectorConfig",
                Identity="Outbound",
                Enabled=True,
                CloudServicesMailEnabled=True,
                Fqdn="mail.contoso.example",
                RequireTLS=True,
                TlsAuthLevel=choice("DomainValidation", 3),
                TlsDomain="mail.protection.outlook.com",
                TlsCertificateName="<I>CN=CA<S>CN=mail.contoso.example",
                SmartHosts=many(),
                AddressSpaces=many("smtp:contoso.mail.onmicrosoft.com;1"),
            )
        ],
        "Get-ReceiveConnector": [
            thing(
                "Data.Directory.SystemConfiguration.ReceiveConnector",
                Identity="EX01\\Default Frontend EX01",
                Enabled=True,
                TransportRole=choice("FrontendTransport", 16384),
                Fqdn="EX01.contoso.example",
                RequireTLS=False,
                TlsCertificateName=None,
                AuthMechanism=choice("Tls, Integrated, BasicAuth", 11),
                TlsDomainCapabilities=many("mail.protection.outlook.com:AcceptCloudServicesMail"),
            )
        ],
        "Get-Queue": [
            thing(
                "Data.QueueViewer.ExtensibleQueueInfo",
                Identity="EX01\\Submission",
                DeliveryType=choice("Undefined", 0),
                Status=choice("Ready", 3),
                MessageCount=7,
                NextHopDomain="Submission",
                LastError="",
            )
        ],
    }


def of_databases() -> dict[str, Answer]:
    """Give a database that is mounted, its copy and a test that was passed."""
    return {
        "Get-MailboxDatabase": [
            thing(
                "Data.Directory.SystemConfiguration.MailboxDatabase",
                Name="DB01",
                Mounted=True,
                MountedOnServer="EX01.contoso.example",
                LastFullBackup=_BACKUP,
                LastIncrementalBackup=None,
                CircularLoggingEnabled=False,
                EdbFilePath=said("D:\\DB01\\DB01.edb", "Data.EdbFilePath"),
                LogFolderPath=said("D:\\DB01", "Data.NonRootLocalLongFullPath"),
                DatabaseSize=said("2.5 GB (2,684,354,560 bytes)", "Data.ByteQuantifiedSize"),
            )
        ],
        "Get-MailboxDatabaseCopyStatus": [
            thing(
                "Management.SystemConfigurationTasks.DatabaseCopyStatusEntry",
                Name="DB01\\EX01",
                Status=choice("Mounted", 11),
                ActiveCopy=True,
                CopyQueueLength=0,
                ReplayQueueLength=0,
                ContentIndexState=choice("NotApplicable", 13),
            )
        ],
        "Test-ReplicationHealth": [
            thing(
                "Monitoring.ReplicationCheckOutcomeObject",
                Server="EX01",
                Check="ClusterService",
                Result=said("Passed", "Monitoring.ReplicationCheckResult"),
                Error=None,
            )
        ],
    }
