# SPDX-License-Identifier: MIT
"""Whether a server, or a part of it, is out of service for maintenance."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check, readable
from exchpatch_gui.checks.inside.roles import is_edge
from exchpatch_gui.collected.exchange_server import ComponentState, ComponentStates, MailboxServer
from exchpatch_gui.collected.local_network import Cluster, ClusterNode
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

# They belong to Exchange Online and are inactive on every server of one's own.
_NOT_HERE = frozenset({"forwardsyncdaemon", "provisioningrps"})
_ACTIVE, _UP, _BLOCKED = "active", "up", "blocked"
_STATE = "state:"
_LINK = "https://aka.ms/HC-ServerComponentState"


@check("maint.ok", needs=(ComponentStates,))
def whole(context: CheckContext) -> Iterator[Finding]:
    """Say in one line whether anything of this server is out of service.

    Red if a component is not active, databases may not become active here, or the server's own
    cluster node is not up (see ``maint.component``, ``maint.db_copy``, ``maint.cluster_node``);
    green otherwise.
    """
    inactive = [one.component for one in _inactive(context)]
    parts = list(inactive)
    if not is_edge(context):
        parts += [setting for setting, held in _copies_held(context).items() if held]
        parts += [node.name for node in _nodes(context) if _is_own(node, context) and _down(node)]
    yield Finding(
        id="maint.ok",
        light=TrafficLight.RED if parts else TrafficLight.GREEN,
        variant="out" if parts else "in",
        value="In maintenance" if parts else "Not in maintenance",
        details={"count": len(parts), "parts": ", ".join(parts)},
        links=(_LINK,) if parts else (),
    )


@check("maint.component", needs=(ComponentStates,))
def components(context: CheckContext) -> Iterator[Finding]:
    """Name each component that is not active, and whether server or directory holds it back.

    Red for each whose state is not ``Active``, green if there is none. ``ForwardSyncDaemon`` and
    ``ProvisioningRps`` don't count: they belong to Exchange Online.
    """
    inactive = _inactive(context)
    for one in inactive:
        yield Finding(
            id="maint.component",
            light=TrafficLight.RED,
            variant=_held_by(one),
            instance=one.component,
            value=one.state,
            details={
                "local": ", ".join(one.local_states),
                "remote": ", ".join(one.remote_states),
                "server": context.document.computer,
            },
            links=(_LINK,),
        )
    if not inactive:
        yield Finding(
            id="maint.component", light=TrafficLight.GREEN, variant="active", value="Active"
        )


@check("maint.db_copy", needs=(MailboxServer,), on_edge=False)
def database_copies(context: CheckContext) -> Iterator[Finding]:
    """See whether databases may become active on this server.

    Red if ``DatabaseCopyActivationDisabledAndMoveNow`` is on or
    ``DatabaseCopyAutoActivationPolicy`` is ``Blocked``, green otherwise.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    held = [setting for setting, is_held in _copies_held(context).items() if is_held]
    yield Finding(
        id="maint.db_copy",
        light=TrafficLight.RED if held else TrafficLight.GREEN,
        variant="held" if held else "free",
        value=", ".join(held) or "Unrestricted",
        details={"server": context.document.computer},
    )


@check("maint.cluster_node", needs=(MailboxServer,), on_edge=False)
def cluster_nodes(context: CheckContext) -> Iterator[Finding]:
    """See whether the nodes of the cluster under the database availability group are up.

    Red for each whose state is not ``Up``, green for the others; nothing is said of a server
    outside such groups.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    for node in _nodes(context):
        down = _down(node)
        yield Finding(
            id="maint.cluster_node",
            light=TrafficLight.RED if down else TrafficLight.GREEN,
            variant="down" if down else "up",
            instance=node.name,
            value=node.state,
        )


def _inactive(context: CheckContext) -> list[ComponentState]:
    items = context.section(ComponentStates).items
    readable(items or None, ComponentStates, "items")
    return [
        one
        for one in items
        if one.component.lower() not in _NOT_HERE and one.state.lower() != _ACTIVE
    ]


def _held_by(component: ComponentState) -> str:
    local = any(_says_inactive(one) for one in component.local_states)
    remote = any(_says_inactive(one) for one in component.remote_states)
    if local == remote:
        return "inactive"
    return "inactive_local" if local else "inactive_remote"


def _says_inactive(requester: str) -> bool:
    """Read ``Requestor:Maintenance; State:Inactive; Timestamp:…``."""
    fields = [field.strip().lower() for field in requester.split(";")]
    states = [field.removeprefix(_STATE).strip() for field in fields if field.startswith(_STATE)]
    return any(state != _ACTIVE for state in states)


def _copies_held(context: CheckContext) -> dict[str, bool]:
    """Give the two settings that keep databases from becoming active here."""
    server = context.section(MailboxServer)
    moves = readable(
        server.database_copy_activation_disabled_and_move_now,
        MailboxServer,
        "database_copy_activation_disabled_and_move_now",
    )
    policy = readable(
        server.database_copy_auto_activation_policy,
        MailboxServer,
        "database_copy_auto_activation_policy",
    )
    return {
        "DatabaseCopyActivationDisabledAndMoveNow": moves,
        "DatabaseCopyAutoActivationPolicy": policy.lower() == _BLOCKED,
    }


def _nodes(context: CheckContext) -> tuple[ClusterNode, ...]:
    """Give the nodes; a server on its own has none, and its cluster is not asked for."""
    if not context.section(MailboxServer).database_availability_group:
        return ()
    return readable(context.section(Cluster).nodes or None, Cluster, "nodes")


def _is_own(node: ClusterNode, context: CheckContext) -> bool:
    names = {context.document.computer.lower(), context.section(MailboxServer).name.lower()}
    return node.name.lower().partition(".")[0] in {name.partition(".")[0] for name in names}


def _down(node: ClusterNode) -> bool:
    return node.state.lower() != _UP
