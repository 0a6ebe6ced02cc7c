# SPDX-License-Identifier: MIT
"""Remote PowerShell of the demonstration: real messages and sign-ins, and no PowerShell behind."""
