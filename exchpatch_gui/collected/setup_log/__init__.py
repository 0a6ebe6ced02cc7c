# SPDX-License-Identifier: MIT
"""Reads the logs that installing Exchange or an update leaves on a server, and says what failed.

Pure, and never more of a log in memory than the last lines that matter: logs grow for years and are
sent by mail, so they are long and nothing in them is trusted.
"""
