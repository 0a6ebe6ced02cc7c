# SPDX-License-Identifier: MIT
"""What maintenance has left behind on a mailbox server."""

from __future__ import annotations

import pytest

from exchpatch_gui.upkeep.differences import Area, Judged, Outcome
from tests.helpers.collected import not_collected
from tests.helpers.snapshots import area_of, compared, difference_of

MEMBER = {"database_availability_group": "DAG1"}


def mailbox(policy="Unrestricted", *, moves=False, **fields):
    return {
        "mailbox_server": {
            "database_copy_auto_activation_policy": policy,
            "database_copy_activation_disabled_and_move_now": moves,
            **fields,
        }
    }


def node(state, name="ex01", **fields):
    return mailbox(**MEMBER) | {"cluster": {"nodes": [{"name": name, "state": state}], **fields}}


def test_databases_kept_away_since_are_let_back():
    found = difference_of(Area.COMPONENTS, mailbox(), mailbox("Blocked"))

    assert (found.kind, found.judged) == ("held", Judged.RESTORE)
    assert found.commands == (
        "Set-MailboxServer -Identity 'EX01' -DatabaseCopyAutoActivationPolicy Unrestricted",
    )


def test_databases_moved_away_are_let_back():
    found = difference_of(Area.COMPONENTS, mailbox(), mailbox(moves=True))

    assert (found.kind, found.judged) == ("held", Judged.RESTORE)
    assert found.commands == (
        "Set-MailboxServer -Identity 'EX01' -DatabaseCopyActivationDisabledAndMoveNow $false",
    )


def test_a_policy_that_is_only_another_one_is_to_be_decided():
    found = difference_of(Area.COMPONENTS, mailbox("odd; rm"), mailbox("IntrasiteOnly"))

    assert (found.kind, found.judged, found.commands) == ("setting", Judged.LOOK, ())


def test_what_was_kept_away_before_is_as_before():
    held = mailbox("BLOCKED", moves=True)

    assert area_of(Area.COMPONENTS, held, mailbox("Blocked", moves=True)).differences == ()


def test_a_setting_that_could_not_be_read_is_never_as_before():
    comparison = compared(mailbox(), mailbox(None, moves=None))

    assert [(one.part, one.role) for one in comparison.unseen] == [
        ("DatabaseCopyAutoActivationPolicy", "after"),
        ("DatabaseCopyActivationDisabledAndMoveNow", "after"),
    ]
    assert comparison.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("after", "state"), [(node("Paused"), "Paused"), (node("Up", "other"), "–")]
)
def test_a_node_that_took_part_has_to_take_part(after, state):
    found = difference_of(Area.COMPONENTS, node("Up"), after)

    assert (found.kind, found.judged, found.after) == ("node", Judged.RESTORE, state)
    assert found.commands == ("Resume-ClusterNode -Name 'EX01'",)


def test_a_node_that_was_paused_before_is_as_before():
    assert area_of(Area.COMPONENTS, node("Paused"), node("Paused")).differences == ()


def test_a_server_on_its_own_has_no_cluster_to_ask():
    gone = mailbox() | {"cluster": not_collected("skipped")}

    assert compared(gone, gone).outcome is Outcome.AS_BEFORE


def test_the_cluster_of_a_member_has_to_be_seen():
    gone = mailbox(**MEMBER) | {"cluster": not_collected("access_denied")}

    assert [one.part for one in compared(gone, gone).unseen] == ["cluster", "cluster"]
