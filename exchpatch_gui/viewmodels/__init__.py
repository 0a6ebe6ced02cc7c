# SPDX-License-Identifier: MIT
"""Between the services and the widgets: Qt models, controllers, the bridge for events."""
