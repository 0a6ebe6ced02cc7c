# SPDX-License-Identifier: MIT
"""What is to be said, before it is said in a language: an id with parameters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from exchpatch_gui.domain.values import dataclass, field

Scalar = str | int | float | bool | date | datetime | None
Params = Mapping[str, Scalar]
NO_PARAMS: Params = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence to be worded.

    Attributes:
        key: Its id in the wording tables, such as ``headline.exploited``.
        params: What its placeholders stand for; ``count`` selects singular or plural.
    """

    key: str
    params: Params = field(default_factory=dict)
