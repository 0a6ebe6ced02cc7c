# SPDX-License-Identifier: MIT
"""Signing in to servers: one careful remote PowerShell session, and what stands in its way."""
