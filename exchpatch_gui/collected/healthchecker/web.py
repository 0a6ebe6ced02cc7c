# SPDX-License-Identifier: MIT
"""The web server: sites, applications, modules, pools and the texts of its files."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from exchpatch_gui.collected.clixml.node import AbsentError, Node
from exchpatch_gui.collected.healthchecker.config_xml import (
    ConfigFile,
    attribute_of,
    local_name,
    named,
    parse,
    rewrite_rules,
)
from exchpatch_gui.collected.healthchecker.export import Export
from exchpatch_gui.collected.local_iis import (
    Hsts,
    IisAppHost,
    IisApplication,
    IisApplications,
    IisAppPool,
    IisAppPools,
    IisBinding,
    IisConfigFile,
    IisConfigFiles,
    IisLocation,
    IisModule,
    IisModules,
    IisSite,
    IisSites,
)

_APPHOST = "%windir%\\System32\\inetsrv\\config\\applicationHost.config"
_SECURITY = "system.webServer/security"
_SIGN_IN = f"{_SECURITY}/authentication"
_VARIABLE = "%exchangeinstalldir%"
# System.Management.Automation.SignatureStatus.
_SIGNATURES = {
    0: "Valid",
    1: "UnknownError",
    2: "NotSigned",
    3: "HashMismatch",
    4: "NotTrusted",
    5: "NotSupportedFileFormat",
    6: "Incompatible",
}
_PARTS = ("FileMajorPart", "FileMinorPart", "FileBuildPart", "FilePrivatePart")


def iis_apphost(export: Export) -> IisAppHost:
    """Read the main file; what it says of single paths stands as written."""
    file = _main_file(export)
    return IisAppHost(
        path=_APPHOST,
        exists=True,
        parse_error=file.fault,
        locations=()
        if file.root is None
        else tuple(_location(one) for one in file.root.findall("location")),
    )


def _main_file(export: Export) -> ConfigFile:
    return parse(export.exchange.filled("IISSettings.ApplicationHostConfig").needed_text())


def _location(element: Element) -> IisLocation:
    unlisted = attribute_of(element.find(f"{_SECURITY}/ipSecurity"), "allowUnlisted")
    protection = element.find(f"{_SIGN_IN}/windowsAuthentication/extendedProtection")
    methods = element.find(_SIGN_IN)
    return IisLocation(
        path=element.get("path") or "",
        ssl_flags=attribute_of(element.find(f"{_SECURITY}/access"), "sslFlags"),
        extended_protection_token_checking=attribute_of(protection, "tokenChecking"),
        ip_security_allow_unlisted=None if unlisted is None else unlisted.lower() == "true",
        enabled_authentication=tuple(
            local_name(one)
            for one in (methods if methods is not None else ())
            if one.get("enabled") == "true"
        ),
        rewrite_rules=rewrite_rules(element, "./"),
    )


def iis_sites(export: Export) -> IisSites:
    """Read the sites, those that are none of Exchange's too."""
    settings = export.exchange.filled("IISSettings")
    sites = settings.filled("IISWebSite").items() + settings.get("NonExchangeWebSites").items()
    return IisSites(tuple(_site(one) for one in sites))


def _site(site: Node) -> IisSite:
    return IisSite(
        name=site["Name"].needed_text(),
        id=site["Id"].needed_whole(),
        state=site["State"].needed_text(),
        physical_path=site.get("PhysicalPath").text(),
        application_pool=site.get("ApplicationPool").text(),
        config_path=site.get("ConfigurationFileInfo").get("Location").text(),
        hsts=_hsts(site["Hsts"].get("NativeHstsSettings")),
        bindings=tuple(
            IisBinding(
                protocol=one["protocol"].needed_text(),
                binding_information=one["bindingInformation"].needed_text(),
                certificate_hash=one.get("certificateHash").text(),
                certificate_store=one.get("certificateStoreName").text(),
                ssl_flags=one.get("sslFlags").whole(),
            )
            for one in site["Bindings"].items()
        ),
    )


def _hsts(native: Node) -> Hsts | None:
    """Read the site's own element, which Windows before 2019 doesn't have."""
    enabled = native.get("enabled").truth()
    if enabled is None:
        return None
    return Hsts(
        enabled=enabled,
        max_age=native.get("max-age").whole() or 0,
        include_sub_domains=bool(native.get("includeSubDomains").truth()),
        preload=bool(native.get("preload").truth()),
        redirect_http_to_https=bool(native.get("redirectHttpToHttps").truth()),
    )


def iis_applications(export: Export) -> IisApplications:
    """Read the applications; site and path stand together in one name."""
    found = export.exchange.filled("IISSettings.IISWebApplication").items()
    return IisApplications(tuple(_application(one) for one in found))


