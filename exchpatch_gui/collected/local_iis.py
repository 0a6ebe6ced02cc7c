# SPDX-License-Identifier: MIT
"""Facts of the web server."""

from __future__ import annotations

from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class RewriteRule:
    """A rule of the URL Rewrite module."""

    name: str | None
    enabled: bool
    match_url: str | None


@dataclass(frozen=True, slots=True)
class IisLocation:
    """One ``<location>`` element; null where the attribute is absent.

    Attributes:
        path: Such as ``Default Web Site/EWS``.
        extended_protection_token_checking: ``None``, ``Allow`` or ``Require``.
        ip_security_allow_unlisted: False: only listed addresses come in.
    """

    path: str
    ssl_flags: str | None
    extended_protection_token_checking: str | None
    ip_security_allow_unlisted: bool | None
    enabled_authentication: tuple[str, ...]
    rewrite_rules: tuple[RewriteRule, ...]


@dataclass(frozen=True, slots=True)
class IisAppHost:
    """applicationHost.config: attributes as written, nothing inherited."""

    path: str
    exists: bool
    parse_error: str | None
    locations: tuple[IisLocation, ...]


@dataclass(frozen=True, slots=True)
class Hsts:
    """The site's own HSTS element.

    Attributes:
        max_age: Seconds.
    """

    enabled: bool
    max_age: int
    include_sub_domains: bool
    preload: bool
    redirect_http_to_https: bool


@dataclass(frozen=True, slots=True)
class IisBinding:
    """One binding.

    Attributes:
        binding_information: ``address:port:host``.
        certificate_hash: SHA-1 in hexadecimal digits.
    """

    protocol: str
    binding_information: str
    certificate_hash: str | None
    certificate_store: str | None
    ssl_flags: int | None


@dataclass(frozen=True, slots=True)
class IisSite:
    """One site.

    Attributes:
        config_path: The file IIS would use; points to ``IisConfigFiles``.
    """

    name: str
    id: int
    state: str
    physical_path: str | None
    application_pool: str | None
    config_path: str | None
    hsts: Hsts | None
    bindings: tuple[IisBinding, ...]


@dataclass(frozen=True, slots=True)
class IisSites:
    """Web sites with their bindings."""

    items: tuple[IisSite, ...]


@dataclass(frozen=True, slots=True)
class IisApplication:
    """One application.

    Attributes:
        config_path: The file IIS would use, also if that is a parent's.
    """

    site: str
    path: str
    physical_path: str | None
    application_pool: str | None
    config_path: str | None


@dataclass(frozen=True, slots=True)
class IisApplications:
    """Web applications."""

    items: tuple[IisApplication, ...]


@dataclass(frozen=True, slots=True)
class IisConfigFile:
    """One file.

    Attributes:
        parse_error: Why it isn't well-formed XML.
        kind: ``site``, ``application`` or ``shared`` configuration.
        contains_install_dir_variable: ``%ExchangeInstallDir%`` stands in it unresolved.
    """

    path: str
    exists: bool
    parse_error: str | None
    kind: str
    linked_configuration: str | None
    contains_install_dir_variable: bool | None
    bin_search_folders: tuple[str, ...] | None
    strict_transport_security: str | None
    rewrite_rules: tuple[RewriteRule, ...]


@dataclass(frozen=True, slots=True)
class IisConfigFiles:
    """Each web.config and shared configuration file once."""

    items: tuple[IisConfigFile, ...]


@dataclass(frozen=True, slots=True)
class IisModule:
    """One module.

    Attributes:
        signature_status: The word of ``Get-AuthenticodeSignature``.
    """

    name: str
    image: str | None
    signature_status: str
    signer_subject: str | None


@dataclass(frozen=True, slots=True)
class IisModules:
    """Modules loaded into the web server, with their signatures.

    Attributes:
        token_cache_dll_version: File version of cachtokn.dll.
    """

    token_cache_dll_version: str | None
    items: tuple[IisModule, ...]


@dataclass(frozen=True, slots=True)
class IisAppPool:
    """One pool and when it restarts by itself."""

    name: str
    state: str
    gc_server_enabled: bool | None
    restart_private_memory: int | None
    restart_memory: int | None
    restart_requests: int | None
    restart_time: str | None
    restart_schedule: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IisAppPools:
    """Exchange's application pools."""

    items: tuple[IisAppPool, ...]
