# SPDX-License-Identifier: MIT
"""Where passwords are kept: the operating system's own store, else memory, never a file."""
