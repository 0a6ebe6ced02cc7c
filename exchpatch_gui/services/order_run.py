# SPDX-License-Identifier: MIT
"""A run for the window: what belongs to the main thread is read here, the rest in the run's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from exchpatch_gui.domain.runs import Trigger
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.net.route import Watch
from exchpatch_gui.services.workspace import Workspace

if TYPE_CHECKING:
    from exchpatch_gui.domain.access import PlannedAccess
    from exchpatch_gui.domain.options import ProbeOptions
    from exchpatch_gui.engine.request import RunRequest
    from exchpatch_gui.engine.runner import CheckEngine
    from exchpatch_gui.services.signed_in import SignedIn


def order_run(
    workspace: Workspace,
    servers: Sequence[Server],
    *,
    trigger: Trigger | None,
    watch: Watch | None,
) -> Callable[[], tuple[CheckEngine, RunRequest]]:
    """Give what makes engine and request; it may wait for the vault, and loads much.

    Args:
        workspace: Says how servers are asked and judged.
        servers: Each once.
        trigger: What is noted as the reason of the run; None for the usual one.
        watch: Is told how far connections come. Who watches tries a server out, from outside only.

    Raises:
        StorageError: What is stored can't be read.
    """
    memory = workspace.memory()
    packed = workspace.history.latest_facts([one.id for one in servers])
    signs_in = watch is None and workspace.sign_ins.are_assigned
    planned = workspace.sign_ins.plan(servers) if signs_in else ()
    usual = Trigger.DEMO if workspace.is_demo else Trigger.MANUAL
    chosen = (tuple(servers), trigger or usual, workspace.probe_options)
    concurrency = workspace.settings.probing.concurrency

    def prepare() -> tuple[CheckEngine, RunRequest]:
        from exchpatch_gui.engine.request import RunRequest  # noqa: PLC0415 (later)
        from exchpatch_gui.services.container import build_engine  # noqa: PLC0415 (later)
        from exchpatch_gui.services.judging import facts_of  # noqa: PLC0415 (later)

        request = RunRequest(*chosen, concurrency, facts_of(packed))
        engine = build_engine(
            workspace.judge_by(memory),
            request.options,
            clock=workspace.clock,
            watch=watch,
            collector=_collector(workspace, planned, request.options),
        )
        return engine, request

    return prepare


def _collector(
    workspace: Workspace, planned: Sequence[PlannedAccess], options: ProbeOptions
) -> SignedIn | None:
    """Give who signs in; None where nobody does, which most runs are quicker for."""
    if not any(one.chosen.sign_in for one in planned):
        return None
    from exchpatch_gui.services.signed_in import SignedIn  # noqa: PLC0415 (later)

    return SignedIn(workspace.passwords.access(planned), options, workspace.refusals)
