# SPDX-License-Identifier: MIT
"""An answer made ready for many readers: headers by name, text decoded once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from urllib.parse import urlsplit

from exchpatch_gui.net.http import Answer


class AnswerView:
    """Looks into one answer; made by one reader of answers and kept no longer than that.

    Attributes:
        answer: What came.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self._headers: dict[str, list[str]] = {}
        for name, value in answer.headers:
            self._headers.setdefault(name.lower(), []).append(value)

    @property
    def status(self) -> int:
        """The status code."""
        return self.answer.status

    @cached_property
    def host(self) -> str:
        """The host that was asked."""
        return urlsplit(self.answer.url).hostname or ""

    @cached_property
    def text(self) -> str:
        """The body as text."""
        return self.answer.text()

    @cached_property
    def lowered(self) -> str:
        """The body in lower case and of the same length, to find places in the text."""
        lowered = self.text.lower()
        return lowered if len(lowered) == len(self.text) else self.text

    def header(self, name: str) -> str | None:
        """Give the first header of this name, whatever its case."""
        return next(iter(self.headers_all(name)), None)

    def headers_all(self, name: str) -> list[str]:
        """Give all headers of this name, in the order they came."""
        return self._headers.get(name.lower(), [])

    def places(self, needle: str, *, most: int) -> Iterator[int]:
        """Give where a text in lower case stands in the body, the first ``most`` places.

        Plain searching is many times faster than a pattern that ignores case, and no page can
        make it slow.
        """
        start = -1
        for _ in range(most):
            start = self.lowered.find(needle, start + 1)
            if start < 0:
                return
            yield start
