# SPDX-License-Identifier: MIT
"""Before somebody's own check: which passwords it needs and the vault doesn't give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from exchpatch_gui.domain.access import PlannedAccess
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.sign_ins import SignIn
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.errors import UserError
from exchpatch_gui.services.passwords import Passwords
from exchpatch_gui.viewmodels.desk import Desk


@dataclass(frozen=True, slots=True)
class Lack:
    """A sign-in without a password that could be used.

    Attributes:
        servers: How many servers of the run wait for it.
    """

    sign_in: SignIn
    why: Message
    servers: int


class Preflight(QObject):
    """Looks for what a run lacks; checks by schedule never come here, for nobody is there to ask.

    Signals:
        began: The vault is being asked, which may take until somebody has unlocked it.
        lacking: ``tuple[Lack, ...]`` and what is to be done then; ``go_on`` has to follow.
    """

    began = Signal()
    lacking = Signal(object, object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_asking = False

    def check_all(self) -> None:
        """Check every server that isn't switched off."""
        rows = self._desk.fleet.rows.values()
        self.check([row.server for row in rows if row.server.enabled])

    def check(self, servers: Sequence[Server]) -> None:
        """Check these servers, at once if no password is needed."""
        if not self._desk.runs.is_running and servers:
            self.ask(servers, lambda: self._desk.check(servers))

    def ask(self, servers: Sequence[Server], then: Callable[[], object]) -> None:
        """Do something that signs in to servers, at once if no password is missing."""
        if self._is_asking:
            return
        workspace = self._desk.workspace
        try:
            sign_ins = workspace.sign_ins
            planned = sign_ins.plan(servers) if sign_ins.are_assigned else ()
        except UserError as error:
            self._desk.failed.emit(error)
            return
        if not any(one.chosen.sign_in and one.chosen.sign_in.needs_secret for one in planned):
            then()
            return
        self._is_asking = True
        self.began.emit()
        passwords = workspace.passwords
        self._desk.tasks.run(
            lambda: lacks(passwords, planned),
            lambda found: self._take(found, then),
            lambda error: self._fail(error, then),
        )

    def go_on(self, then: Callable[[], object]) -> None:
        """Do it, whatever it lacks."""
        self._is_asking = False
        then()

    def _take(self, found: tuple[Lack, ...], then: Callable[[], object]) -> None:
        if found:
            self.lacking.emit(found, then)
        else:
            self.go_on(then)

    def _fail(self, error: Exception, then: Callable[[], object]) -> None:
        self.go_on(then)
        self._desk.failed.emit(error)


def lacks(passwords: Passwords, planned: Iterable[PlannedAccess]) -> tuple[Lack, ...]:
    """Give each sign-in once whose password has to be asked for; the vault may make it wait."""
    accesses = passwords.access(planned).values()
    withheld = [
        (one.planned.chosen.sign_in, one.why_not)
        for one in accesses
        if one.why_not is not None and one.planned.chosen.sign_in is not None
    ]
    counts = Counter(sign_in.id for sign_in, _why in withheld)
    first = {sign_in.id: (sign_in, why) for sign_in, why in withheld if sign_in.needs_secret}
    return tuple(Lack(sign_in, why, counts[key]) for key, (sign_in, why) in first.items())
