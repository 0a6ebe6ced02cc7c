# SPDX-License-Identifier: MIT
"""A snapshot taken from the server itself: the collected document and the hashes of its files."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from exchpatch_gui import resources
from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.values import replace
from exchpatch_gui.errors import InputError
from exchpatch_gui.remote.collect import Progress, Tally, run_collector
from exchpatch_gui.remote.diagnose_session import script_fault
from exchpatch_gui.remote.exchange import completed
from exchpatch_gui.remote.fault import RemoteFault
from exchpatch_gui.remote.order import Order
from exchpatch_gui.remote.session import open_shell, transport_for
from exchpatch_gui.remote.shell import RemoteShell, Script

if TYPE_CHECKING:
    from exchpatch_gui.collected.config_files import ConfigFiles
    from exchpatch_gui.collected.document import Collected

_HASHES = "collector/Get-ConfigFileHashes.ps1"


def collect_snapshot(
    order: Order, cancel: threading.Event, told: Callable[[Progress], None]
) -> tuple[Collected, ConfigFiles]:
    """Sign in and run both scripts, in one session.

    Args:
        order: Where and as whom.
        cancel: Ends it within two seconds, good-bye included.
        told: Is told of each section, in the calling thread.

    Raises:
        RemoteFault: One of the two is missing, and why.
    """
    tally = Tally(told)
    transport = transport_for(order, cancel)
    patience = transport.patience
    with open_shell(transport, cancel) as shell:
        found = run_collector(shell, order, tally.begin)
        hashes = _hashes(shell, str(order.place))
    left = replace(order, deadline=patience.remaining())
    return completed(left, found, cancel, tally.begin), hashes


def _hashes(shell: RemoteShell, where: str) -> ConfigFiles:
    from exchpatch_gui.collected import config_files  # noqa: PLC0415 (only for snapshots)

    text = resources.path(_HASHES).read_text(encoding="utf-8")
    output = shell.run(Script(text, {}), lambda _activity, _status: None)
    if output.has_failed or (output.errors and not output.values):
        raise script_fault(output.words, where)
    document = "".join(one for one in output.values if isinstance(one, str))
    try:
        return config_files.decode(document.encode("utf-8", errors="replace"), where)
    except InputError as error:
        raise RemoteFault(FailureKind.PROTOCOL, "winrm-facts-form", where=where) from error
