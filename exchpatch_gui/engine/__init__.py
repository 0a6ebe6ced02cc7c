# SPDX-License-Identifier: MIT
"""Running probes on many servers at once and judging what they bring."""
