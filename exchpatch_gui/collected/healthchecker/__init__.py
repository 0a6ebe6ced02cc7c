# SPDX-License-Identifier: MIT
"""What Microsoft's HealthChecker has exported, as a collected document.

Source of the names: https://github.com/microsoft/CSS-Exchange, Diagnostics/HealthChecker.
"""
