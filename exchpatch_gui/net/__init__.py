# SPDX-License-Identifier: MIT
"""The careful network client: deadlines, caps and trust for everything that goes over a wire."""
