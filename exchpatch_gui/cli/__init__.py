# SPDX-License-Identifier: MIT
"""The command ``exchpatch``: one file a command."""
