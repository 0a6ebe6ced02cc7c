# SPDX-License-Identifier: MIT
"""What an export of HealthChecker says of the web server."""

from __future__ import annotations

from typing import Any

from tests.unit.clixml.writing import Net, enum

APPHOST = """<?xml version="1.0" encoding="UTF-8"?>
<configuration>
  <location path="Default Web Site/EWS" overrideMode="Allow">
    <system.webServer><security>
      <access sslFlags="Ssl, Ssl128" />
      <ipSecurity allowUnlisted="false" />
      <authentication>
        <windowsAuthentication enabled="true">
          <extendedProtection tokenChecking="Allow" />
        </windowsAuthentication>
      </authentication>
    </security></system.webServer>
  </location>
  <system.webServer><globalModules>
    <add name="UriCacheModule" image="%windir%\\System32\\inetsrv\\cachuri.dll" />
  </globalModules></system.webServer>
</configuration>
"""
WEB_CONFIG = """<configuration>
  <assemblyBinding xmlns="urn:schemas-microsoft-com:asm.v1">
    <linkedConfiguration href="file://C:\\Exchange\\SharedWebConfig.config" />
  </assemblyBinding>
  <appSettings><add key="BinSearchFolders" value="C:\\E\\bin; C:\\E\\Owa\\bin" /></appSettings>
  <system.webServer><rewrite><rules>
    <rule name="all" enabled="true"><match url="*" /></rule>
  </rules></rewrite></system.webServer>
</configuration>"""


def web_server() -> dict[str, Any]:
    site_file = "C:\\inetpub\\wwwroot\\web.config"
    file = "C:\\Exchange\\owa\\web.config"
    return {
        "ApplicationHostConfig": APPHOST,
        "IISModulesInformation": {
            "ModuleList": [
                {
                    "Name": "UriCacheModule",
                    "Path": "C:\\Windows\\System32\\inetsrv\\cachuri.dll",
                    "Signed": True,
                    "SignatureDetails": {
                        "Signer": "CN=Microsoft Windows, O=Microsoft Corporation, C=US",
                        "SignatureStatus": enum("Valid", 0),
                        "IsMicrosoftSigned": True,
                    },
                }
            ]
        },
        "IISTokenCacheModuleInformation": Net(
            {
                "FileMajorPart": 10,
                "FileMinorPart": 0,
                "FileBuildPart": 20348,
                "FilePrivatePart": 2029,
            }
        ),
        "IISWebSite": [
            {
                "Name": "Default Web Site",
                "Id": 1,
                "State": "Started",
                "PhysicalPath": "C:\\inetpub\\wwwroot",
                "Hsts": {
                    "NativeHstsSettings": Net({"enabled": True, "max-age": 300}),
                    "HstsViaCustomHeader": {"enabled": False},
                },
                "Bindings": [
                    Net(
                        {
                            "protocol": "https",
                            "bindingInformation": ":443:",
                            "sslFlags": 0,
                            "certificateHash": "CC" * 20,
                            "certificateStoreName": "MY",
                        }
                    )
                ],
                "ConfigurationFileInfo": {
                    "Location": site_file,
                    "Content": "<configuration />",
                    "Exist": True,
                    "Valid": True,
                },
            }
        ],
        "IISWebApplication": [
            {
                "FriendlyName": "Default Web Site/owa",
                "Path": "/owa",
                "PhysicalPath": "C:\\Exchange\\owa",
                "ConfigurationFileInfo": {
                    "Location": file,
                    "Content": WEB_CONFIG,
                    "Exist": True,
                    "Valid": True,
                },
            }
        ],
        "IISSharedWebConfig": [
            {
                "Location": "C:\\Exchange\\SharedWebConfig.config",
                "Exist": False,
                "Content": None,
                "Valid": False,
            }
        ],
    }
