# SPDX-License-Identifier: MIT
"""Use cases: what the window and the command line ask for, in plain Python."""
