# SPDX-License-Identifier: MIT
"""The demonstration fleet: real servers on loopback that answer as scripted."""
