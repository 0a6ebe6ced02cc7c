# SPDX-License-Identifier: MIT
"""Judged facts of configuration files; whole files never leave the server."""

from __future__ import annotations

from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class EdgeTransportConfig:
    """EdgeTransport.exe.config.

    Attributes:
        parse_error: Why it isn't well-formed XML.
    """

    path: str
    exists: bool
    parse_error: str | None
    temporary_storage_path: str | None
    queue_database_path: str | None


@dataclass(frozen=True, slots=True)
class NodeRunnerConfig:
    """noderunner.exe.config.

    Attributes:
        parse_error: Why it isn't well-formed XML.
        memory_limit_mb: 0 is no limit.
    """

    path: str
    exists: bool
    parse_error: str | None
    memory_limit_mb: int | None


@dataclass(frozen=True, slots=True)
class AntiMalwareConfig:
    """AntiMalware.xml.

    Attributes:
        parse_error: Why it isn't well-formed XML.
    """

    path: str
    exists: bool
    parse_error: str | None
    cleanup_folder_paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExchangeFiles:
    """Judged facts of three configuration files."""

    edge_transport_config: EdgeTransportConfig
    noderunner_config: NodeRunnerConfig
    antimalware_config: AntiMalwareConfig


@dataclass(frozen=True, slots=True)
class FipFs:
    """The malware scan engine's folders and setting.

    Attributes:
        configuration_no_marker_count: How often ``|NO`` stands in its configuration.
        engine_folders: Null if it could not be asked.
    """

    database_path: str | None
    configuration_readable: bool | None
    configuration_no_marker_count: int | None
    engine_folders: tuple[str, ...] | None
