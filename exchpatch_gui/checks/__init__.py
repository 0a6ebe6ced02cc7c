# SPDX-License-Identifier: MIT
"""Judgements, one subject a file: pure functions from what was seen to findings."""
