# SPDX-License-Identifier: MIT
"""What is typed about a sign-in, and what is still wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from exchpatch_gui.domain.sign_ins import Secret, SignIn, SignInKind
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.errors import InputError, UserError
from exchpatch_gui.services.sign_in_fields import read_label, read_password, read_user


class Part(StrEnum):
    """The fields that can be wrong, in their order."""

    LABEL = "label"
    USER = "user"
    PASSWORD = "password"  # noqa: S105 (the name of a field)


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the fields.

    Attributes:
        password: Empty for none.
    """

    label: str
    kind: SignInKind
    user: str
    password: Secret

    @property
    def secret(self) -> Secret | None:
        """The password, if one was typed and one is needed."""
        if self.kind is SignInKind.CURRENT or not self.password:
            return None
        return self.password


def faults(
    draft: Draft, others: Iterable[SignIn], edited: SignIn | None = None
) -> Mapping[Part, UserError]:
    """Say for each field what is wrong with it; empty if it can be stored.

    Args:
        draft: What stands in the fields.
        others: The stored sign-ins.
        edited: The one that is changed, if it is not a new one.
    """
    found: dict[Part, UserError] = {}
    try:
        label = read_label(draft.label)
        taken = {one.label.casefold() for one in others if edited is None or one.id != edited.id}
        if label.casefold() in taken:
            raise InputError("sign_in.label_taken", label=label)
    except UserError as error:
        found[Part.LABEL] = error
    if draft.kind is SignInKind.CURRENT:
        return found
    try:
        read_user(draft.user, draft.kind)
    except UserError as error:
        found[Part.USER] = error
    if draft.password:
        try:
            read_password(draft.password.reveal())
        except UserError as error:
            found[Part.PASSWORD] = error
    return found
