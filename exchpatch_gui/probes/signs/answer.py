# SPDX-License-Identifier: MIT
"""Everything one web answer says, read in one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.net.http import Answer
from exchpatch_gui.probes.signs.challenge import challenge_signs
from exchpatch_gui.probes.signs.cloud import cloud_signs
from exchpatch_gui.probes.signs.gateways import gateway_signs, refusal
from exchpatch_gui.probes.signs.headers import (
    build_signs,
    front_end_names,
    marker_signs,
    redirect_signs,
    server_signs,
    suspicion_signs,
    version_header,
)
from exchpatch_gui.probes.signs.page import OwaPage, page_signs, read_page
from exchpatch_gui.probes.signs.sign import Sign
from exchpatch_gui.probes.signs.software import web_software_signs

_STRONG = (Confidence.CERTAIN, Confidence.HIGH, Confidence.MEDIUM)


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer and what it says.

    Attributes:
        version: Its X-OWA-Version if that reads as a build, else empty.
        refused: Who wants us to stop: ``rate-limit``, ``firewall`` or empty.
    """

    answer: Answer
    signs: tuple[Sign, ...]
    page: OwaPage
    version: str
    refused: str

    @property
    def node(self) -> str:
        """The machine that answered, as it names itself, or empty."""
        return next(iter(front_end_names(self.answer)), "")

    @property
    def is_cloud(self) -> bool:
        """Whether it comes from Exchange Online, weak signs not counted."""
        return any(one.kind is Kind.CLOUD and one.confidence in _STRONG for one in self.signs)

    @property
    def build_is_known(self) -> bool:
        """Whether nothing more need be asked: a build that the page or the status confirms."""
        if not self.version:
            return False
        if self.answer.status in (302, 401):
            return True
        return bool(self.page.build) and same_level(self.version, self.page.build)


def read_answer(answer: Answer, *, ignore_version: bool = False) -> Reading:
    """Read an answer.

    Args:
        answer: What came.
        ignore_version: Its version header may be an echo of what was asked.
    """
    page = read_page(answer)
    signs = tuple(
        sign
        for sign in _signs(answer, page)
        if not (ignore_version and sign.method == "X-OWA-Version header")
    )
    version = "" if ignore_version else version_header(answer)
    return Reading(answer, signs, page, version, refusal(answer))


def same_level(version: str, path_build: str) -> bool:
    """Tell whether a four-part build lies in the level that the paths of a page name."""
    parts = path_build.split(".")
    return version.split(".")[: len(parts)] == parts


def _signs(answer: Answer, page: OwaPage) -> Iterator[Sign]:
    yield Sign(Kind.ANSWER, _summary(answer), "status line")
    yield from build_signs(answer)
    yield from server_signs(answer)
    yield from page_signs(page, answer)
    yield from marker_signs(answer)
    yield from redirect_signs(answer)
    yield from challenge_signs(answer.headers_all("WWW-Authenticate"))
    yield from cloud_signs(answer)
    yield from gateway_signs(answer)
    yield from web_software_signs(answer, is_owa_page=page.is_owa)
    yield from suspicion_signs(answer, is_modern_page=page.build.count(".") == 2)
    if _is_foreign_page(answer, page):
        yield Sign(Kind.SUSPICION, "foreign-page", "page text")


def _summary(answer: Answer) -> str:
    location = answer.header("Location") if 300 <= answer.status < 400 else None
    return f"{answer.status} {location}" if location else str(answer.status)


def _is_foreign_page(answer: Answer, page: OwaPage) -> bool:
    """Tell whether a page with the headers of 2013 or later is not the page they belong to."""
    if answer.status != 200 or page.is_owa or answer.truncated or not answer.body.strip():
        return False
    if "/owa/auth/" not in answer.path.lower():
        return False
    return bool(front_end_names(answer)) or version_header(answer).startswith("15.")
