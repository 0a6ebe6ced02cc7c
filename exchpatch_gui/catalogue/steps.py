# SPDX-License-Identifier: MIT
"""The words, links and planning values of each step on the way of a server."""

from typing import NamedTuple

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.model import Action, Update, UpdateKind
from exchpatch_gui.catalogue.prerequisites import Need, Prerequisite, supported_windows
from exchpatch_gui.catalogue.route import Station, StationKind
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.messages import Message, Params
from exchpatch_gui.domain.verdicts import Step, StepKind, UrlKind

BUILDS_PAGE = "https://aka.ms/HC-ExBuilds"
UPGRADE_PAGE = "https://aka.ms/HC-UpgradeToSE"
_PAGES = {
    Need.OLD_SERVERS_GONE: UPGRADE_PAGE,
    Need.WINDOWS: "https://learn.microsoft.com/exchange/plan-and-deploy/supportability-matrix",
    Need.DOTNET: "https://aka.ms/HC-NetFrameworkSupport",
    Need.SCHEMA: "https://learn.microsoft.com/exchange/plan-and-deploy/prepare-ad-and-domains",
    Need.DIRECTORY: "https://learn.microsoft.com/exchange/plan-and-deploy/prepare-ad-and-domains",
}

WORDED_ACTIONS = frozenset(
    {
        "dedicated-hybrid-app",
        "download-domains",
        "extended-protection",
        "no-disabling-override",
        "no-fipfs-outsidein-override",
        "prepare-all-domains",
        "prepare-schema",
        "remove-disableloopbackcheck",
        "serialized-data-signing",
        "token-cache-module",
        "vc-runtime-kb2565063",
    }
)
"""Steps beyond a build that have sentences of their own; a newer catalogue may name others."""


class Plan(NamedTuple):
    """What to plan for a step.

    The figures are our own planning values for one server of a small organisation, rounded up;
    they come from no measurement and no document. 0 stands for what can't be said at all.
    """

    kind: StepKind
    minutes: int
    reboot: bool


_CU = Plan(StepKind.CUMULATIVE_UPDATE, 90, reboot=True)
_PLANS = {
    StationKind.UPGRADE: _CU,
    StationKind.IN_PLACE: Plan(StepKind.MIGRATE, 90, reboot=True),
    StationKind.NEW_SERVER: Plan(StepKind.MIGRATE, 240, reboot=True),
    StationKind.MOVE: Plan(StepKind.MIGRATE, 0, reboot=False),
    StationKind.REMOVE: Plan(StepKind.MIGRATE, 60, reboot=False),
    StationKind.NO_PATH: Plan(StepKind.MIGRATE, 0, reboot=False),
}
_SECURITY_UPDATE = Plan(StepKind.SECURITY_UPDATE, 25, reboot=True)
_HOTFIX_UPDATE = Plan(StepKind.HOTFIX_UPDATE, 25, reboot=True)
_NEEDS = {
    Need.OLD_SERVERS_GONE: Plan(StepKind.PREREQUISITE, 0, reboot=False),
    Need.WINDOWS: Plan(StepKind.PREREQUISITE, 10, reboot=False),
    Need.DOTNET: Plan(StepKind.PREREQUISITE, 40, reboot=True),
    Need.SCHEMA: Plan(StepKind.PREREQUISITE, 20, reboot=False),
    Need.DIRECTORY: Plan(StepKind.PREREQUISITE, 20, reboot=False),
}


def station_step(
    station: Station, closes: tuple[str, ...], note: Message | None, catalogue: Catalogue
) -> Step:
    """Make the step of a station; ``note`` stands in for the usual one."""
    if station.update is not None:
        return _package_step(station, station.update, closes, note, catalogue)
    plan = _PLANS[station.kind]
    params: Params = {"product": station.product}
    return Step(
        order=0,
        kind=plan.kind,
        title=Message(f"step.{station.kind}", params),
        note=note or Message(f"step.{station.kind}.note", params),
        url=UPGRADE_PAGE,
        url_kind=UrlKind.GUIDE,
        reboot=plan.reboot,
        minutes=plan.minutes,
        closes=closes,
    )


