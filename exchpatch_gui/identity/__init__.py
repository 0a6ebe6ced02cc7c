# SPDX-License-Identifier: MIT
"""From observations to what stands at an address: weighing evidence, without I/O."""
