# SPDX-License-Identifier: MIT
"""What the machine is, and whether its memory is what Exchange wants.

Source: Exchange Server preferred architecture and system requirements.
"""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check
from exchpatch_gui.checks.inside.memory import memory_bytes
from exchpatch_gui.checks.inside.roles import is_edge
from exchpatch_gui.collected.local_system import Counters, Hardware
from exchpatch_gui.domain.lights import TrafficLight, Weight
from exchpatch_gui.domain.verdicts import Finding

_GIBIBYTE = 1024**3
_MEBIBYTES_PER_GIBIBYTE = 1024
_HYPERV, _VMWARE = "HyperV", "VMware"
_VIRTUALIZATION = "https://aka.ms/HC-Virtualization"
# Gigabytes: the least and the most by product.
_NEWER = frozenset({"2019", "SE"})
_LEAST, _LEAST_ON_EDGE = 128, 64
_MOST = {"2013": 96, "2016": 192, "2019": 256, "SE": 256}


@check("hw.type", needs=(Hardware,))
def machine(context: CheckContext) -> Iterator[Finding]:
    """Say whether the machine is virtual, and whose.

    Information only, by the manufacturer: VMware, Amazon EC2, Microsoft Corporation (Hyper-V); any
    other is physical.
    """
    hardware = context.section(Hardware)
    yield Finding(
        id="hw.type",
        light=TrafficLight.INFO,
        variant="named",
        value=_kind(hardware),
        details={"manufacturer": hardware.manufacturer or "?", "model": hardware.model or "?"},
        links=(_VIRTUALIZATION,) if _kind(hardware) in {_HYPERV, _VMWARE} else (),
    )


@check("hw.memory", needs=(Hardware,), weight=Weight.FARM)
def memory(context: CheckContext) -> Iterator[Finding]:
    """Compare the memory with what large farms are built with.

    For 2019 and SE yellow below 128 GB (64 GB on Edge servers) and above 256 GB, for 2016 above 192
    GB, for 2013 above 96 GB; information otherwise.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    gigabytes = round(memory_bytes(context) / _GIBIBYTE)
    product = context.identity.product
    least = (_LEAST_ON_EDGE if is_edge(context) else _LEAST) if product in _NEWER else 0
    most = _MOST.get(product, 0)
    light, variant = TrafficLight.INFO, "right"
    if gigabytes < least:
        light, variant = TrafficLight.YELLOW, "little"
    elif most and gigabytes > most:
        light, variant = TrafficLight.YELLOW, "much"
    yield Finding(
        id="hw.memory",
        light=light,
        variant=variant,
        value=str(gigabytes),
        details={"least": least, "most": most},
    )


@check("hw.dynamic_memory", needs=(Hardware, Counters), weight=Weight.SPEED)
def dynamic_memory(context: CheckContext) -> Iterator[Finding]:
    """See whether a virtual machine may lose memory while it runs.

    Red if the memory that Hyper-V or VMware guarantees is not all of it, neither exactly nor
    rounded to gigabytes; yellow if its counter is missing, green otherwise. Exchange fills its
    memory by design and doesn't notice when some is taken away, so Microsoft supports only as much
    as is there for good.
    """
    counters, kind = context.section(Counters), _kind(context.section(Hardware))
    if kind not in {_HYPERV, _VMWARE}:
        return
    promised = (
        counters.hyperv_maximum_memory_mb
        if kind == _HYPERV
        else counters.vmware_memory_reservation_mb
    )
    gigabytes = memory_bytes(context) / _GIBIBYTE
    light, variant, value = TrafficLight.GREEN, "fixed", "False"
    if promised is None:
        light, variant, value = TrafficLight.YELLOW, "unknown", "Unknown"
    elif promised / _MEBIBYTES_PER_GIBIBYTE not in {gigabytes, round(gigabytes)}:
        light, variant, value = TrafficLight.RED, "dynamic", "True"
    yield Finding(
        id="hw.dynamic_memory",
        light=light,
        variant=variant,
        value=value,
        details={
            "kind": kind,
            "memory": round(gigabytes, 1),
            "promised": round(promised / _MEBIBYTES_PER_GIBIBYTE, 1) if promised else 0,
        },
        links=(_VIRTUALIZATION,),
    )


def _kind(hardware: Hardware) -> str:
    """Name it as HealthChecker does."""
    maker = (hardware.manufacturer or "").lower()
    if maker.startswith("vmware"):
        return _VMWARE
    if "amazon ec2" in maker:
        return "AmazonEC2"
    if "microsoft corporation" in maker:
        return _HYPERV
    return "Physical" if maker else "Unknown"
