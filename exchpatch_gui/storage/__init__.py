# SPDX-License-Identifier: MIT
"""The one database file: servers, runs, observations."""
