# SPDX-License-Identifier: MIT
"""Windows as it runs: services, features, runtimes, restarts, network."""

from __future__ import annotations

import re
from base64 import b64encode

from exchpatch_gui.collected.clixml.node import AbsentError, Node
from exchpatch_gui.collected.healthchecker.export import Export
from exchpatch_gui.collected.local_network import (
    Adapter,
    Cluster,
    ClusterNode,
    IpAddress,
    MitigationEndpoint,
    Network,
    Smb,
    WinHttpProxy,
)
from exchpatch_gui.collected.local_windows import (
    EventLog,
    EventLogs,
    PendingReboot,
    Service,
    Services,
    VcRedistributable,
    VcRedistributables,
    WindowsFeature,
    WindowsFeatures,
)
from exchpatch_gui.collected.section import Base64

_START_MODES = {"automatic": "Auto", "2": "Auto", "3": "Manual", "4": "Disabled"}
_STATES = {"1": "Stopped", "4": "Running"}
_FEATURES = frozenset({"FS-SMB1", "MSMQ", "NET-WCF-MSMQ-Activation45"})
_RUNTIME = re.compile(r"Microsoft Visual C\+\+ 201[23]\b")
_SPEED = re.compile(r"(\d{1,7}(?:[.,]\d{1,6})?) Mbps", re.ASCII)
_RSS = {0: False, 1: True}
_NO_PROXY = "none"
# What precedes the length of the proxy's text in the registry value.
_PROXY_HEADER = bytes(12)


def services(export: Export) -> Services:
    """Read the services, in Win32_Service's words."""
    found = export.exchange.filled("DependentServices.Services")
    return Services(tuple(_service(one) for one in found.items()))


def _service(service: Node) -> Service:
    state = service["Status"].needed_text()
    start = service["StartType"].needed_text()
    return Service(
        name=service["Name"].needed_text(),
        state=_STATES.get(state, state),
        start_mode=_START_MODES.get(start.lower(), start),
        delayed_auto_start=None,
    )


def windows_features(export: Export) -> WindowsFeatures:
    """Read the three features that matter; older exports have the first one only."""
    found = export.windows.get("WindowsFeature")
    if not found:
        found = export.windows.filled("Smb1ServerSettings.WindowsFeature")
    features = [one for one in found.items() if one.get("Name").text() in _FEATURES]
    return WindowsFeatures(
        tuple(
            WindowsFeature(one["Name"].needed_text(), one["Installed"].needed_truth())
            for one in features
        )
    )


def vc_redistributables(export: Export) -> VcRedistributables:
    """Read the runtimes of 2012 and 2013."""
    return VcRedistributables(
        tuple(
            VcRedistributable(
                display_name=name,
                display_version=one.get("DisplayVersion").text(),
                version=one.get("VersionIdentifier").whole(),
                install_date=one.get("InstallDate").text(),
            )
            for one in export.windows.filled("VcRedistributable").items()
            if (name := one["DisplayName"].text()) is not None and _RUNTIME.match(name)
        )
    )


def pending_reboot(export: Export) -> PendingReboot:
    """Read who waits for a restart; HealthChecker looks at four of the five places."""
    pending = export.windows.filled("ServerPendingReboot")
    return PendingReboot(
        pending_file_rename_operations=pending["PendingFileRenameOperations"].needed_truth(),
        update_exe_volatile_flags=None,
        component_based_servicing=pending["ComponentBasedServicingPendingReboot"].needed_truth(),
        auto_update_reboot_required=pending["AutoUpdatePendingReboot"].needed_truth(),
        ccm_reboot_pending=pending["CcmRebootPending"].truth(),
    )


def event_logs(export: Export) -> EventLogs:
    """Read the sizes of two logs."""
    return EventLogs(
        tuple(
            EventLog(
                name=name,
                file_size=log.get("FileSize").whole(),
                maximum_size=log.get("MaxSize").whole(),
                oldest_record_time=export.moment(log.get("LastLogEntry")),
            )
            for name, log in export.windows.filled("EventLogInformation").pairs()
        )
    )


def network(export: Export) -> Network:
    """Read the adapters that are connected."""
    found = export.windows.filled("NetworkInformation.NetworkAdapters")
    nested = found.get("Adapters")
    return Network(
        # A value that isn't set is exported as 0, which means the same.
        disabled_components=export.windows["RegistryValues"]["IPv6DisabledComponents"].whole(),
        adapters=tuple(_adapter(export, one) for one in (nested or found).items()),
    )


