# SPDX-License-Identifier: MIT
"""Where state lives, and what the user has chosen."""
