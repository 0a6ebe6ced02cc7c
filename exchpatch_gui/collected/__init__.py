# SPDX-License-Identifier: MIT
"""What was collected on a server, as values: one type per section of ``exchpatch.collected/1``."""
