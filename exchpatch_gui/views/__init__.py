# SPDX-License-Identifier: MIT
"""Widgets: they show and forward, and decide nothing."""
