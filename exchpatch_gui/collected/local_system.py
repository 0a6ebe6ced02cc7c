# SPDX-License-Identifier: MIT
"""Facts of the machine itself: Exchange's files, Windows, hardware, memory."""

from __future__ import annotations

from datetime import date, datetime

from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class InstalledUpdate:
    """One entry of the list of updates.

    Attributes:
        product_key: Such as ``Exchange 2019``, also for SE.
        key_name: The KB number as a rule.
        installed_date: In the format of the server's locale.
    """

    product_key: str
    key_name: str
    package_name: str | None
    installed_date: str | None


@dataclass(frozen=True, slots=True)
class ExchangeSetup:
    """The installation: registry values of Setup, ``ExSetup.exe`` and the list of updates.

    Attributes:
        msi_build_major: The registry stays at the cumulative update; only the file knows
            the update.
        exsetup_file_version: The true build, zero-padded: ``15.02.1748.010``.
        mailbox_role_key: The role's key exists.
        edge_transport_role_key: The role's key exists.
    """

    msi_install_path: str | None
    msi_product_major: int | None
    msi_product_minor: int | None
    msi_build_major: int | None
    msi_build_minor: int | None
    owa_version: str | None
    exsetup_path: str | None
    exsetup_file_version: str | None
    mailbox_role_key: bool | None
    edge_transport_role_key: bool | None
    updates: tuple[InstalledUpdate, ...]


@dataclass(frozen=True, slots=True)
class OperatingSystem:
    """Windows: ``Win32_OperatingSystem``, and registry values that are for display only.

    Attributes:
        version: Three parts, ``10.0.20348``; what judges goes by this.
        ubr: The revision of the build, raised by each monthly update.
    """

    version: str
    caption: str | None
    os_language: int | None
    last_boot_up_time: datetime | None
    install_date: datetime | None
    product_name: str | None
    installation_type: str | None
    release_id: str | None
    display_version: str | None
    current_build: str | None
    ubr: int | None


@dataclass(frozen=True, slots=True)
class TimeZone:
    """The time zone and its rule for daylight saving.

    Attributes:
        standard_start: The bytes of the registry value.
        daylight_start: The bytes of the registry value.
    """

    standard_name: str | None
    key_name: str | None
    dynamic_daylight_time_disabled: int | None
    standard_start: tuple[int, ...]
    daylight_start: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hotfix:
    """One update of Windows."""

    hotfix_id: str
    description: str | None
    installed_on: date | None


@dataclass(frozen=True, slots=True)
class Hotfixes:
    """Updates of Windows: ``Win32_QuickFixEngineering``."""

    items: tuple[Hotfix, ...]


@dataclass(frozen=True, slots=True)
class DotNetLibrary:
    """A library of the .NET Framework."""

    name: str
    file_version: str | None
    last_write_time: datetime | None


@dataclass(frozen=True, slots=True)
class DotNet:
    """The .NET Framework 4 that is installed.

    Attributes:
        release: The number in the registry that stands for a version, such as 528040 for
            4.8.
    """

    release: int | None
    install_path: str | None
    dlls: tuple[DotNetLibrary, ...]


@dataclass(frozen=True, slots=True)
class MemoryModule:
    """One module.

    Attributes:
        capacity: Bytes.
    """

    capacity: int


@dataclass(frozen=True, slots=True)
class Processor:
    """One socket."""

    name: str
    max_clock_mhz: int | None
    current_clock_mhz: int | None
    cores: int | None
    logical_processors: int | None


@dataclass(frozen=True, slots=True)
class Hardware:
    """The machine: model, memory and processors.

    Attributes:
        total_physical_memory: Bytes.
        domain_role: 0 to 5 as in ``Win32_ComputerSystem``; 4 and 5 are domain controllers.
        environment_processor_count: What .NET sees; fewer than there are if a processor
            group is hidden.
    """

    manufacturer: str | None
    model: str | None
    total_physical_memory: int | None
    automatic_managed_pagefile: bool | None
    domain: str | None
    domain_role: int | None
    environment_processor_count: int | None
    memory_modules: tuple[MemoryModule, ...]
    processors: tuple[Processor, ...]


@dataclass(frozen=True, slots=True)
class Counters:
    """Performance counters; null where the counter doesn't exist."""

    processor_time_percent: float | None
    hyperv_maximum_memory_mb: float | None
    vmware_memory_reservation_mb: float | None


@dataclass(frozen=True, slots=True)
class PageFile:
    """One page file."""

    name: str
    initial_size_mb: int
    maximum_size_mb: int


@dataclass(frozen=True, slots=True)
class PageFiles:
    """Page files with a size of their own; none at all means that Windows manages them."""

    items: tuple[PageFile, ...]


@dataclass(frozen=True, slots=True)
class PowerPlan:
    """The active power plan.

    Attributes:
        instance_id: Ends with the plan's GUID in braces.
        name: In the language of Windows.
    """

    instance_id: str | None
    name: str | None
