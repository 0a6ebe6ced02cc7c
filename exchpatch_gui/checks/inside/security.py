# SPDX-License-Identifier: MIT
"""Security settings of Windows and of rights management that Exchange depends on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, UnreadableError, check, readable
from exchpatch_gui.checks.inside.installed import AUG23SU, has
from exchpatch_gui.collected.document import section_name
from exchpatch_gui.collected.exchange_organization import IrmConfiguration
from exchpatch_gui.collected.local_network import Smb
from exchpatch_gui.collected.local_security import Registry
from exchpatch_gui.collected.local_windows import WindowsFeatures
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_DEFAULT_LEVEL = 3
_LEVELS = range(6)
_SMB1 = "FS-SMB1"
_SMB_PAGE = "https://aka.ms/HC-SMB1"
_ALLOWED = re.compile(r"\(A;[^;)]*;([^;)]*);[^;)]*;[^;)]*;(?:NS|S-1-5-20)\)", re.ASCII)
_FULL_CONTROL = 0xF003F


@check("sec.lm_compat", needs=(Registry,))
def lm_level(context: CheckContext) -> Iterator[Finding]:
    """Name the level of LAN Manager authentication.

    Information only; where ``LmCompatibilityLevel`` is not set it is 3.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    set_to = context.section(Registry).lm_compatibility_level
    level = _DEFAULT_LEVEL if set_to is None else set_to
    variant = f"level_{level}" if level in _LEVELS else "odd"
    yield Finding("sec.lm_compat", TrafficLight.INFO, variant, value=str(level))


@check("sec.smb1_installed", needs=(WindowsFeatures,))
def smb1_installed(context: CheckContext) -> Iterator[Finding]:
    """See whether the outdated version 1 of file sharing is installed.

    Red if the feature ``FS-SMB1`` is, green otherwise.
    """
    features = context.section(WindowsFeatures).items
    found = next((one.installed for one in features if one.name.upper() == _SMB1), None)
    installed = readable(found, WindowsFeatures, _SMB1)
    yield Finding(
        id="sec.smb1_installed",
        light=TrafficLight.RED if installed else TrafficLight.GREEN,
        variant="installed" if installed else "absent",
        value=str(installed),
        links=(_SMB_PAGE,),
    )


@check("sec.smb1_blocked", needs=())
def smb1_blocked(context: CheckContext) -> Iterator[Finding]:
    """See whether version 1 of file sharing is refused, by its service or else by the registry.

    Red if ``EnableSMB1Protocol`` is on or, where that is not known, ``SMB1`` in the registry is not
    0; green otherwise.
    """
    smb, registry = context.optional(Smb), context.optional(Registry)
    enabled = smb.enable_smb1_protocol if smb is not None else None
    if enabled is None and registry is not None and registry.lanman_smb1 is not None:
        enabled = registry.lanman_smb1 != 0
    if enabled is None:
        enabled = readable(context.section(Smb).enable_smb1_protocol, Smb, "enable_smb1_protocol")
    yield Finding(
        id="sec.smb1_blocked",
        light=TrafficLight.RED if enabled else TrafficLight.GREEN,
        variant="open" if enabled else "blocked",
        value=str(not enabled),
        links=(_SMB_PAGE,),
    )


@check("sec.aes256cbc", needs=(), on_edge=False)
def protected_content(context: CheckContext) -> Iterator[Finding]:
    """See whether content that Microsoft 365 protects with AES256-CBC can be opened.

    Red before Aug23SU. From then on green, unless rights management licenses and the network
    service lacks full control of its key in the registry: then red if it licenses internally, else
    yellow.
    """
    links = ("https://aka.ms/ExchangeCBCKB", "https://aka.ms/Purview/CBCDetails")
    if not has(context, AUG23SU):
        yield Finding(
            "sec.aes256cbc",
            TrafficLight.RED,
            "unsupported",
            value="Unsupported build",
            details={"update": AUG23SU.name},
            links=links,
        )
        return
    irm = context.section(IrmConfiguration)
    licenses = bool(irm.internal_licensing_enabled or irm.external_licensing_enabled)
    if not licenses or _service_has_full_control(context):
        variant, light = "right", TrafficLight.GREEN
    else:
        variant = "no_access"
        internal = irm.internal_licensing_enabled
        light = TrafficLight.RED if internal else TrafficLight.YELLOW
    yield Finding(
        "sec.aes256cbc",
        light,
        variant,
        value=str(variant == "right"),
        links=links if variant != "right" else (),
    )


def _service_has_full_control(context: CheckContext) -> bool:
    sddl = context.section(Registry).msipc_server_sddl
    if sddl is None:
        raise UnreadableError(section_name(Registry), "msipc_server_sddl")
    return any(_is_full(match[1]) for match in _ALLOWED.finditer(sddl))


def _is_full(rights: str) -> bool:
    """Tell whether rights of an access entry are full control: KA, GA or the bits."""
    if re.fullmatch(r"0x[0-9a-fA-F]{1,8}", rights):
        return int(rights, 16) & _FULL_CONTROL == _FULL_CONTROL
    words = {rights[place : place + 2] for place in range(0, len(rights), 2)}
    return not words.isdisjoint({"KA", "GA"})
