# SPDX-License-Identifier: MIT
"""CliXml, the form in which PowerShell writes objects to files."""
