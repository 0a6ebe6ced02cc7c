# SPDX-License-Identifier: MIT
"""A real Kerberos domain on loopback: MIT's key distribution centre with a user and a server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

REALM = "CONTOSO.EXAMPLE"
_SBIN = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
_TOOLS = ("krb5kdc", "kdb5_util", "kadmin.local")
_SECONDS = 30.0

_CONFIG = """\
[libdefaults]
  default_realm = {realm}
  dns_lookup_kdc = false
  dns_lookup_realm = false
  dns_canonicalize_hostname = false
  rdns = false
  udp_preference_limit = 1
[realms]
  {realm} = {{
    kdc = 127.0.0.1:{port}
  }}
[domain_realm]
  localhost = {realm}
"""
_KDC_CONFIG = """\
[kdcdefaults]
  kdc_listen = ""
  kdc_tcp_listen = 127.0.0.1:{port}
[realms]
  {realm} = {{
    database_name = {folder}/principal
    key_stash_file = {folder}/stash
    acl_file = {folder}/acl
    default_principal_flags = +preauth
  }}
[logging]
  kdc = FILE:{folder}/kdc.log
"""


def what_is_lacking() -> str:
    """Say what Kerberos lacks on this computer, or nothing."""
    for module in ("gssapi", "krb5"):
        if find_spec(module) is None:
            return f"the module {module} is not installed"
    for tool in _TOOLS:
        if shutil.which(tool, path=_SBIN) is None:
            return f"{tool} is not installed (package krb5-kdc or krb5-admin-server)"
    return ""


@dataclass(slots=True)
class Domain:
    """A domain that runs while it is a context.

    Attributes:
        folder: Its own, with everything it keeps.
        variables: What tells Kerberos' libraries of it.
    """

    folder: Path
    user: str
    password: str
    _centre: subprocess.Popen[str] | None = None

    @property
    def variables(self) -> dict[str, str]:
        return {
            "KRB5_CONFIG": str(self.folder / "krb5.conf"),
            "KRB5_KDC_PROFILE": str(self.folder / "kdc.conf"),
            "KRB5_KTNAME": f"FILE:{self.folder / 'server.keytab'}",
            "KRB5CCNAME": f"FILE:{self.folder / 'tickets'}",
            "KRB5RCACHETYPE": "none",
        }

    def __enter__(self) -> Self:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        values = {"realm": REALM, "port": port, "folder": self.folder}
        (self.folder / "krb5.conf").write_text(_CONFIG.format(**values))
        (self.folder / "kdc.conf").write_text(_KDC_CONFIG.format(**values))
        (self.folder / "acl").touch()
        self._tool("kdb5_util", "create", "-s", "-r", REALM, "-P", "master of nothing")
        for principal in ("host/localhost", "http/localhost"):
            self._administer(f"addprinc -randkey {principal}")
            self._administer(f"ktadd -k {self.folder / 'server.keytab'} {principal}")
        self._administer(f'addprinc -pw "{self.password}" {self.user}')
        self._centre = self._start_centre()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._centre is not None:
            self._centre.terminate()
            self._centre.wait(_SECONDS)
            assert self._centre.stderr is not None
            self._centre.stderr.close()

    def _start_centre(self) -> subprocess.Popen[str]:
        """Start it, and wait for the line with which it says that it is ready."""
        centre = subprocess.Popen(
            [self._path("krb5kdc"), "-n"],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert centre.stderr is not None
        watchdog = threading.Timer(_SECONDS, centre.kill)
        watchdog.start()
        for line in centre.stderr:
            if "starting" in line:
                break
        watchdog.cancel()
        watchdog.join()
        return centre

    def _administer(self, command: str) -> None:
        self._tool("kadmin.local", "-r", REALM, "-q", command)

    def _tool(self, name: str, *arguments: str) -> None:
        subprocess.run(
            [self._path(name), *arguments],
            env=self._environment,
            check=True,
            capture_output=True,
            timeout=_SECONDS,
        )

    @property
    def _environment(self) -> dict[str, str]:
        return {**os.environ, **self.variables}

    @staticmethod
    def _path(name: str) -> str:
        found = shutil.which(name, path=_SBIN)
        assert found is not None
        return found
