# SPDX-License-Identifier: MIT
"""Vulnerabilities that files of Windows decide: modules of the web server, .NET."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from exchpatch_gui.checks.inside.base import CheckContext, check, readable
from exchpatch_gui.checks.inside.installed import WINDOWS_2025, version_of, windows
from exchpatch_gui.collected.local_iis import IisModule, IisModules
from exchpatch_gui.collected.local_system import DotNet
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

DOTNET_CVE, TOKEN_CACHE_CVE = "CVE-2020-1147", "CVE-2023-36434"
_ADVISORY = "https://portal.msrc.microsoft.com/security-guidance/advisory/"
_CACHE_MODULE = "tokencachemodule"
_FIRST_GOOD: dict[tuple[int, ...], int] = {
    (8, 0, 9200): 24514,
    (8, 5, 9600): 21613,
    (10, 0, 14393): 6343,
    (10, 0, 17763): 4968,
    (10, 0, 20348): 2029,
}
"""File versions of the token cache: the first good revision on each version of Windows."""

_DOTNET_4_8 = 528040
_GOOD_BUILD, _GOOD_BUILD_4_8 = 3630, 4190
_GOOD_DAY = datetime(2020, 6, 5, tzinfo=UTC)
_SIGNED, _UNSIGNED = "valid", "notsigned"
_MICROSOFT = re.compile(r"(?:^|,\s*)O=\"?Microsoft Corporation\"?\s*(?:,|$)")
_WINDOWS_10 = (10, 0)
_OWN_FOLDER = "\\system32\\inetsrv\\"
# Before Windows Server 2016 these are signed by a catalogue, which the collector can't see.
_OWN_MODULES = frozenset(
    {
        "anonymousauthenticationmodule",
        "basicauthenticationmodule",
        "certificatemappingauthenticationmodule",
        "configurationvalidationmodule",
        "customerrormodule",
        "customloggingmodule",
        "defaultdocumentmodule",
        "digestauthenticationmodule",
        "directorylistingmodule",
        "dynamiccompressionmodule",
        "failedrequeststracingmodule",
        "filecachemodule",
        "httpcachemodule",
        "httploggingmodule",
        "httpredirectionmodule",
        "iiscertificatemappingauthenticationmodule",
        "iprestrictionmodule",
        "isapifiltermodule",
        "isapimodule",
        "managedengine64",
        "managedenginev4.0_64bit",
        "protocolsupportmodule",
        "requestfilteringmodule",
        "requestmonitormodule",
        "serversideincludemodule",
        "staticcompressionmodule",
        "staticfilemodule",
        "tokencachemodule",
        "tracingmodule",
        "uricachemodule",
        "urlauthorizationmodule",
        "windowsauthenticationmodule",
    }
)


@check("cve.iis_modules", needs=(IisModules,), on_edge=False)
def strange_modules(context: CheckContext) -> Iterator[Finding]:
    """See whether everything in the web server is Microsoft's: attackers like to live there.

    Red for a module without a signature, yellow for one whose signature is not valid or not by
    Microsoft Corporation, information if there is none such. Before Windows Server 2016 the web
    server's own modules are left out: a catalogue signs them, which can't be seen.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    modules = context.section(IisModules).items
    is_old = any(not _is_clean(one) for one in modules) and windows(context) < _WINDOWS_10
    strange = [
        one for one in modules if not _is_clean(one) and not (is_old and _is_windows_own(one))
    ]
    for one in strange:
        unsigned = one.signature_status.lower() == _UNSIGNED
        valid = one.signature_status.lower() == _SIGNED
        yield Finding(
            id="cve.iis_modules",
            light=TrafficLight.RED if unsigned else TrafficLight.YELLOW,
            variant="unsigned" if unsigned else "foreign" if valid else "doubtful",
            instance=one.name,
            value=one.signature_status,
            details={"image": one.image, "signer": one.signer_subject},
        )
    if not strange:
        yield Finding(
            "cve.iis_modules",
            TrafficLight.INFO,
            "clean",
            value=str(False),
            details={"count": len(modules)},
        )


@check("cve.2023-36434", needs=(IisModules,), on_edge=False)
def token_cache(context: CheckContext) -> Iterator[Finding]:
    """See whether the web server's token cache is mended (CVE-2023-36434).

    Red if ``TokenCacheModule`` is loaded and cachtokn.dll is below 8.0.9200.24514, 8.5.9600.21613,
    10.0.14393.6343, 10.0.17763.4968 or 10.0.20348.2029, as the version of Windows goes; green
    otherwise, and from Windows Server 2025 on.
    """
    safe = token_cache_is_safe(context)
    version = context.section(IisModules).token_cache_dll_version
    yield Finding(
        id="cve.2023-36434",
        light=TrafficLight.GREEN if safe else TrafficLight.RED,
        variant="closed" if safe else "open",
        instance=TOKEN_CACHE_CVE,
        value="Not vulnerable" if safe else TOKEN_CACHE_CVE,
        details={"version": version},
        links=() if safe else (_ADVISORY + TOKEN_CACHE_CVE,),
    )


@check("cve.2020-1147", needs=(DotNet,))
def dotnet_files(context: CheckContext) -> Iterator[Finding]:
    """See whether two files of .NET are of June 2020 or later (CVE-2020-1147).

    Red if the third part of the version of System.Data.dll or System.Configuration.dll is below
    3630 (4190 from .NET 4.8 on), or if it was written before 5 June 2020; green otherwise.
    """
    dotnet = context.section(DotNet)
    is_4_8 = readable(dotnet.release, DotNet, "release") >= _DOTNET_4_8
    good = _GOOD_BUILD_4_8 if is_4_8 else _GOOD_BUILD
    old = []
    for dll in dotnet.dlls:
        version = readable(version_of(dll.file_version), DotNet, f"dlls {dll.name}")
        written = readable(dll.last_write_time, DotNet, f"dlls {dll.name}")
        if len(version) <= _BUILD_PART or version[_BUILD_PART] < good or written < _GOOD_DAY:
            old.append(f"{dll.name} {dll.file_version}")
    yield Finding(
        id="cve.2020-1147",
        light=TrafficLight.RED if old else TrafficLight.GREEN,
        variant="open" if old else "closed",
        instance=DOTNET_CVE,
        value=DOTNET_CVE if old else "Not vulnerable",
        details={"files": ", ".join(old)},
        links=(_ADVISORY + DOTNET_CVE,) if old else (),
    )


def token_cache_is_safe(context: CheckContext) -> bool:
    """Tell whether the token cache is mended, absent or of a Windows that never had the fault.

    Raises:
        NotCollectedError: The facts for it are missing.
        UnreadableError: Its version isn't known.
    """
    modules = context.section(IisModules)
    if not any(one.name.lower() == _CACHE_MODULE for one in modules.items):
        return True
    if windows(context) >= WINDOWS_2025:
        return True
    text = modules.token_cache_dll_version
    version = readable(version_of(text), IisModules, "token_cache_dll_version")
    first_good = _FIRST_GOOD.get(version[:3])
    return first_good is None or version[3:] >= (first_good,)


_BUILD_PART = 2


def _is_clean(module: IisModule) -> bool:
    is_signed = module.signature_status.lower() == _SIGNED
    return is_signed and _MICROSOFT.search(module.signer_subject or "") is not None


def _is_windows_own(module: IisModule) -> bool:
    image = (module.image or "").lower()
    return module.name.lower() in _OWN_MODULES and _OWN_FOLDER in image
