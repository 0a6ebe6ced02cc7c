# SPDX-License-Identifier: MIT
"""The catalogue in a few numbers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from exchpatch_gui.catalogue.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class ProductSummary:
    """What there is of one product.

    Attributes:
        newest: The release with the highest build, as in ``2019 CU15 Oct26SU``; empty for none.
    """

    name: str
    levels: int
    builds: int
    newest: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a catalogue holds.

    Attributes:
        products: By id, in the order of the catalogue.
        exploited: How many vulnerabilities are listed as exploited.
        cited: Key of a source to the number of builds and vulnerabilities that name it.
    """

    date: dt.date
    exploited_as_of: dt.date | None
    source: str
    products: Mapping[str, ProductSummary]
    cves: int
    advisories: int
    exploited: int
    cited: Mapping[str, int]


def describe(catalogue: Catalogue) -> Summary:
    """Count what a catalogue holds."""
    cited = Counter(key for update in catalogue.updates for key in update.sources)
    cited.update(key for cve in catalogue.cves for key in cve.sources)
    return Summary(
        date=catalogue.date,
        exploited_as_of=catalogue.exploited_as_of,
        source=catalogue.source,
        products={key: _product(catalogue, key) for key in catalogue.products},
        cves=sum(not cve.advisory for cve in catalogue.cves),
        advisories=sum(cve.advisory for cve in catalogue.cves),
        exploited=sum(cve.kev is not None for cve in catalogue.cves),
        cited={key: cited[key] for key in catalogue.sources},
    )


def _product(catalogue: Catalogue, product_id: str) -> ProductSummary:
    levels = catalogue.levels_of(product_id)
    builds = [update for level in levels for update in catalogue.updates_of(level)]
    return ProductSummary(
        name=catalogue.products[product_id].name,
        levels=len(levels),
        builds=len(builds),
        newest=max(builds, key=lambda update: update.build).title if builds else "",
    )