def _adapter(export: Export, adapter: Node) -> Adapter:
    day = adapter.get("DriverDate").day()
    rss = adapter.get("NetAdapterRss")
    enabled = adapter.get("RssEnabledValue").whole()
    v4, v6 = adapter["IPv4Addresses"].items(), adapter["IPv6Addresses"].items()
    return Adapter(
        interface_guid=None,
        name=adapter["Name"].needed_text(),
        description=adapter["Description"].text() or "",
        status="Up",
        link_speed_bps=_speed(adapter.get("LinkSpeed").text() or ""),
        mtu=adapter.get("MTUSize").whole(),
        # Where it isn't known HealthChecker has the last day there is.
        driver_date=day if day and day.year < 9999 else None,
        driver_version=adapter.get("DriverVersion").text(),
        ipv6_enabled=adapter["IPv6Enabled"].truth(),
        register_in_dns=adapter.get("RegisteredInDns").truth(),
        rss_enabled=None if enabled is None else _RSS.get(enabled),
        rss_max_processors=rss.get("MaxProcessors").whole(),
        rss_max_processor_number=rss.get("MaxProcessorNumber").whole(),
        rss_receive_queues=rss.get("NumberOfReceiveQueues").whole(),
        pnp_capabilities=adapter.get("PnPCapabilities").whole(),
        packets_received_discarded=_discarded(export, adapter),
        ipv4_addresses=_addresses(v4),
        ipv6_addresses=_addresses(v6),
        ipv4_gateways=_gateways(v4),
        ipv6_gateways=_gateways(v6),
        dns_servers=adapter.get("DnsServer").texts(),
    )


def _speed(text: str) -> int | None:
    match = _SPEED.fullmatch(text)
    return round(float(match[1].replace(",", ".")) * 1_000_000) if match else None


def _discarded(export: Export, adapter: Node) -> int | None:
    """Give the counter of an adapter: its instance is the description in other brackets."""
    wanted = _plain(adapter.get("Description").text() or "")
    for one in export.windows.get("NetworkInformation").get("PacketsReceivedDiscarded").items():
        if _plain(one.get("InstanceName").text() or "") == wanted:
            return one.get("CookedValue").whole()
    return None


def _plain(text: str) -> str:
    return text.lower().translate(str.maketrans("()#/", "[]__"))


def _addresses(rows: list[Node]) -> tuple[IpAddress, ...]:
    """Read addresses with the length of their network; WMI's masks have none and are left out."""
    found = ((one["Address"].text(), one["Subnet"].whole()) for one in rows)
    return tuple(
        IpAddress(address, prefix)
        for address, prefix in found
        if address is not None and prefix is not None
    )


def _gateways(rows: list[Node]) -> tuple[str, ...]:
    found = (one.get("DefaultGateway").text() for one in rows)
    return tuple(dict.fromkeys(one for one in found if one and not one.startswith("No ")))


def winhttp_proxy(export: Export) -> WinHttpProxy:
    """Read the proxy; HealthChecker calls the 64-bit programs' setting that of 32 bits."""
    proxy = export.windows.filled("NetworkInformation.HttpProxy")
    native, wow64 = proxy.filled("HttpProxy32"), proxy.filled("HttpProxy64")
    return WinHttpProxy(_setting(native), _setting(wow64))


def _setting(proxy: Node) -> Base64 | None:
    """Write texts as the registry holds them: each after its length."""
    address = proxy["ProxyAddress"].text()
    if address is None or address.lower() == _NO_PROXY:
        return None
    data = _PROXY_HEADER
    for text in (address, proxy.get("ByPassList").text() or ""):
        encoded = text.encode("latin-1", "replace")
        data += len(encoded).to_bytes(4, "little") + encoded
    return Base64(b64encode(data).decode("ascii"))


def smb(export: Export) -> Smb:
    """Read whether version 1 of file sharing is on."""
    found = export.windows.filled("Smb1ServerSettings.SmbServerConfiguration")
    return Smb(found["EnableSMB1Protocol"].truth())


def cluster(export: Export) -> Cluster:
    """Read the nodes of the cluster."""
    nodes = export.exchange.filled("ServerMaintenance.GetClusterNode").items()
    return Cluster(
        installed=True,
        nodes=tuple(
            ClusterNode(one["Name"].needed_text(), one["State"].needed_text()) for one in nodes
        ),
    )


def mitigation_endpoint(export: Export) -> MitigationEndpoint:
    """Read what the mitigation service's page answered; it is null if nothing did."""
    if export.is_edge:
        raise AbsentError("ExchangeEmergencyMitigationServiceResult")
    answer = export.exchange["ExchangeEmergencyMitigationServiceResult"]
    return MitigationEndpoint(answer.get("StatusCode").whole(), None)
