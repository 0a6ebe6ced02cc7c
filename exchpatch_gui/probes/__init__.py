# SPDX-License-Identifier: MIT
"""The only code that asks servers: one probe a file, each gives observations, none judges."""
