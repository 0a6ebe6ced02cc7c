# SPDX-License-Identifier: MIT
"""What an update has changed on a server, and how that is put right."""
