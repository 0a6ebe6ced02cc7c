# SPDX-License-Identifier: MIT
"""One server of an export: its four parts, its time, and what HealthChecker said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from exchpatch_gui.collected.clixml.node import AbsentError, Node
from exchpatch_gui.collected.clixml.values import PsObject, Value

_SERVER = "HealthCheckerExchangeServer"


@dataclass(frozen=True, slots=True)
class Export:
    """What one run of HealthChecker found out about one server.

    Attributes:
        generated: UTC.
        zone: Of the computer that wrote it; times without a zone are of this one.
        said: What it said, by the name of the line.
    """

    version: str
    server_name: str
    generated: datetime
    zone: tzinfo
    organization: Node
    hardware: Node
    windows: Node
    exchange: Node
    said: Mapping[str, Node]

    def moment(self, node: Node) -> datetime | None:
        """Give a time in UTC."""
        return node.moment(self.zone)

    @property
    def is_edge(self) -> bool:
        """Whether it is an Edge server, which knows nothing of the directory."""
        return bool(self.exchange.get("GetExchangeServer").get("IsEdgeServer").truth())


def find_exports(roots: tuple[Value, ...]) -> list[Export]:
    """Give the servers in a file, also where several exports were put into one.

    Raises:
        AbsentError: A server lacks what tells which it is and when it was looked at.
    """
    return [_export(root) for root in _flat(roots) if root.get(_SERVER)]


def _flat(roots: tuple[Value, ...]) -> Iterator[Node]:
    for root in roots:
        if isinstance(root, PsObject) and root.items is not None:
            yield from (Node(one) for one in root.items)
        else:
            yield Node(root)


def _export(root: Node) -> Export:
    # Paths leave out the root's one member, which is always the same.
    server = Node(root[_SERVER].value)
    written = server["GenerationTime"]
    generated = written.moment(UTC)
    if generated is None:
        raise AbsentError(written.path)
    exchange = server.filled("ExchangeInformation")
    return Export(
        version=server["HealthCheckerVersion"].text() or "",
        server_name=server["ServerName"].needed_text(),
        generated=generated,
        zone=_zone(written.value),
        organization=server.get("OrganizationInformation"),
        hardware=server.get("HardwareInformation"),
        windows=server.get("OSInformation"),
        exchange=exchange,
        said=_said(root.get("DisplayResults")),
    )


def _zone(written: Value) -> tzinfo:
    value = written.value if isinstance(written, PsObject) else written
    return (value.tzinfo if isinstance(value, datetime) else None) or UTC


def _said(results: Node) -> dict[str, Node]:
    """Give the value of each line; the keys are groups, the values lists of lines."""
    value = results.value
    entries = value.entries or () if isinstance(value, PsObject) else ()
    return {
        name: line.get("TestingValue")
        for _, lines in entries
        for line in Node(lines).items()
        if (name := line.get("TestingName").text() or line.get("Name").text()) is not None
    }
