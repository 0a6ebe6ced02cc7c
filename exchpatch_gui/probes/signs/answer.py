# SPDX-License-Identifier: MIT
"""Everything one web answer says, read in one place."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.net.http import Answer
from exchpatch_gui.probes.signs.challenge import challenge_signs
from exchpatch_gui.probes.signs.cloud import cloud_signs
from exchpatch_gui.probes.signs.gateways import gateway_signs, refusal
from exchpatch_gui.probes.signs.headers import (
    build_signs,
    carries_owa_version,
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
from exchpatch_gui.probes.signs.view import AnswerView

_STRONG = (Confidence.CERTAIN, Confidence.HIGH, Confidence.MEDIUM)


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer and what it says.

    Attributes:
        node: The machine that answered, as it names itself, or empty.
        version: Its X-OWA-Version if that reads as a build, else empty.
        refused: Who wants us to stop: ``rate-limit``, ``firewall`` or empty.
        hands_over_version: It sends the visitor on with a version that the next page echoes.
    """

    answer: Answer
    signs: tuple[Sign, ...]
    page: OwaPage
    version: str
    refused: str
    node: str
    hands_over_version: bool

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
    view = AnswerView(answer)
    page = read_page(view)
    signs = tuple(
        sign
        for sign in _signs(view, page)
        if not (ignore_version and sign.method == "X-OWA-Version header")
    )
    return Reading(
        answer=answer,
        signs=signs,
        page=page,
        version="" if ignore_version else version_header(view),
        refused=refusal(view),
        node=next(iter(front_end_names(view)), ""),
        hands_over_version=carries_owa_version(view),
    )


def same_level(version: str, path_build: str) -> bool:
    """Tell whether a four-part build lies in the level that the paths of a page name."""
    parts = path_build.split(".")
    return version.split(".")[: len(parts)] == parts


def _signs(view: AnswerView, page: OwaPage) -> Iterator[Sign]:
    yield Sign(Kind.ANSWER, _summary(view), "status line")
    yield from build_signs(view)
    yield from server_signs(view)
    yield from page_signs(page, view)
    yield from marker_signs(view)
    yield from redirect_signs(view)
    yield from challenge_signs(view.headers_all("WWW-Authenticate"))
    yield from cloud_signs(view)
    yield from gateway_signs(view)
    yield from web_software_signs(view, is_owa_page=page.is_owa)
    yield from suspicion_signs(view, is_modern_page=page.build.count(".") == 2)
    if _is_foreign_page(view, page):
        yield Sign(Kind.SUSPICION, "foreign-page", "page text")


def _summary(view: AnswerView) -> str:
    location = view.header("Location") if 300 <= view.status < 400 else None
    return f"{view.status} {location}" if location else str(view.status)


def _is_foreign_page(view: AnswerView, page: OwaPage) -> bool:
    """Tell whether a page with the headers of 2013 or later is not the page they belong to."""
    if view.status != 200 or page.is_owa or view.answer.truncated or not view.answer.body.strip():
        return False
    if "/owa/auth/" not in view.answer.path.lower():
        return False
    return bool(front_end_names(view)) or version_header(view).startswith("15.")
