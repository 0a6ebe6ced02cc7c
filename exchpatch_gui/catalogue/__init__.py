# SPDX-License-Identifier: MIT
"""What Microsoft released and published, as data, and what follows from it for one build."""
