# SPDX-License-Identifier: MIT
"""Reading the rows about releases: products, paid periods and builds."""

from __future__ import annotations

from exchpatch_gui.catalogue import scalars
from exchpatch_gui.catalogue.catalogue import product_of_version
from exchpatch_gui.catalogue.known import Known
from exchpatch_gui.catalogue.model import (
    EsuPeriod,
    Level,
    Product,
    Update,
    UpdateKind,
    UpdateStatus,
)
from exchpatch_gui.catalogue.reader import (
    Fault,
    Row,
    Shape,
    array,
    choice,
    field,
    matching,
    one_of,
    optional,
)
from exchpatch_gui.domain.builds import BuildNumber

ARTICLE = "https://support.microsoft.com/help/"
"""Microsoft's article of a number is found at this address with the number behind it."""

_PRODUCT = Shape(
    "id name versions released sources",
    "mainstream_ends support_ends retirement_not_before move_to note",
)
_PERIOD = Shape("id name levels announced sold_from starts ends terms url sources", "note")
_UPDATE = Shape(
    "level kind build released dated sources",
    "name month_only kbs download blog esu status sequence aliases name_derived other_builds note",
)
BASES = frozenset({UpdateKind.RTM, UpdateKind.SP, UpdateKind.CU})
"""Kinds that begin a level; they have no short name."""

_RU_NAME = matching(r"RU[1-9][0-9]?(?:v[1-9])?", "not-name")
_NAME = matching(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[0-9]{2}[SH]U(?:v[2-9])?", "not-name"
)
_product_id = one_of("2007", "2010", "2013", "2016", "2019", "SE")
_period_id = one_of("P1", "P2", "P3", "P4")
_kind = choice(UpdateKind)
_status = choice(UpdateStatus)
_sequence = matching(r"(?:SU|HU)[1-9][0-9]?(?:V[2-9])?", "not-sequence")
_kbs = array(scalars.kb)
_builds = array(scalars.build)
_aliases = array(_NAME)


def product(known: Known, value: object) -> Product:
    """Read a product; its paid periods refer to it and come later."""
    row = _PRODUCT.check(value)
    if ("support_ends" in row) == ("retirement_not_before" in row):
        raise Fault("one-end", "support_ends")
    found = Product(
        id=field(row, "id", _product_id),
        name=field(row, "name", scalars.text),
        versions=field(row, "versions", scalars.text),
        released=field(row, "released", known.past_day),
        modern="retirement_not_before" in row,
        mainstream_ends=optional(row, "mainstream_ends", scalars.day, None),
        support_ends=optional(row, "support_ends", scalars.day, None),
        retirement_not_before=optional(row, "retirement_not_before", scalars.day, None),
        esu=(),
        sources=field(row, "sources", known.source_list),
        note=optional(row, "note", scalars.text, ""),
        move_to=optional(row, "move_to", _product_id, ""),
    )
    scalars.in_order(
        released=found.released,
        mainstream_ends=found.mainstream_ends,
        support_ends=found.support_ends,
    )
    return found


def period(known: Known, value: object) -> EsuPeriod:
    """Read a paid period; the updates it brought refer to it and come later."""
    row = _PERIOD.check(value)
    found = EsuPeriod(
        id=field(row, "id", _period_id),
        name=field(row, "name", scalars.text),
        levels=field(row, "levels", array(known.level_of_product)),
        starts=field(row, "starts", scalars.day),
        ends=field(row, "ends", scalars.day),
        updates=(),
        url=field(row, "url", scalars.url),
        announced=field(row, "announced", known.past_day),
        sold_from=field(row, "sold_from", scalars.day),
        terms=field(row, "terms", scalars.text),
        note=optional(row, "note", scalars.text, ""),
        sources=field(row, "sources", known.source_list),
    )
    scalars.in_order(announced=found.announced, sold_from=found.sold_from)
    scalars.in_order(starts=found.starts, ends=found.ends)
    return found


def update(known: Known, value: object) -> Update:
    """Read a build."""
    row = _UPDATE.check(value)
    level = field(row, "level", known.level_of_product)
    kind = field(row, "kind", _kind)
    kbs = optional(row, "kbs", _kbs, ())
    status = optional(row, "status", _status, UpdateStatus.RELEASED)
    esu = optional(row, "esu", known.period, "")
    if esu and level not in known.periods[esu].levels:
        raise Fault("not-in-period", "esu")
    return Update(
        level=level,
        kind=kind,
        name=_name(row, kind),
        build=_build_of(row, level),
        released=field(row, "released", known.past_day),
        exact_date=not optional(row, "month_only", scalars.truth, otherwise=False),
        kbs=kbs,
        download=optional(row, "download", scalars.url, ""),
        article=f"{ARTICLE}{kbs[0]}" if kbs else "",
        blog=optional(row, "blog", scalars.url, ""),
        public=not esu,
        replaced=status is not UpdateStatus.RELEASED,
        sequence=optional(row, "sequence", _sequence, ""),
        other_builds=optional(row, "other_builds", _builds, ()),
        note=optional(row, "note", scalars.text, ""),
        sources=field(row, "sources", known.source_list),
        status=status,
        date_basis=field(row, "dated", known.source),
        aliases=optional(row, "aliases", _aliases, ()),
        name_derived=optional(row, "name_derived", scalars.truth, otherwise=False),
        esu_period=esu,
    )


def _name(row: Row, kind: UpdateKind) -> str:
    if kind in BASES:
        if "name" in row:
            raise Fault("not-named", "name")
        return ""
    if "name" not in row:
        raise Fault("missing", "name")
    if kind is UpdateKind.RU:
        return field(row, "name", _RU_NAME)
    name = field(row, "name", _NAME)
    if name[5:7] != kind:
        raise Fault("not-name", "name")
    return name


def _build_of(row: Row, level: Level) -> BuildNumber:
    build = field(row, "build", scalars.build)
    if product_of_version(build.major, build.minor, build.build) != level.product:
        raise Fault("wrong-product", "build")
    return build
