# SPDX-License-Identifier: MIT
"""Whether the evidence speaks of Exchange Online."""

from __future__ import annotations

from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.identity.build import distrust
from exchpatch_gui.identity.contradictions import contradiction
from exchpatch_gui.identity.evidence import Evidence, at_least, strongest

_HOST_METHOD = "name of the host"


@dataclass(frozen=True, slots=True)
class CloudView:
    """What speaks for Exchange Online.

    Attributes:
        confidence: How much; none if nothing does or an on-premises server shows itself.
        anchored: The host itself is Microsoft's, by its name, alias or trusted certificate.
        contradictions: What does not fit to a server of Microsoft's today.
    """

    confidence: Confidence
    anchored: bool
    contradictions: tuple[Message, ...] = ()


def view_cloud(evidence: Evidence, *, is_local: bool) -> CloudView:
    """Weigh the signs of the cloud.

    Args:
        evidence: All that was seen.
        is_local: A server of the house shows its name or a build of its own.
    """
    web = evidence.web(Kind.CLOUD)
    anchored = any(one.method == _HOST_METHOD for one in web)
    strength = Confidence.CERTAIN if anchored else strongest(web)
    if at_least(strength, Confidence.HIGH) or (
        at_least(strength, Confidence.MEDIUM) and not is_local
    ):
        outdated = () if anchored else tuple(_outdated(evidence))
        return CloudView(strength, anchored, outdated)
    if _is_numbered_like_cloud(evidence) and not is_local:
        return CloudView(Confidence.LOW, anchored=False)
    mail = strongest(evidence.mail(Kind.CLOUD))
    if at_least(mail, Confidence.MEDIUM) and not is_local:
        return CloudView(Confidence.HIGH, anchored=False)
    return CloudView(Confidence.NONE, anchored=False)


def _is_numbered_like_cloud(evidence: Evidence) -> bool:
    stated = evidence.web(Kind.BUILD)
    return any(distrust(one.value) == "header-cloud-numbering" for one in stated)


def _outdated(evidence: Evidence) -> list[Message]:
    """Tell of a version that the cloud left behind in 2017, with the names of its machines."""
    stated = (one.value for one in evidence.web(Kind.BUILD) if distrust(one.value) == "")
    return [contradiction("cloud-version-outdated", value=value) for value in stated][:1]
