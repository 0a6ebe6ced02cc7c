# SPDX-License-Identifier: MIT
"""The sign-in and error pages of Outlook on the web, from 2007 to SE."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.probes.signs.hosts import same_owner
from exchpatch_gui.probes.signs.sign import Sign
from exchpatch_gui.probes.signs.software import page_title
from exchpatch_gui.probes.signs.view import AnswerView

_THEME = re.compile(
    r"/owa/(?:auth/)?(\d{1,2}\.\d{1,2}\.\d{1,5}(?:\.\d{1,5})?)/(?:themes|scripts)/",
    re.IGNORECASE | re.ASCII,
)
# What stands right before such a path: the end of an attribute's beginning, or another host.
_BEFORE = re.compile(r"""(?:^|["'(=\s])(?:(?:https?:)?//([^/"'\s]{1,253}))?$""", re.IGNORECASE)
_LONGEST_BEFORE = 270
_PAGE_NAME = re.compile(r"owapage\s{0,3}=\s{0,3}asp\.auth_(?:logon|errorfe)_aspx", re.IGNORECASE)
_PAGE_ID = "{57a118c6-2da9-419d-be9a-f92b0f9a418b}"
_SCRIPT = re.compile(
    r"""<script[^>]{1,500}?src\s{0,3}=\s{0,3}["']?(?:https?:)?//([^/"'\s>]{1,253})""", re.IGNORECASE
)
_MOST_PATHS = 100
_MOST_SCRIPTS = 50
_FONTS_OF_2013 = "Segoe UI WPC"
_TITLES_BEFORE_2016 = {
    "Microsoft Exchange - Outlook Web Access": "2007",
    "Outlook Web App": "2010,2013",
}
_IIS = "microsoft-iis/"


@dataclass(frozen=True, slots=True)
class OwaPage:
    """What a page shows of being Outlook on the web.

    Attributes:
        builds: The builds in the paths of its own files, without repeats.
        marked: It carries the comments that the real page begins with.
    """

    builds: tuple[str, ...]
    marked: bool
    foreign_scripts: tuple[str, ...]
    fonts_of_2013: bool
    title: str

    @property
    def is_owa(self) -> bool:
        """Whether anything in it is Outlook on the web's own."""
        return bool(self.builds) or self.marked

    @property
    def build(self) -> str:
        """The build, if all paths agree on one."""
        return self.builds[0] if len(self.builds) == 1 else ""


def read_page(view: AnswerView) -> OwaPage:
    """Read a page whatever its status: some servers of 2007 send theirs with 400."""
    return OwaPage(
        builds=tuple(dict.fromkeys(_builds(view))),
        marked=_PAGE_ID in view.lowered and _carries_name(view),
        foreign_scripts=tuple(dict.fromkeys(_foreign_scripts(view))),
        fonts_of_2013=_FONTS_OF_2013 in view.text,
        title=page_title(view),
    )


def page_signs(page: OwaPage, view: AnswerView) -> Iterator[Sign]:
    """Give what a page says of build, product and of being a copy."""
    if page.build:
        yield Sign(Kind.PATH_BUILD, page.build, "paths in the sign-in page")
    if len(page.builds) > 1:
        yield Sign(Kind.SUSPICION, "page-builds-differ", "paths in the sign-in page")
    if page.marked:
        server = (view.header("Server") or "").lower()
        marker, confidence = (
            ("owa-page", Confidence.HIGH)
            if server.startswith(_IIS)
            else ("owa-page-elsewhere", Confidence.LOW)
        )
        yield Sign(Kind.MARKER, marker, "comments of the sign-in page", confidence)
    elif not page.builds and page.title in _TITLES_BEFORE_2016:
        yield Sign(Kind.MARKER, "owa-title", "page title", Confidence.LOW)
    if page.is_owa and page.foreign_scripts:
        method = f"script from {page.foreign_scripts[0]}"
        yield Sign(Kind.SUSPICION, "foreign-scripts", method)
    yield from _product_signs(page)


def _product_signs(page: OwaPage) -> Iterator[Sign]:
    if page.fonts_of_2013 and page.is_owa:
        yield Sign(Kind.PRODUCT_HINT, "2013", "fonts of the sign-in page", Confidence.LOW)
    elif page.title in _TITLES_BEFORE_2016:
        products = _TITLES_BEFORE_2016[page.title]
        yield Sign(Kind.PRODUCT_HINT, products, "page title", Confidence.LOW)


def _builds(view: AnswerView) -> Iterator[str]:
    for place in view.places("/owa/", most=_MOST_PATHS):
        match = _THEME.match(view.text, place)
        before = _BEFORE.search(view.text[max(0, place - _LONGEST_BEFORE) : place])
        if match and before and (not before[1] or _host(before[1]) == view.host):
            yield match[1]


def _carries_name(view: AnswerView) -> bool:
    places = view.places("owapage", most=5)
    return any(_PAGE_NAME.match(view.text, place) for place in places)


def _foreign_scripts(view: AnswerView) -> Iterator[str]:
    for place in view.places("<script", most=_MOST_SCRIPTS):
        match = _SCRIPT.match(view.text, place)
        if match and not same_owner(_host(match[1]), view.host):
            yield match[1]


def _host(netloc: str) -> str:
    return netloc.rpartition("@")[2].split(":", maxsplit=1)[0].lower()
