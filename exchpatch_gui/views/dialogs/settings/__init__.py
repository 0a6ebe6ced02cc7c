# SPDX-License-Identifier: MIT
"""The settings: one file for each page, and the dialog that holds them."""
