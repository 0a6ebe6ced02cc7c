# SPDX-License-Identifier: MIT
"""Causes that lie with services: they don't stop, don't start, or are disabled."""

from __future__ import annotations

from exchpatch_gui.collected.setup_log.causes.base import (
    READINESS,
    TROUBLESHOOTING,
    Cause,
    error,
    reviewer,
    rule,
)

SERVICES_LEFT = Cause(
    "services_left_disabled",
    TROUBLESHOOTING,
    unless=frozenset({"service_state_overwritten", "service_state_lost"}),
)
LEFT_BY_SETUP = Cause("services_left_by_setup", TROUBLESHOOTING)
STATE_OVERWRITTEN = Cause(
    "service_state_overwritten", "https://github.com/microsoft/CSS-Exchange/issues/522"
)
STATE_LOST = Cause("service_state_lost", TROUBLESHOOTING)

CAUSES = (
    error(
        "setup_commands_missing",
        "The term 'Stop-SetupService' is not recognized",
        "The term 'Start-SetupService' is not recognized",
        source="https://learn.microsoft.com/answers/questions/1098733/"
        "failed-patch-install-security-update-for-exchange",
    ),
    error(
        "service_would_not_stop",
        "failed to reach status 'Stopped'",
        source=TROUBLESHOOTING,
        pattern=r"'(?P<service>[^']+)' failed to reach",
    ),
    error(
        "topology_service_stopped",
        "find the Microsoft Exchange Active Directory Topology service",
        source=reviewer("FindContext/Test-SharedConfigDc"),
        also="Unable to set shared config DC",
    ),
    error(
        "no_directory_server",
        "No Suitable Directory Servers Found",
        source=reviewer("FindContext/Test-SharedConfigDc"),
        also="Unable to set shared config DC",
    ),
    error(
        "service_disabled",
        "either because it is disabled or because it has no enabled devices",
        source=reviewer("ErrorContext/Test-DisabledService"),
    ),
    error(
        "firewall_service_stopped",
        "0x800706D9",
        source=reviewer("ErrorContext/Test-EndpointMapper"),
    ),
    rule("firewall_service_stopped", "MpsSvcStopped", source=READINESS),
    error(
        "stop_list_empty",
        'Exception calling "Reverse" with "1" argument',
        source=reviewer("ErrorContext/Test-ServiceControlReverse"),
        also="ServiceControl.ps1",
    ),
    error(
        "service_would_not_start",
        "failed to reach status 'Running'",
        source=TROUBLESHOOTING,
        pattern=r"'(?P<service>[^']+)' failed to reach",
        unless="topology_service_stopped no_directory_server service_disabled",
    ),
    error(
        "service_not_enabled",
        "Unable to enable service(s):",
        source=TROUBLESHOOTING,
        pattern=r"service\(s\): '(?P<service>[^']+)'",
    ),
)
