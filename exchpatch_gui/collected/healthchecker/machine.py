# SPDX-License-Identifier: MIT
"""The machine itself: Exchange's files, Windows, hardware, memory."""

from __future__ import annotations

from datetime import datetime, timedelta

from exchpatch_gui.collected.clixml.node import Node
from exchpatch_gui.collected.healthchecker.export import Export
from exchpatch_gui.collected.local_system import (
    Counters,
    DotNet,
    DotNetLibrary,
    ExchangeSetup,
    Hardware,
    Hotfix,
    Hotfixes,
    InstalledUpdate,
    MemoryModule,
    OperatingSystem,
    PageFile,
    PageFiles,
    PowerPlan,
    Processor,
    TimeZone,
)

_PARTS = ("FileMajorPart", "FileMinorPart", "FileBuildPart", "FilePrivatePart")


def exchange_setup(export: Export) -> ExchangeSetup:
    """Read the version of ExSetup.exe; without the file HealthChecker guesses, which isn't used."""
    build = export.exchange.filled("BuildInformation")
    file = build.filled("ExchangeSetup")
    version = None if file.get("FailedGetExSetup").truth() else _file_version(file)
    product = (build.get("MajorVersion").text() or "Exchange").replace("Exchange", "Exchange ")
    is_edge = export.is_edge
    return ExchangeSetup(
        msi_install_path=export.exchange.get("RegistryValues").get("MsiInstallPath").text(),
        msi_product_major=None,
        msi_product_minor=None,
        msi_build_major=None,
        msi_build_minor=None,
        owa_version=None,
        exsetup_path=file.get("FileName").text() if version else None,
        exsetup_file_version=version,
        mailbox_role_key=not is_edge,
        edge_transport_role_key=is_edge,
        updates=tuple(_update(one, product) for one in build.get("KBsInstalledInfo").items()),
    )


def _update(update: Node, product: str) -> InstalledUpdate:
    """Read an update; older exports have its name alone."""
    name = (update.get("PackageName") or update).needed_text()
    return InstalledUpdate(product, name, name, update.get("InstalledDate").text())


def operating_system(export: Export) -> OperatingSystem:
    """Read which Windows it is and since when it runs."""
    build = export.windows.filled("BuildInformation")
    system, registry = build.get("OperatingSystem"), export.windows.get("RegistryValues")
    return OperatingSystem(
        version=system.get("Version").text() or build["BuildVersion"].needed_text(),
        caption=system.get("Caption").text(),
        os_language=system.get("OSLanguage").whole(),
        last_boot_up_time=export.moment(system.get("LastBootUpTime")) or _booted(export),
        install_date=export.moment(system.get("InstallDate")),
        product_name=registry.get("ProductName").text() or build.get("FriendlyName").text(),
        installation_type=build.get("InstallationType").text(),
        release_id=registry.get("ReleaseId").text(),
        display_version=None,
        current_build=registry.get("CurrentBuild").text() or system.get("BuildNumber").text(),
        ubr=registry.get("CurrentVersionUbr").whole() or None,
    )


def _booted(export: Export) -> datetime | None:
    """Count back from the time of the export: it says how long Windows had been running."""
    up = export.windows.get("ServerBootUp")
    parts = [up.get(name).whole() for name in ("Days", "Hours", "Minutes", "Seconds")]
    days, hours, minutes, seconds = (part or 0 for part in parts)
    if None in parts or not 0 <= days < 36_500:
        return None
    ran = timedelta(days=days, hours=hours % 24, minutes=minutes % 60, seconds=seconds % 60)
    return export.generated - ran


def time_zone(export: Export) -> TimeZone:
    """Read the time zone and its rule for daylight saving."""
    zone = export.windows.filled("TimeZone")
    return TimeZone(
        standard_name=zone["CurrentTimeZone"].text(),
        key_name=zone["TimeZoneKeyName"].text(),
        dynamic_daylight_time_disabled=zone["DynamicDaylightTimeDisabled"].whole(),
        standard_start=tuple(zone["StandardStart"].data() or b""),
        daylight_start=tuple(zone["DaylightStart"].data() or b""),
    )


