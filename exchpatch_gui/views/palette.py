# SPDX-License-Identifier: MIT
"""The colours of both themes, by what they are for."""

from typing import NamedTuple

from exchpatch_gui.domain.lights import TrafficLight


class LightColours(NamedTuple):
    """The colours of one light.

    Attributes:
        sign: Of the shape.
        text: Of words on ``window``, ``surface`` and ``tint``: contrast at least 4.5 to 1.
        tint: Behind a verdict.
    """

    sign: str
    text: str
    tint: str


class Colours(NamedTuple):
    """One theme; every value is ``#rrggbb``.

    Attributes:
        window: Behind everything.
        surface: Tables, panels, fields.
        raised: Buttons, and rows under the pointer.
        border: Hairlines.
        control: The outline of controls: contrast at least 3 to 1 with ``surface``.
        text: Words.
        muted: Secondary words.
        accent: The one primary button and what is switched on.
        focus: The ring around what has the keys: contrast at least 3 to 1 with every ground.
        accent_strong: The primary button under the pointer.
        link: Words that lead somewhere.
        on_accent: Words on ``accent``.
        selection: Behind the selected row; words on it keep their colours.
    """

    window: str
    surface: str
    raised: str
    border: str
    control: str
    text: str
    muted: str
    accent: str
    link: str
    accent_strong: str
    on_accent: str
    focus: str
    selection: str
    red: LightColours
    yellow: LightColours
    green: LightColours
    grey: LightColours
    info: LightColours

    def of(self, light: TrafficLight) -> LightColours:
        """Give the colours of a light."""
        colours: LightColours = getattr(self, light.value)
        return colours


LIGHT = Colours(
    window="#f4f5f8",
    surface="#ffffff",
    raised="#f1f3f7",
    border="#dfe3ea",
    control="#868f9c",
    text="#1b2430",
    muted="#59626f",
    accent="#1f5bd7",
    link="#1f57cc",
    accent_strong="#1a4cb5",
    on_accent="#ffffff",
    focus="#1f5bd7",
    selection="#e8effd",
    red=LightColours(sign="#d0342c", text="#b3261e", tint="#fdecea"),
    yellow=LightColours(sign="#b97700", text="#855500", tint="#fdf3dc"),
    green=LightColours(sign="#23864a", text="#1b7a3e", tint="#e6f5ec"),
    grey=LightColours(sign="#667080", text="#566070", tint="#eef0f4"),
    info=LightColours(sign="#1f5bd7", text="#1f57cc", tint="#e8effd"),
)

DARK = Colours(
    window="#14181f",
    surface="#1c222b",
    raised="#262d38",
    border="#343d4a",
    control="#74808f",
    text="#e8ecf2",
    muted="#a5afbd",
    accent="#2d66d9",
    link="#8fb4ff",
    accent_strong="#3a72e0",
    on_accent="#ffffff",
    focus="#6f9bf5",
    selection="#24344f",
    red=LightColours(sign="#e5534b", text="#ff8a80", tint="#3a2225"),
    yellow=LightColours(sign="#bb7c0e", text="#f2bb4e", tint="#372d1a"),
    green=LightColours(sign="#2f9d5b", text="#6fd195", tint="#1b3126"),
    grey=LightColours(sign="#8692a3", text="#aab4c2", tint="#262d38"),
    info=LightColours(sign="#4f86f0", text="#8fb4ff", tint="#1e2b44"),
)


def contrast(first: str, second: str) -> float:
    """Give the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
