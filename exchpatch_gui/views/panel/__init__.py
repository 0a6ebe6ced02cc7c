# SPDX-License-Identifier: MIT
"""The panel at the side: all that is known of one server, and what to do about it."""