def hotfixes(export: Export) -> Hotfixes:
    """Read the updates of Windows."""
    return Hotfixes(
        tuple(
            Hotfix(
                one["HotFixID"].needed_text(),
                one.get("Description").text(),
                one.get("InstalledOn").day(),
            )
            for one in export.windows.filled("HotFixes").items()
        )
    )


def dotnet(export: Export) -> DotNet:
    """Read the .NET Framework and two of its files."""
    framework = export.windows.filled("NETFramework")
    files = list(framework.filled("FileInformation").pairs())
    folders = [file.get("GetItem").get("DirectoryName").text() for _, file in files]
    return DotNet(
        release=framework["RegistryValue"].whole(),
        install_path=next((folder for folder in folders if folder), None),
        dlls=tuple(
            DotNetLibrary(
                name=name,
                file_version=_file_version(file.get("VersionInfo")),
                last_write_time=export.moment(file["LastWriteTimeUtc"]),
            )
            for name, file in files
        ),
    )


def hardware(export: Export) -> Hardware:
    """Read model, memory and processors."""
    machine = export.hardware
    system, processor = machine.filled("System"), machine.filled("Processor")
    count = processor["EnvironmentProcessorCount"].whole()
    return Hardware(
        manufacturer=system.get("Manufacturer").text(),
        model=system.get("Model").text(),
        total_physical_memory=system.get("TotalPhysicalMemory").whole(),
        automatic_managed_pagefile=system.get("AutomaticManagedPagefile").truth(),
        domain=system.get("Domain").text(),
        domain_role=system.get("DomainRole").whole(),
        # HealthChecker's -1 says that it could not ask.
        environment_processor_count=count if count is None or count > 0 else None,
        memory_modules=tuple(
            MemoryModule(one["Capacity"].needed_whole())
            for one in machine["MemoryInformation"].items()
        ),
        processors=tuple(
            Processor(
                name=one["Name"].needed_text(),
                max_clock_mhz=one.get("MaxClockSpeed").whole(),
                current_clock_mhz=one.get("CurrentClockSpeed").whole(),
                cores=one.get("NumberOfCores").whole(),
                logical_processors=one.get("NumberOfLogicalProcessors").whole(),
            )
            for one in processor.filled("ProcessorClassObject").items()
        ),
    )


def counters(export: Export) -> Counters:
    """Read three performance counters by the names that English Windows gives them."""
    found = {
        (one.get("Path").text() or "").lower(): one.get("CookedValue").number()
        for one in export.windows.filled("PerformanceCounters").items()
    }
    return Counters(
        processor_time_percent=_ending(found, "\\% processor time"),
        hyperv_maximum_memory_mb=_ending(found, "\\maximum memory, mbytes"),
        vmware_memory_reservation_mb=_ending(found, "\\memory reservation in mb"),
    )


def _ending(found: dict[str, float | None], end: str) -> float | None:
    return next((value for path, value in found.items() if path.endswith(end)), None)


def page_files(export: Export) -> PageFiles:
    """Read the page files; a nameless one stands for there being none with a size of its own."""
    return PageFiles(
        tuple(
            PageFile(name, one["InitialSize"].needed_whole(), one["MaximumSize"].needed_whole())
            for one in export.windows.filled("PageFile").items()
            if (name := one["Name"].text()) is not None
        )
    )


def power_plan(export: Export) -> PowerPlan:
    """Read the active power plan."""
    plan = export.windows.filled("PowerPlan")
    return PowerPlan(
        instance_id=plan.filled("PowerPlan").get("InstanceID").text(),
        name=plan.get("PowerPlanSetting").text(),
    )


def _file_version(file: Node) -> str | None:
    """Give a file's version; the text isn't always there, or says more than the version."""
    parts = [file.get(name).whole() for name in _PARTS]
    if None not in parts:
        return ".".join(map(str, parts))
    return file.get("FileVersion").text()
