# SPDX-License-Identifier: MIT
"""What a collected document says of the build, as observations that are weighed with all others."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.collected.document import Collected, section_name
from exchpatch_gui.collected.exchange_server import ExchangeServer
from exchpatch_gui.collected.local_system import ExchangeSetup, OperatingSystem
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import (
    FACTS_ID,
    Confidence,
    Kind,
    Observation,
    ProbeOutcome,
    ProbeStatus,
)
from exchpatch_gui.domain.text import clean

_VALUE_LIMIT = 300
_Seen = tuple[Kind, str, type[object], str]


def observations_of(collected: Collected, source: str) -> ProbeOutcome:
    """Give what identifies the server, dated by the document's own time.

    Args:
        collected: The document.
        source: Where it comes from, such as ``facts file``.
    """
    observations = tuple(
        Observation(
            id=f"{FACTS_ID}-{number}",
            kind=kind,
            value=clean(value, _VALUE_LIMIT),
            source=f"{clean(source, _VALUE_LIMIT)}, {section_name(section)}",
            method=method,
            at=collected.collected_at,
            confidence=Confidence.CERTAIN,
        )
        for number, (kind, value, section, method) in enumerate(_seen(collected), start=1)
    )
    status = ProbeStatus.OK if observations else ProbeStatus.NOT_APPLICABLE
    return ProbeOutcome(FACTS_ID, status, observations)


def _seen(collected: Collected) -> Iterator[_Seen]:
    setup = collected.sections.exchange_setup.data
    server = collected.sections.exchange_server.data
    yield from _builds(setup, server)
    if setup is not None and setup.msi_install_path:
        yield Kind.MARKER, "exchange-setup", ExchangeSetup, "registry value MsiInstallPath"
    if server is not None:
        yield Kind.MARKER, "exchange-server", ExchangeServer, "Get-ExchangeServer"
        if server.fqdn:
            yield Kind.HOST_NAME, server.fqdn, ExchangeServer, "Get-ExchangeServer"
    windows = collected.sections.operating_system.data
    if windows is not None:
        yield Kind.WINDOWS, windows.version, OperatingSystem, "Win32_OperatingSystem"


def _builds(setup: ExchangeSetup | None, server: ExchangeServer | None) -> Iterator[_Seen]:
    """Give the build of ExSetup.exe; without it the cumulative update by other sources.

    Registry and directory stay at the build of the cumulative update, whatever security update
    is installed: of them only the first three parts say anything.
    """
    if setup is not None:
        if (build := _build(setup.exsetup_file_version)) is not None:
            yield Kind.FILE_BUILD, str(build), ExchangeSetup, "file version of ExSetup.exe"
            return
        if (build := _build(_registry_build(setup))) is not None:
            yield _family(build, ExchangeSetup, "registry values MsiProduct and MsiBuild")
            return
    if server is not None and (build := _build(server.admin_display_version)) is not None:
        yield _family(build, ExchangeServer, "AdminDisplayVersion")


def _family(build: BuildNumber, section: type[object], method: str) -> _Seen:
    return Kind.FILE_BUILD, ".".join(map(str, build.family)), section, method


def _registry_build(setup: ExchangeSetup) -> str:
    parts = (
        setup.msi_product_major,
        setup.msi_product_minor,
        setup.msi_build_major,
        setup.msi_build_minor,
    )
    return ".".join(map(str, parts))


def _build(text: str | None) -> BuildNumber | None:
    try:
        return BuildNumber.parse(text or "")
    except ValueError:
        return None
