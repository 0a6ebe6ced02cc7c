# SPDX-License-Identifier: MIT
"""Facts of Windows that change: services, features, runtimes, restarts, logs, disks."""

from __future__ import annotations

from datetime import datetime

from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Service:
    """One service.

    Attributes:
        state: ``Running``, ``Stopped`` …
        start_mode: ``Auto``, ``Manual`` or ``Disabled``.
    """

    name: str
    state: str
    start_mode: str
    delayed_auto_start: bool | None


@dataclass(frozen=True, slots=True)
class Services:
    """Windows services: ``Win32_Service``."""

    items: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class WindowsFeature:
    """One feature."""

    name: str
    installed: bool


@dataclass(frozen=True, slots=True)
class WindowsFeatures:
    """The three Windows features that matter: FS-SMB1, MSMQ, NET-WCF-MSMQ-Activation45."""

    items: tuple[WindowsFeature, ...]


@dataclass(frozen=True, slots=True)
class VcRedistributable:
    """One runtime.

    Attributes:
        version: The version packed into one number: 11.0.61030 is 184610406.
        install_date: ``yyyymmdd`` as a rule.
    """

    display_name: str
    display_version: str | None
    version: int | None
    install_date: str | None


@dataclass(frozen=True, slots=True)
class VcRedistributables:
    """Installed Visual C++ 2012 and 2013 runtimes."""

    items: tuple[VcRedistributable, ...]


@dataclass(frozen=True, slots=True)
class PendingReboot:
    """The five places where Windows notes that it wants to restart.

    Attributes:
        ccm_reboot_pending: Null without Configuration Manager.
    """

    pending_file_rename_operations: bool
    update_exe_volatile_flags: int | None
    component_based_servicing: bool
    auto_update_reboot_required: bool
    ccm_reboot_pending: bool | None


@dataclass(frozen=True, slots=True)
class EventLog:
    """One log.

    Attributes:
        file_size: Bytes.
        maximum_size: Bytes.
    """

    name: str
    file_size: int | None
    maximum_size: int | None
    oldest_record_time: datetime | None


@dataclass(frozen=True, slots=True)
class EventLogs:
    """The logs Application and System."""

    items: tuple[EventLog, ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """One volume.

    Attributes:
        name: Drive letter or mount point.
        capacity: Bytes.
        free_space: Bytes.
    """

    name: str
    label: str | None
    capacity: int
    free_space: int


@dataclass(frozen=True, slots=True)
class Volumes:
    """Fixed disks."""

    items: tuple[Volume, ...]
