# SPDX-License-Identifier: MIT
"""One model of a report and its outputs: PDF, HTML, CSV, JSON."""
