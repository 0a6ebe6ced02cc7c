# SPDX-License-Identifier: MIT
"""Vulnerabilities that a setting closes or opens again, whatever the build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from exchpatch_gui.checks.inside.base import CheckContext, UnreadableError, check, readable
from exchpatch_gui.checks.inside.effective_settings import settings, values
from exchpatch_gui.checks.inside.installed import CU18_CU7, MAR24SU, NOV23SU, has
from exchpatch_gui.checks.inside.overrides import signs
from exchpatch_gui.collected.document import section_name
from exchpatch_gui.collected.exchange_organization import (
    OrganizationConfig,
    OwaVirtualDirectories,
    OwaVirtualDirectory,
)
from exchpatch_gui.collected.local_files import FipFs
from exchpatch_gui.collected.local_system import ExchangeSetup
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import CveReason, CveState, Finding

_ADVISORY = "https://portal.msrc.microsoft.com/security-guidance/advisory/"
_SAFE = "Not vulnerable"
DOWNLOAD_CVE, SCANNER_CVE = "CVE-2021-1730", "ADV24199947"
SIGNING_CVES = ("CVE-2023-36035", "CVE-2023-36039", "CVE-2023-36050", "CVE-2023-36439")
_FRONT_END = "(default web site)"

Switch = tuple[str, str, str]
"""Component, section and parameter of a setting that undoes a fix where it is false."""

SWITCHES: dict[str, tuple[Switch, ...]] = {
    "CVE-2024-49040": (("Transport", "NonCompliantSenderSettings", "AddP2FromRegexMatchHeader"),),
    "CVE-2025-25005": (("OAuth", "AppIdBasedAudienceValidation", "Enabled"),),
    "CVE-2025-25006": (("Transport", "NonCompliantSenderSettings", "BlockNullBytesInFromHeader"),),
    "CVE-2025-25007": (
        ("Transport", "NonCompliantSenderSettings", "BlockCharactersAfterUnquotedSemicolon"),
    ),
    "CVE-2025-33051": (("Cafe", "RemoveBackendCookieFromAutoDiscoverV2Response", "Enabled"),),
    "CVE-2025-53782": (("Global", "CatTokenAuthorizationCheck", "Enabled"),),
    "CVE-2025-59248": (
        ("Transport", "NonCompliantSenderSettings", "BlockEmailWithMultipleP2FromHeaders"),
        ("Transport", "ParseGroupEmailAddressesInPartnerUtils", "Enabled"),
        ("ContentConversion", "InboundMimeHeaderParserCheckGroupAddresses", "Enabled"),
    ),
}


def _undone(
    cve_id: str, context: CheckContext, *, switches: tuple[Switch, ...]
) -> Iterator[Finding]:
    """See whether a fix is in and no override undoes it.

    Red if the build lacks the fix, or if an override sets one of the switches to ``False``; green
    otherwise. Nothing is said where Microsoft did not say whether the product has the fault.
    """
    result = next((one for one in context.cves if one.id == cve_id), None)
    if result is None or result.state is CveState.UNKNOWN:
        return
    if result.state is CveState.POSSIBLE:
        raise UnreadableError(section_name(ExchangeSetup), "exsetup_file_version")
    off: list[str] = []
    variant = "update"
    if result.state is not CveState.OPEN or result.reason is CveReason.ACTION:
        off = switched_off(context, switches)
        variant = "override" if off else "closed"
    is_open = variant != "closed"
    yield Finding(
        id=f"cve.override.{cve_id}",
        light=TrafficLight.RED if is_open else TrafficLight.GREEN,
        variant=variant,
        instance=cve_id,
        value=cve_id if is_open else _SAFE,
        details={
            "settings": ", ".join(off),
            "fixed_in": str(result.fixed_in) if result.fixed_in else None,
        },
        links=(_ADVISORY + cve_id,) if is_open else (),
    )


for _cve_id, _switches in SWITCHES.items():
    check(f"cve.override.{_cve_id}", needs=())(partial(_undone, _cve_id, switches=_switches))


@check("cve.serialized_signing", needs=(), on_edge=False)
def signing(context: CheckContext) -> Iterator[Finding]:
    """See whether forged data of the management shell is refused.

    Red for each of CVE-2023-36035, CVE-2023-36039, CVE-2023-36050 and CVE-2023-36439 before
    Nov23SU, or while such data is not signed (see ``sds.enabled``); green otherwise.
    """
    variant = "update"
    if has(context, NOV23SU):
        variant = "closed" if signs(context) else "off"
    is_open = variant != "closed"
    for cve_id in SIGNING_CVES:
        yield Finding(
            id="cve.serialized_signing",
            light=TrafficLight.RED if is_open else TrafficLight.GREEN,
            variant=variant,
            instance=cve_id,
            value=cve_id if is_open else _SAFE,
            details={"update": NOV23SU.name},
            links=("https://aka.ms/HC-SerializedDataSigning",) if is_open else (),
        )


@check("cve.2021-1730", needs=(OrganizationConfig, OwaVirtualDirectories), on_edge=False)
def download_domains(context: CheckContext) -> Iterator[Finding]:
    """See whether Outlook on the web gives attachments from a name of their own (CVE-2021-1730).

    Red unless ``EnableDownloadDomains`` is on and both download host names of the directory ``owa
    (Default Web Site)`` are set and differ from the hosts of its pages; green then. Not judged
    before 2016 CU18 and 2019 CU7.
    """
    if not has(context, CU18_CU7):
        return
    is_on = _download_domains_on(context)
    hosts = {kind: _judged_host(context, kind) for kind in ("external", "internal")}
    is_right = is_on and set(hosts.values()) == {_RIGHT}
    yield Finding(
        id="cve.2021-1730",
        light=TrafficLight.GREEN if is_right else TrafficLight.RED,
        variant="closed" if is_right else "hosts" if is_on else "off",
        instance=DOWNLOAD_CVE,
        value=_SAFE if is_right else DOWNLOAD_CVE,
        details={
            "download_domains_enabled": str(is_on),
            "external_download_host_name": hosts["external"],
            "internal_download_host_name": hosts["internal"],
        },
        links=() if is_right else ("https://aka.ms/HC-DownloadDomains",),
    )


@check("cve.ADV24199947", needs=(), on_edge=False)
def scanner(context: CheckContext) -> Iterator[Finding]:
    """See whether an outdated library that reads attachments was turned off, and not on again.

    Red before Mar24SU, or if the configuration of the filter for malware has a ``|NO``, which turns
    the library on again; green otherwise.
    """
    variant = "update"
    if has(context, MAR24SU):
        variant = "closed" if outside_in_is_off(context) else "override"
    is_open = variant != "closed"
    yield Finding(
        id="cve.ADV24199947",
        light=TrafficLight.RED if is_open else TrafficLight.GREEN,
        variant=variant,
        instance=SCANNER_CVE,
        value=SCANNER_CVE if is_open else _SAFE,
        details={"update": MAR24SU.name},
        links=(_ADVISORY + SCANNER_CVE,) if is_open else (),
    )


def switched_off(context: CheckContext, switches: Iterable[Switch]) -> list[str]:
    """Name those of some settings that an override sets to false.

    Raises:
        NotCollectedError: Overrides aren't known.
    """
    found = settings(context)
    return ["/".join(one) for one in switches if "false" in values(found, *one)]


def download_domains_are_set(context: CheckContext) -> bool:
    """Tell whether attachments come from a name of their own, inside and outside.

    Raises:
        NotCollectedError: The facts for it are missing.
        UnreadableError: A value of them is.
    """
    hosts = (_judged_host(context, kind) for kind in ("external", "internal"))
    return _download_domains_on(context) and all(host == _RIGHT for host in hosts)


def outside_in_is_off(context: CheckContext) -> bool:
    """Tell whether nobody has turned the outdated library on again.

    Raises:
        NotCollectedError: The facts for it are missing.
        UnreadableError: The file could not be read.
    """
    marks = context.section(FipFs).configuration_no_marker_count
    return readable(marks, FipFs, "configuration_no_marker_count") == 0


_RIGHT = "Set correctly"


def _download_domains_on(context: CheckContext) -> bool:
    return readable(
        context.section(OrganizationConfig).enable_download_domains,
        OrganizationConfig,
        "enable_download_domains",
    )


def _judged_host(context: CheckContext, kind: str) -> str:
    """Judge a download host: it has to be set, and to differ from the names of the pages."""
    directory = _front_end(context)
    host = (
        directory.external_download_host_name
        if kind == "external"
        else directory.internal_download_host_name
    )
    pages = {_host(directory.internal_url), _host(directory.external_url)} - {""}
    if not host or not host.strip():
        return "Not configured"
    return "Same as OWA" if host.strip().lower() in pages else _RIGHT


def _front_end(context: CheckContext) -> OwaVirtualDirectory:
    found = context.section(OwaVirtualDirectories).items
    own = (one for one in found if _FRONT_END in one.name.lower())
    return readable(next(own, None), OwaVirtualDirectories, "owa (Default Web Site)")


def _host(url: str | None) -> str:
    return (url or "").partition("://")[2].partition("/")[0].partition(":")[0].lower()
