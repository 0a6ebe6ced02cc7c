# SPDX-License-Identifier: MIT
"""Checks that need what was collected on the server itself.

They are loaded only where something was: asking from outside and looking up a build stay fast.
"""
