# SPDX-License-Identifier: MIT
"""From a file to a catalogue: wholly right, or refused with the place of the fault."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from operator import attrgetter, itemgetter
from pathlib import Path

from exchpatch_gui import resources
from exchpatch_gui.catalogue import cve_rows, reader, release_rows, scalars
from exchpatch_gui.catalogue.build_order import BuildOrder
from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.known import Known
from exchpatch_gui.catalogue.lifecycle_rows import lifecycle
from exchpatch_gui.catalogue.model import EsuPeriod, Product, Update
from exchpatch_gui.catalogue.reader import Fault, Row, Shape, each, field, records
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import InputError, MissingError

SHIPPED = "catalogue/exchange.json"
SCHEMA = "exchpatch.catalogue/1"
MAX_BYTES = 16 * 1024 * 1024

_CATALOGUE = Shape(
    "schema date exploited_as_of sources products esu builds actions reissues campaigns cves"
    " lifecycle"
)
_ID = attrgetter("id")


def load_shipped() -> Catalogue:
    """Read the catalogue that came with the program."""
    try:
        path = resources.path(SHIPPED)
    except FileNotFoundError:
        raise MissingError("catalogue.missing", file=SHIPPED) from None
    return load(path, "shipped")


def load(path: Path, source: str) -> Catalogue:
    """Read and check a catalogue file.

    Args:
        path: The file.
        source: ``shipped``, ``imported`` or ``file``: how it came to be used.

    Raises:
        MissingError: ``catalogue.missing``: there is no such file.
        InputError: ``catalogue.unreadable``, ``.too-large``, ``.not-json``, ``.schema`` or
            ``.invalid``; the last with the path of the first fault and what is wrong there.
    """
    name = clean(path.name, 120)
    document = _document(_bytes(path), name)
    try:
        return _catalogue(document, source)
    except Fault as fault:
        because = f"catalogue.reason.{fault.reason}"
        raise InputError("catalogue.invalid", because, file=name, path=fault.path) from None


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise MissingError("catalogue.missing", file=clean(str(path))) from None
    except OSError as error:
        raise InputError(
            "catalogue.unreadable", file=clean(str(path)), why=error.strerror
        ) from None
    if len(data) > MAX_BYTES:
        raise InputError(
            "catalogue.too-large", file=clean(path.name, 120), limit=MAX_BYTES // 1024**2
        )
    return data


def _document(data: bytes, name: str) -> Row:
    try:
        document = json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_no_constant
        )
    except (ValueError, RecursionError):
        raise InputError("catalogue.not-json", file=name) from None
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise InputError("catalogue.schema", file=name, expected=SCHEMA)
    return document


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _catalogue(row: Row, source: str) -> Catalogue:
    _CATALOGUE.check(row)
    known = Known(today=field(row, "date", scalars.day))
    known.sources = field(row, "sources", reader.table(scalars.key, scalars.text))
    known.products = field(row, "products", partial(_products, known))
    known.periods = field(row, "esu", records(partial(release_rows.period, known), _ID, empty=True))
    updates = field(row, "builds", each(partial(_update, known, BuildOrder())))
    known.learn_updates(updates)
    known.actions = field(row, "actions", records(partial(cve_rows.action, known), _ID, empty=True))
    known.reissues = field(row, "reissues", partial(_reissues, known))
    known.campaigns = field(
        row,
        "campaigns",
        records(partial(cve_rows.campaign, known), attrgetter("name"), empty=True),
    )
    cves = field(row, "cves", records(partial(cve_rows.cve, known), _ID))
    return Catalogue(
        date=known.today,
        source=source,
        products=_with_periods(known.products, known.periods),
        updates=updates,
        cves=tuple(cves.values()),
        esu_periods=tuple(_with_updates(one, updates) for one in known.periods.values()),
        lifecycle=field(row, "lifecycle", partial(lifecycle, known)),
        sources=known.sources,
        exploited_as_of=field(row, "exploited_as_of", known.past_day),
        campaigns=known.campaigns,
    )


def _products(known: Known, value: object) -> dict[str, Product]:
    found = records(partial(release_rows.product, known), _ID)(value)
    for index, product in enumerate(found.values()):
        if product.move_to and product.move_to not in found:
            raise Fault("unknown-product", index, "move_to")
    return found


def _update(known: Known, order: BuildOrder, value: object) -> Update:
    return order.take(release_rows.update(known, value))


def _reissues(known: Known, value: object) -> dict[str, str]:
    found = records(partial(cve_rows.reissue, known), itemgetter(0), empty=True)(value)
    return dict(found.values())


def _with_periods(
    products: Mapping[str, Product], periods: Mapping[str, EsuPeriod]
) -> dict[str, Product]:
    return {
        product_id: product._replace(
            esu=tuple(
                period.id
                for period in periods.values()
                if any(level.product == product_id for level in period.levels)
            ),
        )
        for product_id, product in products.items()
    }


def _with_updates(period: EsuPeriod, updates: tuple[Update, ...]) -> EsuPeriod:
    brought = sorted(
        (one for one in updates if one.esu_period == period.id), key=attrgetter("released")
    )
    return period._replace(updates=tuple(dict.fromkeys(one.name for one in brought)))
