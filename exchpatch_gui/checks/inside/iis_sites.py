# SPDX-License-Identifier: MIT
"""The web sites of Exchange: running, bound to the right ports and certificates."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check
from exchpatch_gui.checks.inside.certificate_use import by_thumbprint, has_expired, normal
from exchpatch_gui.collected.certificates import CertificateFacts
from exchpatch_gui.collected.local_iis import (
    IisAppHost,
    IisAppPools,
    IisBinding,
    IisConfigFiles,
    IisLocation,
    IisSite,
    IisSites,
)
from exchpatch_gui.collected.local_security import Certificates
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

FRONT_END, BACK_END = "Default Web Site", "Exchange Back End"
_OURS = frozenset({FRONT_END.lower(), BACK_END.lower()})
_STARTED = "started"
_BACK_END_BINDING = "*:444:"
_OWN_STORE = "my"
_SHELL = f"{FRONT_END}/PowerShell"


@check("iis.site_state", needs=(IisSites,), on_edge=False)
def site_state(context: CheckContext) -> Iterator[Finding]:
    """See whether the two web sites of Exchange run; others only get a mention.

    Red if ``Default Web Site`` or ``Exchange Back End`` is not started, information if another site
    is not; green for each that is.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    for site in context.section(IisSites).items:
        runs = site.state.lower() == _STARTED
        is_ours = site.name.lower() in _OURS
        if runs:
            variant, light = "started", TrafficLight.GREEN
        elif is_ours:
            variant, light = "stopped", TrafficLight.RED
        else:
            variant, light = "other_stopped", TrafficLight.INFO
        yield Finding("iis.site_state", light, variant, instance=site.name, value=site.state)


@check("iis.apppool_state", needs=(IisAppPools,), on_edge=False)
def pool_state(context: CheckContext) -> Iterator[Finding]:
    """See whether the application pools of Exchange run.

    Red for each that is not started, green if all are.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    pools = context.section(IisAppPools).items
    stopped = [one for one in pools if one.state.lower() != _STARTED]
    for pool in stopped:
        yield Finding(
            "iis.apppool_state", TrafficLight.RED, "stopped", instance=pool.name, value=pool.state
        )
    if pools and not stopped:
        yield Finding(
            "iis.apppool_state",
            TrafficLight.GREEN,
            "started",
            value="Started",
            details={"count": len(pools)},
        )


@check("iis.binding_cert", needs=(IisSites, Certificates), on_edge=False)
def bound_certificates(context: CheckContext) -> Iterator[Finding]:
    """See whether every encrypted binding has a certificate that is there and valid.

    Red if one has none, or one that is not in the server's store or has expired; green otherwise.
    One from another store than ``My`` that is not found is information.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    certificates = by_thumbprint(context)
    for site in context.section(IisSites).items:
        for binding in site.bindings:
            if binding.protocol.lower() == "https":
                facts = certificates.get(normal(binding.certificate_hash or ""))
                yield _bound(context, site, binding, facts)


@check("iis.be_binding", needs=(IisSites,), on_edge=False)
def back_end_binding(context: CheckContext) -> Iterator[Finding]:
    """See whether the back end listens where the front end looks for it.

    Red if no https binding of ``Exchange Back End`` is ``*:444:``, green otherwise.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    for site in context.section(IisSites).items:
        if site.name.lower() != BACK_END.lower():
            continue
        bound = [one.binding_information for one in site.bindings if one.protocol == "https"]
        is_right = _BACK_END_BINDING in bound
        yield Finding(
            id="iis.be_binding",
            light=TrafficLight.GREEN if is_right else TrafficLight.RED,
            variant="right" if is_right else "wrong",
            value=", ".join(bound),
        )


@check("iis.hsts_backend", needs=(IisSites,), on_edge=False)
def back_end_hsts(context: CheckContext) -> Iterator[Finding]:
    """See whether somebody has turned HSTS on for the back end, which breaks it.

    Red if ``Exchange Back End`` has it in its settings, or a ``Strict-Transport-Security`` header
    in its file; green otherwise.
    """
    files = context.optional(IisConfigFiles)
    with_header = {
        one.path.lower()
        for one in (files.items if files is not None else ())
        if one.strict_transport_security is not None
    }
    for site in context.section(IisSites).items:
        if site.name.lower() != BACK_END.lower():
            continue
        by_header = (site.config_path or "").lower() in with_header
        is_on = by_header or (site.hsts is not None and site.hsts.enabled)
        yield Finding(
            id="iis.hsts_backend",
            light=TrafficLight.RED if is_on else TrafficLight.GREEN,
            variant="on" if is_on else "off",
            value=str(is_on),
            links=("https://aka.ms/HC-HSTS",),
        )
    if files is None:
        context.section(IisConfigFiles)


@check("iis.powershell_ssl", needs=(IisAppHost,), on_edge=False)
def shell_ssl(context: CheckContext) -> Iterator[Finding]:
    """See whether the management shell is bound to encryption, which it can't use here.

    Red if ``Default Web Site/PowerShell`` demands ``Ssl``, by itself or as its site does; green
    otherwise.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    locations = {one.path.lower(): one for one in context.section(IisAppHost).locations}
    shell = locations.get(_SHELL.lower())
    if shell is None:
        return
    flags = ssl_flags(shell, locations)
    required = "ssl" in flags
    yield Finding(
        id="iis.powershell_ssl",
        light=TrafficLight.RED if required else TrafficLight.GREEN,
        variant="required" if required else "free",
        value=str(required),
    )


@check("iis.powershell_auth", needs=(IisAppHost,), on_edge=False)
def shell_sign_in(context: CheckContext) -> Iterator[Finding]:
    """See whether the web server asks for a sign-in where Exchange asks itself.

    Red if any authentication is on for ``Default Web Site/PowerShell``, green otherwise.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    for location in context.section(IisAppHost).locations:
        if location.path.lower() != _SHELL.lower():
            continue
        methods = location.enabled_authentication
        yield Finding(
            id="iis.powershell_auth",
            light=TrafficLight.RED if methods else TrafficLight.GREEN,
            variant="asks" if methods else "free",
            value=", ".join(methods) or "None",
        )


def ssl_flags(location: IisLocation, locations: dict[str, IisLocation]) -> frozenset[str]:
    """Give what a location demands of encryption; without a word of its own, what its site does."""
    own = location.ssl_flags
    if own is None:
        site = locations.get(location.path.partition("/")[0].lower())
        own = site.ssl_flags if site is not None else None
    return frozenset(flag.strip().lower() for flag in (own or "").split(",") if flag.strip())


def _bound(
    context: CheckContext, site: IisSite, binding: IisBinding, facts: CertificateFacts | None
) -> Finding:
    thumbprint = normal(binding.certificate_hash or "")
    store = binding.certificate_store or _OWN_STORE
    light = TrafficLight.RED
    if not thumbprint:
        variant = "none"
    elif facts is not None:
        is_over = has_expired(facts, context)
        variant = "expired" if is_over else "valid"
        light = TrafficLight.RED if is_over else TrafficLight.GREEN
    elif store.lower() != _OWN_STORE:
        variant, light = "elsewhere", TrafficLight.INFO
    else:
        variant = "missing"
    return Finding(
        id="iis.binding_cert",
        light=light,
        variant=variant,
        instance=f"{site.name} {binding.binding_information}",
        value=thumbprint,
        details={
            "subject": facts.subject if facts else "",
            "ends": facts.ends if facts else None,
            "store": store,
        },
    )
