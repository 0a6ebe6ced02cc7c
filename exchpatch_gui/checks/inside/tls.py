# SPDX-License-Identifier: MIT
"""Which versions of TLS Windows and .NET speak, by what the registry says."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from exchpatch_gui.checks.inside.base import CheckContext, UnreadableError, check
from exchpatch_gui.checks.inside.installed import CU15, WINDOWS_2022, has, windows
from exchpatch_gui.collected.document import section_name
from exchpatch_gui.collected.local_security import DotNetTls, Tls, TlsProtocol
from exchpatch_gui.collected.local_system import OperatingSystem
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_GUIDE = "https://aka.ms/HC-TLSGuide"
_SETTINGS = "https://aka.ms/HC-TLSConfigDocs"
_NEWEST = "1.3"
_OUTDATED = ("1.0", "1.1")
_DOTNET_4 = "v4.0.30319"


class State(StrEnum):
    """What the registry makes of a version; the words of Microsoft's own script."""

    ENABLED = "Enabled"
    DISABLED = "Disabled"
    HALF = "Half Disabled"
    MISCONFIGURED = "Misconfigured"

    @property
    def variant(self) -> str:
        """Its part of a sentence's id."""
        return self.name.lower()


_BROKEN = frozenset({State.HALF, State.MISCONFIGURED})


@check("tls.1_0", needs=(Tls,))
def tls_1_0(context: CheckContext) -> Iterator[Finding]:
    """See whether TLS 1.0 is off.

    Green if it is disabled, yellow if enabled, red if half disabled or different for incoming and
    outgoing connections. It is on for a side unless ``Enabled`` is 0; half disabled is on with
    ``DisabledByDefault`` other than 0, or off with ``DisabledByDefault`` 0, on either side.
    """
    yield _outdated(context, "tls.1_0", "1.0")


@check("tls.1_1", needs=(Tls,))
def tls_1_1(context: CheckContext) -> Iterator[Finding]:
    """See whether TLS 1.1 is off.

    Green if it is disabled, yellow if enabled, red if half disabled or different for incoming and
    outgoing connections (see ``tls.1_0``).
    """
    yield _outdated(context, "tls.1_1", "1.1")


@check("tls.1_2", needs=(Tls,))
def tls_1_2(context: CheckContext) -> Iterator[Finding]:
    """See whether TLS 1.2 is on: nothing works without it any more.

    Green if it is enabled; red if disabled, half disabled or different for incoming and outgoing
    connections (see ``tls.1_0``).
    """
    state = _state(context, "1.2")
    light = TrafficLight.GREEN if state is State.ENABLED else TrafficLight.RED
    yield _of_version("tls.1_2", state, light, _GUIDE)


@check("tls.1_3", needs=(Tls, OperatingSystem))
def tls_1_3(context: CheckContext) -> Iterator[Finding]:
    """See whether TLS 1.3 is on only where Windows and Exchange both know it.

    Red if it is enabled before Windows Server 2022 or 2019 CU15, half disabled or different for
    incoming and outgoing connections (as in ``tls.1_0``, but off where ``Enabled`` is not set);
    green otherwise. Nothing is said where it is disabled before Windows Server 2022.
    """
    state = _state(context, _NEWEST)
    if state is State.DISABLED and windows(context) < WINDOWS_2022:
        return
    if state is State.ENABLED and not _knows_newest(context):
        yield Finding(
            "tls.1_3", TrafficLight.RED, "too_early", value=state.value, links=(_SETTINGS,)
        )
        return
    light = TrafficLight.RED if state in _BROKEN else TrafficLight.GREEN
    yield _of_version("tls.1_3", state, light, _SETTINGS)


@check("tls.1_3_not_disabled", needs=(Tls, OperatingSystem))
def newest_not_off(context: CheckContext) -> Iterator[Finding]:
    """See whether TLS 1.3 is off where Windows or Exchange doesn't know it.

    Red if it is not disabled (see ``tls.1_3``) before Windows Server 2022 or 2019 CU15, green
    otherwise.
    """
    is_on = _state(context, _NEWEST) is not State.DISABLED
    is_early = is_on and not _knows_newest(context)
    yield Finding(
        id="tls.1_3_not_disabled",
        light=TrafficLight.RED if is_early else TrafficLight.GREEN,
        variant="too_early" if is_early else "right",
        value=str(is_on),
        links=(_SETTINGS,),
    )


@check("tls.values_null", needs=(Tls,))
def unset_values(context: CheckContext) -> Iterator[Finding]:
    """Name the values that are not set: each version of Windows makes something else of them.

    Red for each of TLS 1.0, 1.1 and 1.2 where ``Enabled`` or ``DisabledByDefault`` is not set for
    incoming or outgoing connections, green otherwise.
    """
    for row in context.section(Tls).protocols:
        if row.version == _NEWEST:
            continue
        unset = _unset(
            {
                "Server Enabled": row.server_enabled,
                "Server DisabledByDefault": row.server_disabled_by_default,
                "Client Enabled": row.client_enabled,
                "Client DisabledByDefault": row.client_disabled_by_default,
            }
        )
        yield _values_set("tls.values_null", f"TLS {row.version}", unset, _SETTINGS)


