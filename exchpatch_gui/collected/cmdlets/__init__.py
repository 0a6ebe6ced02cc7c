# SPDX-License-Identifier: MIT
"""From the objects that Exchange's cmdlets gave to sections, whichever way the objects came."""
