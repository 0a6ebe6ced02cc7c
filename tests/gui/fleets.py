# SPDX-License-Identifier: MIT
"""Rows of the window without a data directory: servers, results in brief, and a set clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from exchpatch_gui import wording
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.outline import Need, Outline
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.viewmodels.fleet import Fleet
from exchpatch_gui.viewmodels.row_texts import RowTexts
from exchpatch_gui.viewmodels.server_table import ServerTableModel

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 24)


def ago(**period: float) -> datetime:
    return NOW - timedelta(**period)


def server(server_id: int, name: str, **fields) -> Server:
    return Server(**{"target": Target(name), "name": name, "id": server_id} | fields)


def behind(**fields) -> Outline:
    """Sum up a server whose hole attackers use."""
    usual = {
        "at": ago(minutes=2),
        "light": TrafficLight.RED,
        "headline": Message("headline.exploited", {"count": 1, "first": "CVE-2026-42897"}),
        "verdict": IdentityVerdict.EXCHANGE,
        "product": "SE",
        "cumulative_update": "RTM",
        "update": "Feb26SU",
        "build": "15.2.2562.37",
        "precision": Precision.FULL,
        "need": Need.UPDATE,
        "target": "SE RTM Oct26SU",
        "steps": 1,
        "open_cves": 43,
        "exploited_cves": 1,
        "exposed_since": DAY - timedelta(days=168),
    }
    return Outline(**usual | fields)


def current(**fields) -> Outline:
    """Sum up a server that is where it should be."""
    usual = {
        "light": TrafficLight.GREEN,
        "headline": Message("headline.green", {"date": date(2026, 10, 13)}),
        "update": "Oct26SU",
        "build": "15.2.2562.56",
        "need": Need.NOTHING,
        "steps": 0,
        "open_cves": 0,
        "exploited_cves": 0,
        "exposed_since": None,
    }
    return behind(**usual | fields)


def silent(**fields) -> Outline:
    """Sum up a server that did not answer."""
    return Outline(
        **{
            "at": ago(minutes=2),
            "light": TrafficLight.GREY,
            "headline": Message("headline.unreachable", {"software": ""}),
            "verdict": IdentityVerdict.UNREACHABLE,
        }
        | fields
    )


class Stored:
    """What the fleet asks a workspace for."""

    def __init__(self, rows: Mapping[Server, Outline | None]) -> None:
        self.rows = dict(rows)

    def servers(self) -> tuple[Server, ...]:
        return tuple(self.rows)

    def outlines(self) -> Mapping[int, Outline]:
        return {one.id: brief for one, brief in self.rows.items() if brief is not None}


def fleet(rows: Mapping[Server, Outline | None]) -> Fleet:
    made = Fleet(Stored(rows))
    made.load()
    return made


def table(of: Fleet) -> ServerTableModel:
    made = ServerTableModel(of, RowTexts(wording.load("en"), DAY), lambda: NOW)
    made.arrange()
    return made