@check("tls.net_values_null", needs=(Tls,))
def unset_dotnet_values(context: CheckContext) -> Iterator[Finding]:
    """Name the values of .NET 4 that are not set.

    Red for programs of 64 and of 32 bits each if ``SystemDefaultTlsVersions`` or
    ``SchUseStrongCrypto`` is not, green otherwise.
    """
    for row in _dotnet_4(context):
        yield _values_set("tls.net_values_null", _named(row), _unset(_dotnet_values(row)), _GUIDE)


@check("tls.net_not_strong", needs=(Tls,))
def dotnet_follows(context: CheckContext) -> Iterator[Finding]:
    """See whether .NET 4 follows where the old versions are off, instead of insisting on them.

    Red if TLS 1.0 or 1.1 is disabled and one of the values of ``tls.net_values_null`` is not 1,
    green otherwise.
    """
    off = [one for one in _OUTDATED if _state(context, one) is State.DISABLED]
    weak = [
        f"{_named(row)} {name}"
        for row in _dotnet_4(context)
        for name, value in _dotnet_values(row).items()
        if value != 1
    ]
    lags = bool(off and weak)
    yield Finding(
        id="tls.net_not_strong",
        light=TrafficLight.RED if lags else TrafficLight.GREEN,
        variant="lags" if lags else "follows",
        value=str(lags),
        details={"off": ", ".join(off), "values": ", ".join(weak)},
        links=(_GUIDE,),
    )


@check("tls.mismatch", needs=(Tls,))
def mismatch(context: CheckContext) -> Iterator[Finding]:
    """See whether a version is set differently for incoming and outgoing connections.

    Red if one is on for the ones and off for the others, green otherwise.
    """
    rows = context.section(Tls).protocols
    versions = [one.version for one in rows if state_of(one) is State.MISCONFIGURED]
    yield Finding(
        id="tls.mismatch",
        light=TrafficLight.RED if versions else TrafficLight.GREEN,
        variant="differs" if versions else "same",
        value=str(bool(versions)),
        details={"versions": ", ".join(versions)},
        links=(_GUIDE,),
    )


@check("tls.hardening", needs=(Tls,))
def hardening(context: CheckContext) -> Iterator[Finding]:
    """See whether at least one of the outdated versions is off.

    Yellow if neither TLS 1.0 nor TLS 1.1 is disabled, green otherwise.
    """
    off = [one for one in _OUTDATED if _state(context, one) is State.DISABLED]
    yield Finding(
        id="tls.hardening",
        light=TrafficLight.GREEN if off else TrafficLight.YELLOW,
        variant="begun" if off else "open",
        value=str(bool(off)),
        details={"off": ", ".join(off)},
        links=(_SETTINGS,),
    )


def state_of(row: TlsProtocol) -> State:
    """Judge one version, as incoming and outgoing connections together have it."""
    missing_is_on = row.version != _NEWEST
    sides = (
        (row.server_enabled, row.server_disabled_by_default),
        (row.client_enabled, row.client_disabled_by_default),
    )
    on = [missing_is_on if enabled is None else enabled != 0 for enabled, _ in sides]
    if on[0] != on[1]:
        return State.MISCONFIGURED
    if not on[0]:
        half = any(value == 0 for _, value in sides)
        return State.HALF if half else State.DISABLED
    return State.HALF if any(value for _, value in sides) else State.ENABLED


def _state(context: CheckContext, version: str) -> State:
    for row in context.section(Tls).protocols:
        if row.version == version:
            return state_of(row)
    raise UnreadableError(section_name(Tls), f"protocols {version}")


def _outdated(context: CheckContext, check_id: str, version: str) -> Finding:
    state = _state(context, version)
    light = TrafficLight.RED if state in _BROKEN else TrafficLight.YELLOW
    return _of_version(
        check_id, state, TrafficLight.GREEN if state is State.DISABLED else light, _SETTINGS
    )


def _of_version(check_id: str, state: State, light: TrafficLight, link: str) -> Finding:
    return Finding(check_id, light, state.variant, value=state.value, links=(link,))


def _knows_newest(context: CheckContext) -> bool:
    return windows(context) >= WINDOWS_2022 and has(context, CU15)


def _dotnet_4(context: CheckContext) -> list[DotNetTls]:
    return [row for row in context.section(Tls).dotnet if row.version == _DOTNET_4]


def _dotnet_values(row: DotNetTls) -> dict[str, int | None]:
    return {
        "SystemDefaultTlsVersions": row.system_default_tls_versions,
        "SchUseStrongCrypto": row.sch_use_strong_crypto,
    }


def _named(row: DotNetTls) -> str:
    return f"{row.version} (Wow6432Node)" if row.wow6432 else row.version


def _unset(values: dict[str, int | None]) -> list[str]:
    return [name for name, value in values.items() if value is None]


def _values_set(check_id: str, instance: str, unset: list[str], link: str) -> Finding:
    return Finding(
        id=check_id,
        light=TrafficLight.RED if unset else TrafficLight.GREEN,
        variant="unset" if unset else "set",
        instance=instance,
        value=str(bool(unset)),
        details={"values": ", ".join(unset)},
        links=(link,),
    )
