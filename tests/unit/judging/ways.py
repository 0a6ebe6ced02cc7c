# SPDX-License-Identifier: MIT
"""A small world with a way for every product: what the tests of the advice walk through."""

from __future__ import annotations

from datetime import date

from exchpatch_gui.catalogue.lifecycle import (
    Lifecycle,
    Method,
    PathStep,
    PathStepKind,
    UpgradePath,
)
from exchpatch_gui.catalogue.platforms import Span
from tests.helpers.catalogues import (
    catalogue,
    esu_period,
    level,
    product,
    se_updates,
    update,
)

SUPPORTED_DAY = date(2025, 9, 1)


def path(source, to, *steps, to_cu="RTM"):
    return UpgradePath(source, to, to_cu, Method.IN_PLACE, steps, ())


def install(*levels):
    return PathStep(PathStepKind.INSTALL, tuple(level(text) for text in levels))


def newest(*levels):
    return PathStep(PathStepKind.NEWEST_UPDATE, tuple(level(text) for text in levels))


def new_server(*levels):
    return PathStep(PathStepKind.NEW_SERVER, tuple(level(text) for text in levels))


MOVE = PathStep(PathStepKind.MOVE)
CONTINUE = PathStep(PathStepKind.CONTINUE)


def remove(product_id):
    return PathStep(PathStepKind.REMOVE, product=product_id)


PATHS = (
    path(Span("2019", "CU14"), "SE", install("SE RTM"), newest("SE RTM")),
    path(Span("2019", "", "CU13"), "SE", install("2019 CU15"), install("SE RTM"), newest("SE RTM")),
    path(
        Span("2016"),
        "SE",
        install("2016 CU23"),
        newest("2016 CU23"),
        new_server("SE RTM"),
        newest("SE RTM"),
        MOVE,
        remove("2016"),
    ),
    path(Span("2013"), "SE", new_server("2016 CU23"), MOVE, remove("2013"), CONTINUE),
)
UPDATES = (
    *se_updates(),
    update("2019 CU12", "15.2.1118.7", date(2022, 4, 20)),
    update("2019 CU15", "15.2.1748.10", date(2025, 2, 10), download="https://microsoft.com/cu15"),
    update(
        "2019 CU15 Oct25SU",
        "15.2.1748.39",
        date(2025, 10, 14),
        kbs=("5066367",),
        download="https://microsoft.com/su",
        article="https://support.microsoft.com/help/5066367",
    ),
    update(
        "2019 CU15 Jun26SU",
        "15.2.1748.46",
        date(2026, 6, 9),
        public=False,
        article="https://support.microsoft.com/help/5094140",
    ),
    update("2016 CU22", "15.1.2375.7", date(2021, 9, 28)),
    update("2016 CU23", "15.1.2507.6", date(2022, 4, 20)),
    update("2016 CU23 Oct25SU", "15.1.2507.61", date(2025, 10, 14)),
    update("2013 CU23", "15.0.1497.2", date(2019, 6, 18)),
    update("2013 CU23 Mar23SU", "15.0.1497.48", date(2023, 3, 14)),
)
PRODUCTS = (
    product("2007", support_ends=date(2017, 4, 11)),
    product("2013", support_ends=date(2023, 4, 11)),
    product("2016"),
    product("2019", esu=("P2",)),
    product("SE"),
)
ESU = (esu_period("P2", date(2026, 5, 1), date(2026, 10, 31)),)


def world(cves=(), updates=UPDATES, **lifecycle):
    facts = Lifecycle(upgrade_paths=PATHS, **lifecycle)
    return catalogue(updates, cves, products=PRODUCTS, lifecycle=facts, esu_periods=ESU)


def keys(advice):
    return [step.title.key for step in advice.steps]
