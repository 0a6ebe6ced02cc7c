# SPDX-License-Identifier: MIT
"""Whether mail flows: pressed resources, waiting queues, left-overs of the malware scan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exchpatch_gui.checks.inside.base import CheckContext, check, readable
from exchpatch_gui.collected.exchange_server import ResourceMeter, ResourceThrottling
from exchpatch_gui.collected.exchange_transport import Queue, Queues
from exchpatch_gui.collected.local_files import ExchangeFiles
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_LOW = "low"
# Exchange fills the memory by design; the service goes by its own share, PrivateBytes.
_NOT_JUDGED = "systemmemory"
_MANY, _TOO_MANY = 100, 500
_SUSPENDED, _RETRY = "suspended", "retry"
# Copies of mail that other servers have already delivered; they wait for two days by design.
_SHADOW = "shadowredundancy"
_CLEANED = "\\UnifiedContent"
_UNIFIED_CONTENT = "https://aka.ms/HC-UnifiedContentCleanup"


@check("transport.back_pressure", needs=(ResourceThrottling,))
def back_pressure(context: CheckContext) -> Iterator[Finding]:
    """See whether the transport service slows mail down for want of a resource.

    Red if the use of any is not ``Low``, green otherwise. ``SystemMemory`` doesn't count: Exchange
    fills it by design.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    meters = context.section(ResourceThrottling).meters
    readable(meters or None, ResourceThrottling, "meters")
    pressed = {
        one.resource: _name(one)
        for one in meters
        if one.current_use.lower() != _LOW and _name(one).lower() != _NOT_JUDGED
    }
    yield Finding(
        id="transport.back_pressure",
        light=TrafficLight.RED if pressed else TrafficLight.GREEN,
        variant="pressed" if pressed else "free",
        value=", ".join(dict.fromkeys(pressed.values())) or "None",
        details={"resources": ", ".join(pressed)},
    )


class _Jam(NamedTuple):
    """How a queue is stuck."""

    light: TrafficLight
    variant: str


@check("extra.queue_length", needs=(Queues,))
def queues(context: CheckContext) -> Iterator[Finding]:
    """Name the queues in which mail gets stuck.

    Red for a queue that is suspended or has more than 500 messages, yellow for one that retries or
    has more than 100, green if there is none. Shadow copies don't count: they wait by design.

    Source: this project.
    """
    judged = [one for one in context.section(Queues).items if not _is_shadow(one)]
    jams = [(one, jam) for one in judged if (jam := _jam(one)) is not None]
    for queue, jam in jams:
        yield Finding(
            id="extra.queue_length",
            light=jam.light,
            variant=jam.variant,
            instance=queue.identity,
            value=str(queue.message_count),
            details={
                "count": queue.message_count,
                "next_hop": queue.next_hop_domain or "?",
                "error": queue.last_error or "–",
                "status": queue.status,
            },
        )
    if not jams:
        waiting = sum(one.message_count for one in judged)
        yield Finding(
            id="extra.queue_length",
            light=TrafficLight.GREEN,
            variant="flowing",
            value=str(waiting),
            details={"count": waiting},
        )


@check("transport.unified_content", needs=(ExchangeFiles,), on_edge=False)
def unified_content(context: CheckContext) -> Iterator[Finding]:
    """See whether what the malware scan leaves behind is cleaned up where it is put.

    Green if AntiMalware.xml names the folder ``UnifiedContent`` below the transport service's
    folder for temporary files, which EdgeTransport.exe.config names; red if not, or if either file
    is missing or damaged. Somebody who moves the one has to name it in the other, or the disk fills
    up.
    """
    files = context.section(ExchangeFiles)
    transport, cleaning = files.edge_transport_config, files.antimalware_config
    faulty = [
        one.path for one in (transport, cleaning) if not one.exists or one.parse_error is not None
    ]
    storage = transport.temporary_storage_path
    if faulty or storage is None:
        yield Finding(
            id="transport.unified_content",
            light=TrafficLight.RED,
            variant="unknown",
            value="Unknown",
            details={"files": ", ".join(faulty) or transport.path},
            links=(_UNIFIED_CONTENT,),
        )
        return
    folder = storage.rstrip("\\/") + _CLEANED
    # The file holds all folders in one text, with semicolons between them.
    named = {
        _folder(one) for several in cleaning.cleanup_folder_paths for one in several.split(";")
    }
    cleaned = _folder(folder) in named
    yield Finding(
        id="transport.unified_content",
        light=TrafficLight.GREEN if cleaned else TrafficLight.RED,
        variant="cleaned" if cleaned else "grows",
        value=str(cleaned),
        details={"folder": folder, "file": cleaning.path},
        links=(_UNIFIED_CONTENT,),
    )


def _name(meter: ResourceMeter) -> str:
    """Leave out the path, which stands in brackets."""
    return meter.resource.partition("[")[0].strip()


def _is_shadow(queue: Queue) -> bool:
    return (queue.delivery_type or "").lower() == _SHADOW


def _jam(queue: Queue) -> _Jam | None:
    status = queue.status.lower()
    if status == _SUSPENDED:
        return _Jam(TrafficLight.RED, "suspended")
    if queue.message_count > _TOO_MANY:
        return _Jam(TrafficLight.RED, "long")
    if status == _RETRY:
        return _Jam(TrafficLight.YELLOW, "retry")
    if queue.message_count > _MANY:
        return _Jam(TrafficLight.YELLOW, "long")
    return None


def _folder(path: str) -> str:
    return path.strip().replace("/", "\\").rstrip("\\").lower()
