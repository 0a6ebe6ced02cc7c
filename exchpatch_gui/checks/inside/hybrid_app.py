# SPDX-License-Identifier: MIT
"""Whether a hybrid organisation has its dedicated application in the cloud."""

from __future__ import annotations

from uuid import UUID

from exchpatch_gui.checks.base import CheckContext
from exchpatch_gui.collected.exchange_organization import (
    AuthServer,
    AuthServers,
    DirectoryOverride,
    HybridConfiguration,
    OverridesDirectory,
)

_SWITCH = ("global", "exchangeonpremasthirdpartyappid")
_CLOUD = "azuread"


def hybrid_app_is_set(context: CheckContext) -> bool | None:
    """Tell whether the dedicated application is set up, or there is no hybrid to need it.

    None where the cloud is known as a signer of tokens although there is no hybrid any more:
    whether what the shared application left in the cloud was removed doesn't show here.

    Raises:
        NotCollectedError: The facts for it are missing.
    """
    in_cloud = _in_cloud(context)
    if not context.section(HybridConfiguration).configured:
        return None if in_cloud else True
    return len(switches(context)) == 1 and bool(applications(context))


def switches(context: CheckContext) -> tuple[DirectoryOverride, ...]:
    """Give the overrides of the directory that switch the dedicated application on."""
    return tuple(
        one
        for one in context.section(OverridesDirectory).items
        if (one.component.lower(), one.section.lower()) == _SWITCH
    )


def applications(context: CheckContext) -> tuple[AuthServer, ...]:
    """Give the signers of tokens in the cloud that have an application of their own."""
    return tuple(one for one in _in_cloud(context) if _has_application(one))


def _in_cloud(context: CheckContext) -> list[AuthServer]:
    return [one for one in context.section(AuthServers).items if one.type.lower() == _CLOUD]


def _has_application(server: AuthServer) -> bool:
    try:
        UUID(server.application_identifier or "")
    except ValueError:
        return False
    return True
