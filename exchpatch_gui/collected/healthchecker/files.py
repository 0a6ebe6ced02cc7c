# SPDX-License-Identifier: MIT
"""Configuration files of Exchange, and the malware scan engine."""

from __future__ import annotations

from exchpatch_gui.collected.clixml.node import AbsentError, Node
from exchpatch_gui.collected.healthchecker.config_xml import ConfigFile, named, parse
from exchpatch_gui.collected.healthchecker.export import Export
from exchpatch_gui.collected.local_files import (
    AntiMalwareConfig,
    EdgeTransportConfig,
    ExchangeFiles,
    FipFs,
    NodeRunnerConfig,
)

_TRANSPORT, _SEARCH = "edgetransport.exe.config", "noderunner.exe.config"
_MALWARE, _ENGINE = "antimalware.xml", "configuration.xml"
_FOLDERS = "CleanupFolderResponderFolderPaths"
_MARKER = "|NO"


def exchange_files(export: Export) -> ExchangeFiles:
    """Read the judged facts of three files from their texts."""
    programs = export.exchange.filled("ApplicationConfigFileStatus")
    others = export.exchange.filled("FileContentInformation")
    transport, search = _file(programs, _TRANSPORT), _file(programs, _SEARCH)
    malware = _file(others, _MALWARE)
    parsed, settings = _parsed(transport), "appSettings/add[@key='{}']"
    found, memory = _parsed(search), ".//nodeRunnerSettings"
    limit = found.find(memory, "memoryLimitMegabytes")
    return ExchangeFiles(
        edge_transport_config=EdgeTransportConfig(
            path=transport["FilePath"].needed_text(),
            exists=transport["Present"].needed_truth(),
            parse_error=parsed.fault,
            temporary_storage_path=parsed.find(settings.format("TemporaryStoragePath"), "value"),
            queue_database_path=parsed.find(settings.format("QueueDatabasePath"), "value"),
        ),
        noderunner_config=NodeRunnerConfig(
            path=search["FilePath"].needed_text(),
            exists=search["Present"].needed_truth(),
            parse_error=found.fault,
            memory_limit_mb=Node(limit).whole(),
        ),
        antimalware_config=_malware(malware),
    )


def _malware(file: Node) -> AntiMalwareConfig:
    parsed = _parsed(file)
    root = parsed.root
    elements = () if root is None else tuple(root.iter())
    folders = [one.get(_FOLDERS) for one in elements]
    folders += [] if root is None else [one.text for one in named(root, _FOLDERS)]
    return AntiMalwareConfig(
        path=file["FilePath"].needed_text(),
        exists=file["Present"].needed_truth(),
        parse_error=parsed.fault,
        cleanup_folder_paths=tuple(folder.strip() for folder in folders if folder),
    )


def fip_fs(export: Export) -> FipFs:
    """Read setting and engine; of the engine's folders HealthChecker keeps the highest number."""
    if export.is_edge:
        raise AbsentError("FIPFSUpdateIssue")
    configuration = _find(export.exchange.filled("FileContentInformation"), _ENGINE)
    text = configuration.get("Content").text()
    found = export.exchange["FIPFSUpdateIssue"]
    highest = found.get("HighestVersionNumberDetected").whole()
    if highest is None:
        # So it is spelled in the script.
        highest = found.get("HighesVersionNumberDetected").whole()
    return FipFs(
        database_path=export.exchange.filled("RegistryValues")["FipFsDatabasePath"].text(),
        configuration_readable=text is not None,
        configuration_no_marker_count=None if text is None else text.count(_MARKER),
        engine_folders=None if highest is None else (str(highest),),
    )


def _file(files: Node, name: str) -> Node:
    found = _find(files, name)
    if not found:
        raise AbsentError(f"{files.path}.{name}")
    return found


def _find(files: Node, name: str) -> Node:
    """Give a file by its name; the keys are whole paths."""
    for path, file in files.pairs():
        if path.lower().rpartition("\\")[2] == name:
            return file
    return Node(None)


def _parsed(file: Node) -> ConfigFile:
    text = file["Content"].text()
    return ConfigFile(None) if text is None else parse(text)
