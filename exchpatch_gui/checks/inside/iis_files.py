# SPDX-License-Identifier: MIT
"""The configuration files of the web server: there, readable, and pointing to the right places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check, readable
from exchpatch_gui.collected.local_iis import (
    IisAppHost,
    IisApplication,
    IisApplications,
    IisConfigFile,
    IisConfigFiles,
    IisSites,
    RewriteRule,
)
from exchpatch_gui.collected.local_system import ExchangeSetup
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_APPHOST = "applicationhost.config"
_SHARED = "shared"
_EVERYTHING = "*"
_PANEL_FILE = "clientaccess\\ecp\\web.config"
_PANEL_FOLDERS = ("bin", "bin\\CmdletExtensionAgents", "ClientAccess\\Owa\\bin")
# Virtual directory to the end of its folder's path.
_FOLDERS = {
    **{
        f"default web site/{name.lower()}": f"FrontEnd\\HttpProxy\\{name}"
        for name in ("owa", "ecp", "EWS", "Autodiscover", "OAB", "PowerShell", "mapi")
    },
    "default web site/api": "FrontEnd\\HttpProxy\\Rest",
    "default web site/microsoft-server-activesync": "FrontEnd\\HttpProxy\\sync",
    "default web site/rpc": "FrontEnd\\HttpProxy\\rpc",
    "exchange back end/powershell": "ClientAccess\\PowerShell-Proxy",
    **{
        f"exchange back end/{name.lower()}": f"ClientAccess\\{name}".replace("/", "\\")
        for name in (
            "mapi/emsmdb",
            "mapi/nspi",
            "owa",
            "OAB",
            "ecp",
            "Autodiscover",
            "PushNotifications",
        )
    },
    "exchange back end/api": "ClientAccess\\rest",
    "exchange back end/microsoft-server-activesync": "ClientAccess\\sync",
    "exchange back end/ews": "ClientAccess\\exchWeb\\EWS",
    "exchange back end/ews/bin": "ClientAccess\\exchWeb\\EWS\\bin",
    "exchange back end/rpc": "RpcProxy",
    "exchange back end/rpcwithcert": "RpcProxy",
}


@check("iis.apphost_invalid", needs=(IisAppHost,), on_edge=False)
def main_file(context: CheckContext) -> Iterator[Finding]:
    """See whether the web server's main file is there and can be read.

    Red if applicationHost.config is missing or not well-formed XML, green otherwise.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    file = context.section(IisAppHost)
    broken = not file.exists or file.parse_error is not None
    yield Finding(
        id="iis.apphost_invalid",
        light=TrafficLight.RED if broken else TrafficLight.GREEN,
        variant="broken" if broken else "right",
        value=str(broken),
        details={"path": file.path, "why": file.parse_error},
    )


@check("iis.vdir_path", needs=(IisApplications,), on_edge=False)
def folders(context: CheckContext) -> Iterator[Finding]:
    r"""See whether each virtual directory leads to the folder it belongs to.

    Red for each directory of Exchange whose path doesn't end as Setup made it, such as ``Default
    Web Site/owa`` not in ``FrontEnd\HttpProxy\owa``; green if there is none.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    wrong = [
        (_named(one.site, one.path), one.physical_path, suffix)
        for one in context.section(IisApplications).items
        if one.physical_path is not None
        and (suffix := _FOLDERS.get(_named(one.site, one.path).lower())) is not None
        and not _ends_with(one.physical_path, suffix)
    ]
    for name, path, suffix in wrong:
        yield Finding(
            "iis.vdir_path",
            TrafficLight.RED,
            "wrong",
            instance=name,
            value=path,
            details={"expected": suffix},
        )
    if not wrong:
        yield Finding("iis.vdir_path", TrafficLight.GREEN, "right", value="Correct")


@check("iis.webconfig_missing", needs=(IisApplications, IisSites, IisConfigFiles), on_edge=False)
def missing_files(context: CheckContext) -> Iterator[Finding]:
    """See whether an application lacks its file and falls back to that of its site.

    Red for each application whose file is gone or whose settings come from the file of the site,
    green if there is none. Where all fall back to the damaged file of a site, it is the damage that
    hides their own.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    files = {one.path.lower(): one for one in context.section(IisConfigFiles).items}
    by_site: defaultdict[str, list[IisApplication]] = defaultdict(list)
    missing: list[IisApplication] = []
    for one in context.section(IisApplications).items:
        if _is_gone(files.get(_config(one))):
            missing.append(one)
        elif one.config_path is not None:
            by_site[one.site.lower()].append(one)
    for site in context.section(IisSites).items:
        path = (site.config_path or "").lower()
        own = by_site.pop(site.name.lower(), [])
        fallen = [one for one in own if _config(one) == path]
        if len(fallen) < len(own) or not _is_damaged(files.get(path)):
            missing += fallen
    for one in missing:
        yield Finding(
            "iis.webconfig_missing",
            TrafficLight.RED,
            "missing",
            instance=_named(one.site, one.path),
            value=one.config_path or "",
        )
    if not missing:
        yield Finding("iis.webconfig_missing", TrafficLight.GREEN, "present", value="Present")


