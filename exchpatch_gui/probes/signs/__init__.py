# SPDX-License-Identifier: MIT
"""What single answers, pages and greetings say, as signs: pure reading, no I/O."""
