# SPDX-License-Identifier: MIT
"""Who is let in on a connection, and how the server and the client agree on it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spnego.exceptions import SpnegoError

from exchpatch_gui.demo.remoting.http import Post, Response

if TYPE_CHECKING:
    from spnego import ContextProxy

MakeContext = Callable[[], "ContextProxy"]


@dataclass(slots=True)
class Ledger:
    """What a server remembers of sign-ins.

    Attributes:
        proofs: How many times somebody has tried to prove who they are.
        refusals: Why somebody was turned away.
        principals: Who was let in.
    """

    proofs: int = 0
    refusals: list[str] = field(default_factory=list)
    principals: list[str] = field(default_factory=list)


class Doorkeeper:
    """Stands at one connection: NTLM and Kerberos prove a connection, not a request.

    Attributes:
        context: Of whom it has let in, to seal messages with; None for others and with Basic.
        is_open: Whether somebody was let in.
    """

    def __init__(
        self,
        schemes: tuple[str, ...],
        make_context: MakeContext,
        users: Mapping[str, str],
        ledger: Ledger,
    ) -> None:
        self.context: ContextProxy | None = None
        self.is_open = False
        self._schemes = schemes
        self._make_context = make_context
        self._users = users
        self._ledger = ledger
        self._talking: ContextProxy | None = None

    def receive(self, post: Post) -> tuple[Response | None, tuple[tuple[str, str], ...]]:
        """Take a request of somebody who may not be known yet.

        Returns:
            What to answer in place of what was asked, or None if that may be answered; and the
            headers that belong to the answer.
        """
        if self.is_open:
            return None, ()
        scheme, _, token = post.headers.get("authorization", "").partition(" ")
        if scheme.lower() not in map(str.lower, self._schemes):
            return self._challenge(), ()
        if scheme.lower() == "basic":
            return self._check_openly(token), ()
        return self._step(scheme, token)

    def _challenge(self) -> Response:
        offers = [
            f'{one} realm="WSMAN"' if one.lower() == "basic" else one for one in self._schemes
        ]
        return Response(401, tuple(("WWW-Authenticate", offer) for offer in offers))

    def _check_openly(self, token: str) -> Response | None:
        self._ledger.proofs += 1
        user, _, password = base64.b64decode(token).decode().partition(":")
        if self._users.get(user.lower()) != password:
            self._ledger.refusals.append("wrong password")
            return self._challenge()
        self._ledger.principals.append(user)
        return None

    def _step(self, scheme: str, token: str) -> tuple[Response | None, tuple[tuple[str, str], ...]]:
        if self._talking is None:
            self._talking = self._make_context()
        else:
            self._ledger.proofs += 1
        context = self._talking
        try:
            answer = context.step(base64.b64decode(token))
        except (SpnegoError, binascii.Error) as error:
            self._ledger.refusals.append(str(error))
            self._talking = None
            return self._challenge(), ()
        headers: tuple[tuple[str, str], ...] = ()
        if answer:
            said = f"{scheme} {base64.b64encode(answer).decode()}"
            headers = (("WWW-Authenticate", said),)
        if not context.complete:
            return Response(401, headers), ()
        self.is_open = True
        self.context = context
        self._ledger.principals.append(context.client_principal or "")
        return None, headers
