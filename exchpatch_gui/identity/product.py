# SPDX-License-Identifier: MIT
"""Which products fit signs that carry no build, and which web servers fit a product."""

from __future__ import annotations

import re
from collections.abc import Iterable

from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.identity.contradictions import contradiction
from exchpatch_gui.identity.evidence import Evidence, at_least

_WITH_FRONT_END = frozenset({"2013", "2016", "2019", "SE"})
# Versions of IIS on the versions of Windows that each product runs on.
_WEB_SERVERS = {
    "2007": ("6.0", "7.0", "7.5"),
    "2010": ("7.0", "7.5", "8.0", "8.5"),
    "2013": ("7.5", "8.0", "8.5"),
    "2016": ("8.0", "8.5", "10.0"),
    "2019": ("10.0",),
    "SE": ("10.0",),
}
_IIS = re.compile(r"Microsoft-IIS/(\d{1,2}\.\d)", re.IGNORECASE | re.ASCII)
_OLD_RUNTIME = "2.0.50727"
# The versions of products that greeted with their build, long before the catalogue begins.
_OLD_PRODUCTS = {(6, 5): "2003", (6, 0): "2000", (5, 5): "5.5"}


def old_product(build: BuildNumber) -> str:
    """Name a product older than all that the catalogue knows, or nothing."""
    return _OLD_PRODUCTS.get(build[:2], "")


def product_by_exclusion(evidence: Evidence) -> str:
    """Name the one product that fits all signs, or nothing if several do.

    The products of mail greetings count only where no web service shows another side.
    """
    fitting: frozenset[str] | None = None
    for products in _hints(evidence):
        narrowed = products if fitting is None else fitting & products
        fitting = narrowed or fitting
    if fitting is not None and len(fitting) == 1:
        return next(iter(fitting))
    return ""


def misfits(product: str, evidence: Evidence) -> Iterable[Message]:
    """Give what a product known by its build can't have: another web server, an old runtime.

    A web server that is not IIS is a proxy and says nothing.
    """
    for one in evidence.web(Kind.WEB_SERVER):
        match = _IIS.match(one.value)
        if match and product in _WEB_SERVERS and match[1] not in _WEB_SERVERS[product]:
            yield contradiction("iis-impossible", server=one.value, product=product)
            break
    old = any(one.value.strip() == _OLD_RUNTIME for one in evidence.web(Kind.RUNTIME))
    if old and product in _WITH_FRONT_END:
        yield contradiction("runtime-impossible", runtime=_OLD_RUNTIME, product=product)


def _hints(evidence: Evidence) -> Iterable[frozenset[str]]:
    if evidence.web(Kind.FRONT_END) or evidence.markers(Confidence.MEDIUM):
        yield _WITH_FRONT_END
        for one in evidence.web(Kind.WEB_SERVER):
            if match := _IIS.match(one.value):
                yield frozenset(name for name, fits in _WEB_SERVERS.items() if match[1] in fits)
    hints = evidence.all(Kind.PRODUCT_HINT)
    for one in sorted(hints, key=lambda hint: not at_least(hint.confidence, Confidence.MEDIUM)):
        yield frozenset(one.value.split(","))
