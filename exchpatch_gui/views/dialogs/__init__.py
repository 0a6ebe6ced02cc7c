# SPDX-License-Identifier: MIT
"""Dialogs: one file each, and the small parts they share."""
