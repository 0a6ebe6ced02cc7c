# SPDX-License-Identifier: MIT
"""Judging what was collected on a server and brought by hand, without asking it anything."""

from __future__ import annotations

from exchpatch_gui.collected.document import Collected
from exchpatch_gui.collected.observations import observations_of
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.text import clean
from exchpatch_gui.engine.evaluate import Judge

SOURCE = "facts file"
# Win32_ComputerSystem.DomainRole: member server, backup and primary domain controller.
_DOMAIN_MEMBERS = (3, 4, 5)


def judge_facts(
    judge: Judge, collected: Collected, server: Server | None = None, *, source: str = SOURCE
) -> ServerResult:
    """Judge a document, dated by its own time.

    Args:
        judge: Its day is the judging day.
        collected: The document.
        server: The stored server it belongs to; if none, one is made of the names in it.
        source: Where it comes from, as it is shown with what was seen.

    Raises:
        TargetError: The names in the document can't be those of a computer.
    """
    outcome = observations_of(collected, source)
    return judge.judge(
        server or server_of(collected), (outcome,), collected.collected_at, collected=collected
    )


def server_of(collected: Collected) -> Server:
    """Name the server as its document does, in full where the document knows its domain.

    Raises:
        TargetError: It can't be the name of a computer.
    """
    target = Target.parse(_full_name(collected))
    known = collected.sections.exchange_server.data
    name = clean(known.name if known is not None else collected.computer)
    return Server(target=target, name=name or target.host)


def _full_name(collected: Collected) -> str:
    known, machine = collected.sections.exchange_server.data, collected.sections.hardware.data
    if known is not None and known.fqdn:
        return known.fqdn
    is_member = machine is not None and machine.domain_role in _DOMAIN_MEMBERS
    if machine is not None and is_member and machine.domain:
        return f"{collected.computer}.{machine.domain}"
    return collected.computer
