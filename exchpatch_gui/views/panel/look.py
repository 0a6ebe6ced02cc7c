# SPDX-License-Identifier: MIT
"""What every part of the panel gets: its look, its language, and whom to tell of clicks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFontMetrics

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.snapshots import Role
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.domain.verdicts import Finding
from exchpatch_gui.viewmodels.panel_content import PanelComposer
from exchpatch_gui.viewmodels.panel_holes import UpdateAt
from exchpatch_gui.views import icons
from exchpatch_gui.views.theme import Theme

_FAINT = 0.5


@dataclass(frozen=True, slots=True)
class Requests:
    """What the user may ask for."""

    open_url: Callable[[str], None]
    copy_text: Callable[[str], None]
    check: Callable[[], None]
    edit: Callable[[], None]
    acknowledge: Callable[[Finding], None]
    withdraw: Callable[[Finding], None]
    show_finding: Callable[[Finding], None]
    take_snapshot: Callable[[Role], None]
    compare: Callable[[], None]
    sign_in: Callable[[], None]


class Look:
    """One server's page: colours that fade while its result is old, words, names of updates.

    Attributes:
        theme: Fonts, icons and colours.
        composer: Words everything.
        update_at: Looks a build up in the catalogue.
        requests: Whom to tell of clicks.
        letter: The width of an average letter.
        is_faded: Whether what is shown is no longer to be relied on.
    """

    def __init__(
        self, theme: Theme, composer: PanelComposer, update_at: UpdateAt, requests: Requests
    ) -> None:
        self.theme = theme
        self.composer = composer
        self.update_at = update_at
        self.requests = requests
        self.is_faded = False
        self.letter = QFontMetrics(theme.font()).averageCharWidth()

    def colour(self, role: str) -> str:
        """Give the colour of words; faded they are all secondary ones."""
        return self.theme.colour("muted" if self.is_faded else role)

    def sign_colour(self, light: TrafficLight) -> str:
        """Give the colour of a light's shape."""
        colours = self.theme.colours
        sign = colours.of(light).sign
        return icons.blend(sign, colours.surface, _FAINT) if self.is_faded else sign

    def tint(self, light: TrafficLight) -> str:
        """Give the ground of a verdict."""
        shown = TrafficLight.GREY if self.is_faded else light
        return self.theme.colours.of(shown).tint
