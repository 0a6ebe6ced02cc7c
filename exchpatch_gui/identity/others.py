# SPDX-License-Identifier: MIT
"""What else may answer: named software, or a web server without Exchange's addresses."""

from __future__ import annotations

from exchpatch_gui.domain.evidence import Kind, Observation
from exchpatch_gui.identity.evidence import Evidence

_PATHS_THAT_SETTLE_IT = 3


def name_other_software(evidence: Evidence) -> Observation | None:
    """Give the observation that names what answers instead of Exchange.

    A mail greeting names what answers there; before a web service that keeps silent about
    itself it may be a gateway, and then it names nothing.
    """
    on_the_web = evidence.web(Kind.OTHER_SOFTWARE)
    if on_the_web:
        return on_the_web[0]
    in_mail = evidence.mail(Kind.OTHER_SOFTWARE)
    if in_mail and (not evidence.web(Kind.ANSWER) or refuses_all_paths(evidence)):
        return in_mail[0]
    return None


def refuses_all_paths(evidence: Evidence) -> bool:
    """Tell whether every address where Exchange would be is unknown to a web server.

    Behind a gateway that says nothing of what is further back.
    """
    answers = evidence.web(Kind.ANSWER)
    unknown = len(answers) >= _PATHS_THAT_SETTLE_IT and all(
        one.value.split()[0] == "404" for one in answers
    )
    return unknown and not evidence.web(Kind.GATEWAY)