def prerequisite_step(need: Prerequisite, station: Station) -> Step:
    """Make the step of a prerequisite."""
    params: Params = {
        "subject": need.subject,
        "bridge": need.bridge,
        "current": str(station.came_from),
        "target": str(station.update.level) if station.update else "",
    }
    plan = _NEEDS[need.need]
    return Step(
        order=0,
        kind=plan.kind,
        title=Message(f"step.need.{need.need}", params),
        note=Message(f"step.need.{need.need}.note", params),
        url=_PAGES[need.need],
        url_kind=UrlKind.GUIDE,
        reboot=plan.reboot,
        minutes=plan.minutes,
    )


def configure_step(action: Action, closes: tuple[str, ...]) -> Step:
    """Make the step of an action beyond the build."""
    worded = action.id if action.id in WORDED_ACTIONS else "other"
    params: Params = {"action": action.id, "summary": action.summary}
    return Step(
        order=0,
        kind=StepKind.CONFIGURE,
        title=Message(f"step.configure.{worded}", params),
        note=Message(f"step.configure.{worded}.note", params),
        url=action.url,
        url_kind=UrlKind.GUIDE,
        minutes=15,
        closes=closes,
    )


def identify_step() -> Step:
    """Make the step that finds out which update is installed."""
    return Step(
        order=0,
        kind=StepKind.PREREQUISITE,
        title=Message("step.identify"),
        note=Message("step.identify.note"),
        url=BUILDS_PAGE,
        url_kind=UrlKind.GUIDE,
        minutes=10,
    )


def verify_step(goal: BuildNumber) -> Step:
    """Make the last step: see that it worked."""
    params: Params = {"build": str(goal)}
    return Step(
        order=0,
        kind=StepKind.VERIFY,
        title=Message("step.verify", params),
        note=Message("step.verify.note", params),
        url=BUILDS_PAGE,
        url_kind=UrlKind.GUIDE,
        build=goal,
        minutes=10,
    )


def _package_step(
    station: Station,
    update: Update,
    closes: tuple[str, ...],
    note: Message | None,
    catalogue: Catalogue,
) -> Step:
    plan = _plan(station, update)
    windows = ", ".join(supported_windows(update.level, catalogue)) or "Windows Server"
    params: Params = {
        "update": update.title,
        "level": str(update.level),
        "build": str(update.build),
        "windows": windows,
    }
    url, url_kind = _link(update)
    articles = [one for one in (update.article, update.blog) if one and one != url]
    return Step(
        order=0,
        kind=plan.kind,
        title=Message(f"step.{station.kind}", params),
        note=note or Message(_usual_note(station, url), params),
        kb=f"KB{update.kbs[0]}" if update.kbs else "",
        url=url,
        url_kind=url_kind,
        article=articles[0] if articles and url_kind is UrlKind.DOWNLOAD else "",
        build=update.build,
        reboot=plan.reboot,
        minutes=plan.minutes,
        closes=closes,
    )


def _usual_note(station: Station, url: str) -> str:
    unlinked = station.kind is StationKind.UPDATE and url == BUILDS_PAGE
    return "step.update.unlinked.note" if unlinked else f"step.{station.kind}.note"


def _plan(station: Station, update: Update) -> Plan:
    if station.kind in _PLANS:
        return _PLANS[station.kind]
    return _HOTFIX_UPDATE if update.kind is UpdateKind.HU else _SECURITY_UPDATE


def _link(update: Update) -> tuple[str, UrlKind]:
    """Choose the best link there is and say honestly what it leads to."""
    if update.public and update.download:
        return update.download, UrlKind.DOWNLOAD
    return update.article or update.blog or BUILDS_PAGE, UrlKind.ARTICLE
