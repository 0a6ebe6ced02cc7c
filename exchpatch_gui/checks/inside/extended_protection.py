# SPDX-License-Identifier: MIT
"""Whether stolen sign-ins can be passed on to this server: Extended Protection."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check
from exchpatch_gui.checks.inside.installed import EXTENDED_PROTECTION
from exchpatch_gui.checks.inside.protection import Protection, protection
from exchpatch_gui.collected.local_iis import IisAppHost
from exchpatch_gui.collected.local_security import Registry
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_PAGE = "https://aka.ms/HC-ExchangeEPDoc"
CLOSES = (
    "CVE-2022-21979",
    "CVE-2022-21980",
    "CVE-2022-24477",
    "CVE-2022-24516",
    "CVE-2022-30134",
    "CVE-2024-21410",
)
"""What is only closed by it."""


@check("cve.extended_protection", needs=(IisAppHost,), on_edge=False)
def vulnerable(context: CheckContext) -> Iterator[Finding]:
    """See whether Extended Protection is on wherever it should be, on a build that supports it.

    Red before Aug22SU; if a virtual directory has another value than Microsoft's script sets,
    except a stricter one in place of ``Allow``, and ``Exchange Back End/EWS`` while it is open to
    listed addresses only; and if ``SuppressExtendedProtection`` is not 0. Green otherwise.
    """
    seen = protection(context)
    if seen.protects is None:
        context.section(Registry)
    reason = _reason(seen)
    yield Finding(
        id="cve.extended_protection",
        light=TrafficLight.RED if reason else TrafficLight.GREEN,
        variant=reason or "secured",
        value="Vulnerable" if reason else "Secured",
        details={
            "reason": reason,
            "directories": ", ".join(one.path for one in seen.unsecured),
            "count": len(seen.unsecured),
            "cves": ", ".join(CLOSES),
            "update": EXTENDED_PROTECTION.name,
        },
        links=(_PAGE,) if reason else (),
    )


@check("ep.enabled_any", needs=(IisAppHost,), on_edge=False)
def enabled(context: CheckContext) -> Iterator[Finding]:
    """Tell whether Extended Protection is on for any virtual directory.

    Information only.

    Source: https://aka.ms/HC-ExchangeEPDoc
    """
    seen = protection(context)
    on = [one for one in seen.directories if one.level]
    yield Finding(
        id="ep.enabled_any",
        light=TrafficLight.INFO,
        variant="some" if on else "none",
        value=str(bool(on)),
        details={"count": len(on), "all": len(seen.directories)},
    )


@check("ep.too_strict", needs=(IisAppHost,), on_edge=False)
def too_strict(context: CheckContext) -> Iterator[Finding]:
    """Name the directories that are set more strictly than clients can take.

    Yellow for each with a stricter value than Microsoft's script sets, green if there is none.
    ``Default Web Site/PowerShell`` counts only where it demands encryption, and no directory does
    before Aug22SU.
    """
    seen = protection(context)
    strict = [one for one in seen.directories if one.too_strict] if seen.supported else []
    for one in strict:
        yield Finding(
            id="ep.too_strict",
            light=TrafficLight.YELLOW,
            variant="strict",
            instance=one.path,
            value=one.level.word,
            details={"expected": one.expected.word},
            links=("https://aka.ms/ExchangeEPDoc",),
        )
    if not strict:
        yield Finding("ep.too_strict", TrafficLight.GREEN, "right", value="None")


def _reason(seen: Protection) -> str:
    if not seen.supported:
        return "configured_but_unsupported_build" if seen.configured else "update_and_enable"
    if seen.unsecured:
        return "not_as_expected" if seen.configured else "not_configured"
    return "suppressed" if seen.suppressed else ""