def _application(application: Node) -> IisApplication:
    path = application["Path"].needed_text()
    name = application["FriendlyName"].needed_text()
    return IisApplication(
        site=name.removesuffix(path),
        path=path,
        physical_path=application.get("PhysicalPath").text(),
        application_pool=application.get("ApplicationPool").text(),
        config_path=application.get("ConfigurationFileInfo").get("Location").text(),
    )


def iis_config_files(export: Export) -> IisConfigFiles:
    """Read each file once, by what it is met as first."""
    files: dict[str, IisConfigFile] = {}
    for file, kind in _texts(export.exchange.filled("IISSettings")):
        path = file.get("Location").text()
        if path is not None and path.lower() not in files:
            files[path.lower()] = _config_file(file, path, kind)
    return IisConfigFiles(tuple(files.values()))


def _texts(settings: Node) -> Iterator[tuple[Node, str]]:
    for name, kind in (("IISWebSite", "site"), ("IISWebApplication", "application")):
        for one in settings.filled(name).items():
            yield one["ConfigurationFileInfo"], kind
    for one in settings["IISSharedWebConfig"].items():
        yield one, "shared"


def _config_file(file: Node, path: str, kind: str) -> IisConfigFile:
    text = file["Content"].text()
    parsed = ConfigFile(None) if text is None else parse(text)
    folders = header = linked = None
    if parsed.root is not None:
        setting = parsed.find("appSettings/add[@key='BinSearchFolders']", "value")
        if setting is not None:
            folders = tuple(folder.strip() for folder in setting.split(";") if folder.strip())
        header = parsed.find(
            ".//system.webServer/httpProtocol/customHeaders/add[@name='Strict-Transport-Security']",
            "value",
        )
        link = next(named(parsed.root, "linkedConfiguration"), None)
        linked = attribute_of(link, "href")
    return IisConfigFile(
        path=path,
        exists=file["Exist"].needed_truth(),
        parse_error=parsed.fault,
        kind=kind,
        linked_configuration=None if linked is None else linked.removeprefix("file://").lstrip("/"),
        contains_install_dir_variable=None if text is None else _VARIABLE in text.lower(),
        bin_search_folders=folders,
        strict_transport_security=header,
        rewrite_rules=() if parsed.root is None else rewrite_rules(parsed.root),
    )


def iis_modules(export: Export) -> IisModules:
    """Read the modules with their signatures.

    HealthChecker leaves out what it could not look at, and on old Windows its own modules; so
    every module of the main file has to be there, else nothing is known of the others.
    """
    settings = export.exchange.filled("IISSettings")
    found = settings.filled("IISModulesInformation.ModuleList").items()
    items = tuple(_module(one) for one in found)
    seen = {one.name.lower() for one in items}
    root = _main_file(export).root
    loaded = () if root is None else root.findall("system.webServer/globalModules/add")
    for one in loaded:
        name = one.get("name") or ""
        if name.lower() not in seen:
            raise AbsentError(f"IISSettings.IISModulesInformation.ModuleList.{name}")
    return IisModules(_version(settings["IISTokenCacheModuleInformation"]), items)


def _module(module: Node) -> IisModule:
    signature = module["SignatureDetails"]
    status = signature["SignatureStatus"].whole()
    signed = module["Signed"].needed_truth()
    return IisModule(
        name=module["Name"].needed_text(),
        image=module.get("Path").text(),
        signature_status=_SIGNATURES.get(status or 0, "UnknownError") if signed else "NotSigned",
        signer_subject=signature.get("Signer").text(),
    )


def _version(file: Node) -> str | None:
    parts = [file.get(name).whole() for name in _PARTS]
    return None if None in parts else ".".join(map(str, parts))


def iis_app_pools(export: Export) -> IisAppPools:
    """Read Exchange's application pools."""
    pools = export.exchange.filled("ApplicationPools").pairs()
    return IisAppPools(tuple(_pool(name, pool) for name, pool in pools))


def _pool(name: str, pool: Node) -> IisAppPool:
    settings = pool["AppSettings"]
    restart = settings.at("add.recycling.periodicRestart")
    unknown = pool.get("GCUnknown").truth()
    return IisAppPool(
        name=name,
        state=settings["state"].needed_text(),
        gc_server_enabled=None if unknown else pool.get("GCServerEnabled").truth(),
        restart_private_memory=restart.get("privateMemory").whole(),
        restart_memory=restart.get("memory").whole(),
        restart_requests=restart.get("requests").whole(),
        restart_time=restart.get("time").text(),
        restart_schedule=_schedule(restart.get("schedule")),
    )


def _schedule(schedule: Node) -> tuple[str, ...]:
    """Read the times of day; they are elements named ``add`` with a value."""
    times = schedule.get("add") or schedule.get("Collection") or schedule
    return tuple(
        text for one in times.items() if (text := (one.get("value") or one).text()) is not None
    )
