# SPDX-License-Identifier: MIT
"""Reports of the stored results, made in any thread: it opens the data directory by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.config.settings import ReportSettings
from exchpatch_gui.domain.runs import CheckRun, Trigger
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.engine.single import run_of
from exchpatch_gui.errors import MissingError
from exchpatch_gui.reporting.logo import read_logo
from exchpatch_gui.reporting.options import Paper, ReportOptions, Template
from exchpatch_gui.services.clock import Clock, utc_now
from exchpatch_gui.services.session import Session
from exchpatch_gui.wording import Wording


class Format(StrEnum):
    """The forms of a report."""

    PDF = "pdf"
    HTML = "html"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class ReportJob:
    """Everything a report needs, so that a worker can make it.

    Attributes:
        servers: Those it covers; the ones never checked are left out.
        day: It is judged as on.
        customer: Whose servers these are, or empty.
        chosen: Template, paper, logo and who hands it over.
    """

    paths: AppPaths
    servers: tuple[Server, ...]
    day: date
    format: Format
    customer: str
    chosen: ReportSettings
    catalogue: Catalogue
    words: Wording
    clock: Clock = utc_now

    def make(self) -> bytes:
        """Judge what was last seen on the servers and render it.

        Raises:
            StorageError: The results can't be read.
            MissingError: ``no-results``: none of the servers was ever checked.
            InputError: The logo can't be used.
        """
        run = self._run()
        match self.format:
            case Format.PDF:
                from exchpatch_gui.reporting.compose import build_report  # noqa: PLC0415 (heavy)
                from exchpatch_gui.reporting.pdf import render_pdf  # noqa: PLC0415 (heavy)

                return render_pdf(build_report(run, self._options(), self.words))
            case Format.HTML:
                from exchpatch_gui.reporting.compose import build_report  # noqa: PLC0415 (heavy)
                from exchpatch_gui.reporting.html import render_html  # noqa: PLC0415 (heavy)

                report = build_report(run, self._options(), self.words)
                return render_html(report).encode("utf-8")
            case Format.CSV:
                from exchpatch_gui.reporting.csv_export import render_csv  # noqa: PLC0415 (heavy)

                return render_csv(run, self.words).encode("utf-8")
            case Format.JSON:
                from exchpatch_gui.reporting.document_text import encode  # noqa: PLC0415 (heavy)

                return encode(run, self.words)

    def _run(self) -> CheckRun:
        with Session.open(self.paths, clock=self.clock) as session:
            judge = session.judge(self.catalogue, self.day)
            results = session.latest(self.servers, judge)
        if not results:
            raise MissingError("no-results")
        return run_of(judge, results, Trigger.MANUAL, self.clock())

    def _options(self) -> ReportOptions:
        chosen = self.chosen
        zone = datetime.now().astimezone()
        return ReportOptions(
            generated_at=self.clock(),
            customer=self.customer,
            prepared_by=chosen.prepared_by,
            logo=read_logo(Path(chosen.logo)) if chosen.logo else None,
            paper=Paper(chosen.paper),
            template=Template(chosen.template),
            timezone=zone.tzinfo or UTC,
            timezone_name=zone.tzname() or "UTC",
            catalogue=self.catalogue,
        )