@check("iis.webconfig_invalid", needs=(IisConfigFiles,), on_edge=False)
def readable_files(context: CheckContext) -> Iterator[Finding]:
    """See whether all files but the main one, which is judged by itself, can be read.

    Red for each that is not well-formed XML, green if there is none.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    broken = [
        one
        for one in context.section(IisConfigFiles).items
        if one.parse_error is not None and not one.path.lower().endswith(_APPHOST)
    ]
    yield from _for_each("iis.webconfig_invalid", broken, "Invalid", "Valid")


@check("iis.shared_config_missing", needs=(IisConfigFiles,), on_edge=False)
def shared_files(context: CheckContext) -> Iterator[Finding]:
    """See whether the files that others link to are there.

    Red for each shared file that is missing, green if there is none.
    """
    files = context.section(IisConfigFiles).items
    missing = [one for one in files if one.kind.lower() == _SHARED and not one.exists]
    yield from _for_each(
        "iis.shared_config_missing",
        missing,
        "Missing",
        "Present",
        links=("https://aka.ms/HC-MissingConfig",),
    )


@check("iis.default_variable", needs=(IisConfigFiles,), on_edge=False)
def variables(context: CheckContext) -> Iterator[Finding]:
    """See whether a file still has the placeholder that setup should have replaced.

    Red for each file with ``%ExchangeInstallDir%``, green if there is none.
    """
    files = context.section(IisConfigFiles).items
    yield from _for_each(
        "iis.default_variable",
        [one for one in files if one.contains_install_dir_variable],
        "True",
        "False",
        links=("https://aka.ms/HC-DefaultVariableDetected",),
    )


@check("iis.bin_search_folders", needs=(IisConfigFiles, ExchangeSetup), on_edge=False)
def search_folders(context: CheckContext) -> Iterator[Finding]:
    r"""See whether the admin center looks for its programs in all three folders.

    Red if ``BinSearchFolders`` in ``ClientAccess\ecp\web.config`` lacks ``bin``,
    ``bin\CmdletExtensionAgents`` or ``ClientAccess\Owa\bin`` of the installation; green otherwise.
    A missing or damaged file is not judged here.
    """
    root = readable(
        context.section(ExchangeSetup).msi_install_path, ExchangeSetup, "msi_install_path"
    ).rstrip("\\")
    for file in context.section(IisConfigFiles).items:
        if not file.path.lower().endswith(_PANEL_FILE) or file.parse_error or not file.exists:
            continue
        listed = {_plain(one) for one in file.bin_search_folders or ()}
        missing = [one for one in _PANEL_FOLDERS if _plain(f"{root}\\{one}") not in listed]
        yield Finding(
            id="iis.bin_search_folders",
            light=TrafficLight.RED if missing else TrafficLight.GREEN,
            variant="missing" if missing else "right",
            instance=file.path,
            value=str(bool(missing)),
            details={"folders": ", ".join(f"{root}\\{one}" for one in missing)},
            links=("https://aka.ms/HC-BinSearchFolder",) if missing else (),
        )


@check("iis.rewrite_star", needs=(IisConfigFiles, IisAppHost), on_edge=False)
def rewrite_rules(context: CheckContext) -> Iterator[Finding]:
    """See whether a rewrite rule has a lone star as its pattern, at which the web server fails.

    Red for each enabled rule with ``*``, green if there is none.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    places = [
        *((one.path, one.rewrite_rules) for one in context.section(IisConfigFiles).items),
        *((one.path, one.rewrite_rules) for one in context.section(IisAppHost).locations),
    ]
    wrong = [(path, rule) for path, rules in places for rule in _lone_stars(rules)]
    for path, rule in wrong:
        yield Finding(
            "iis.rewrite_star",
            TrafficLight.RED,
            "star",
            instance=f"{path}: {rule.name or ''}",
            value=_EVERYTHING,
            details={"rule": rule.name, "path": path},
        )
    if not wrong:
        yield Finding("iis.rewrite_star", TrafficLight.GREEN, "right", value="None")


def _for_each(
    check_id: str,
    files: list[IisConfigFile],
    value: str,
    otherwise: str,
    *,
    links: tuple[str, ...] = (),
) -> Iterator[Finding]:
    """Make a red finding of each file, or a green one of none."""
    for file in files:
        yield Finding(
            id=check_id,
            light=TrafficLight.RED,
            variant="wrong",
            instance=file.path,
            value=value,
            details={"why": file.parse_error},
            links=links,
        )
    if not files:
        yield Finding(check_id, TrafficLight.GREEN, "right", value=otherwise)


def _config(application: IisApplication) -> str:
    return (application.config_path or "").lower()


def _is_gone(file: IisConfigFile | None) -> bool:
    return file is not None and not file.exists


def _is_damaged(file: IisConfigFile | None) -> bool:
    return file is not None and file.parse_error is not None


def _lone_stars(rules: Iterable[RewriteRule]) -> list[RewriteRule]:
    return [one for one in rules if one.enabled and (one.match_url or "").strip() == _EVERYTHING]


def _named(site: str, path: str) -> str:
    return f"{site}/{path.strip('/')}"


def _plain(path: str) -> str:
    return path.strip().rstrip("\\").lower()


def _ends_with(path: str, suffix: str) -> bool:
    return f"\\{_plain(path)}".endswith(f"\\{suffix.lower()}")
