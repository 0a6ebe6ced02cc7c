# SPDX-License-Identifier: MIT
"""Values of the subject: builds, servers, evidence, verdicts. Standard library only, no I/O."""
