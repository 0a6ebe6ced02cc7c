# SPDX-License-Identifier: MIT
"""ExchPatch: the true patch state of on-premises Exchange servers."""

__version__ = "0.1.0"
