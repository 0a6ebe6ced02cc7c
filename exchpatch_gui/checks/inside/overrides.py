# SPDX-License-Identifier: MIT
"""Setting overrides, and the safeguards they or the registry may have switched off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check
from exchpatch_gui.checks.inside.effective_settings import Setting, settings, values
from exchpatch_gui.checks.inside.installed import EXCHANGE_2016, JAN23SU, NOV23SU, has
from exchpatch_gui.collected.local_security import Registry
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_PAGE = "https://aka.ms/HC-SettingOverrides"
_SIGNING_PAGE = "https://aka.ms/HC-SerializedDataSigning"


@check("override.list", needs=())
def listed(context: CheckContext) -> Iterator[Finding]:
    """List what overrides set on this server.

    Information only. What the server says it applies counts; if it says nothing, what the directory
    holds for this server and its build.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    found = settings(context)
    count = len({one.override for one in found})
    yield Finding(
        "override.list",
        TrafficLight.INFO,
        "some" if found else "none",
        value=str(bool(found)),
        details={"count": count},
    )
    by_override: defaultdict[str, list[Setting]] = defaultdict(list)
    for one in found:
        by_override[one.override].append(one)
    for name, own in by_override.items():
        yield Finding(
            "override.list",
            TrafficLight.INFO,
            "one",
            instance=name,
            value=", ".join(f"{one.place}={one.value}" for one in own),
        )


@check("override.duplicate", needs=())
def duplicates(context: CheckContext) -> Iterator[Finding]:
    """See whether two overrides set the same, so that nobody knows which one wins.

    Red for each parameter of a component and section that is set more than once, green if there is
    none.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    by_place: defaultdict[str, list[Setting]] = defaultdict(list)
    for one in settings(context):
        by_place[one.place.lower()].append(one)
    twice = [own for own in by_place.values() if len(own) > 1]
    if not twice:
        yield Finding("override.duplicate", TrafficLight.GREEN, "none", value=str(False))
    for own in twice:
        yield Finding(
            "override.duplicate",
            TrafficLight.RED,
            "twice",
            instance=own[0].place,
            value=str(True),
            details={"overrides": ", ".join(f"{one.override}: {one.value}" for one in own)},
        )


@check("override.strict_mode", needs=())
def strict_mode(context: CheckContext) -> Iterator[Finding]:
    """See whether an override lets Exchange load types that it should refuse.

    Red if ``Data/DeserializationBinderSettings/LearningLocations`` is set to anything, green
    otherwise. Not judged on Exchange 2013.
    """
    if not has(context, EXCHANGE_2016):
        return
    places = values(settings(context), "Data", "DeserializationBinderSettings", "LearningLocations")
    yield Finding(
        id="override.strict_mode",
        light=TrafficLight.RED if places else TrafficLight.GREEN,
        variant="off" if places else "on",
        value=str(bool(places)),
        details={"locations": ", ".join(places)},
        links=(_PAGE,),
    )


@check("override.base_type_check", needs=(Registry,))
def base_type_check(context: CheckContext) -> Iterator[Finding]:
    """See whether the registry switches the check of base types off.

    Red if ``DisableBaseTypeCheckForDeserialization`` is set to anything but 0, green otherwise.
    """
    off = bool(context.section(Registry).disable_base_type_check_for_deserialization)
    yield Finding(
        id="override.base_type_check",
        light=TrafficLight.RED if off else TrafficLight.GREEN,
        variant="off" if off else "on",
        value=str(off),
        links=(_PAGE,),
    )


@check("sds.enabled", needs=(), on_edge=False)
def signing(context: CheckContext) -> Iterator[Finding]:
    """See whether data between the management shell and the server is signed.

    Red before Jan23SU, if ``Data/EnableSerializationDataSigning/Enabled`` is set to anything but
    ``True`` or to two values, and if it is unset before Nov23SU; green otherwise. On Exchange 2013
    the registry's ``EnableSerializationDataSigning`` decides.
    """
    if not has(context, JAN23SU):
        yield Finding(
            "sds.enabled",
            TrafficLight.RED,
            "unsupported",
            value="Unsupported build",
            details={"update": JAN23SU.name},
            links=(_SIGNING_PAGE,),
        )
        return
    wanted = signing_wishes(context)
    is_on = signs(context)
    contradictory = len(wanted) > 1
    variant = "contradictory" if contradictory else "on" if is_on else "off"
    yield Finding(
        "sds.enabled",
        TrafficLight.GREEN if is_on else TrafficLight.RED,
        variant,
        value=str(is_on),
        links=(_SIGNING_PAGE,),
    )


def signs(context: CheckContext) -> bool:
    """Tell whether signing is on: by override or by what the build does unasked.

    On Exchange 2013 a registry value decides.

    Raises:
        NotCollectedError: The facts for it are missing.
        UnreadableError: The build isn't known well enough.
    """
    if not has(context, JAN23SU):
        return False
    wanted = signing_wishes(context)
    if len(wanted) > 1:
        return False
    return wanted == {"true"} if wanted else has(context, NOV23SU)


def signing_wishes(context: CheckContext) -> set[str]:
    """Give what somebody has set for signing; more than one value is a contradiction."""
    if has(context, EXCHANGE_2016):
        return set(values(settings(context), "Data", "EnableSerializationDataSigning", "Enabled"))
    return {str(bool(context.section(Registry).enable_serialization_data_signing)).lower()}
