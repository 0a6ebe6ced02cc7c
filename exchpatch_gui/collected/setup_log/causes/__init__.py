# SPDX-License-Identifier: MIT
"""What is known to make an installation fail, each with the page it is known from.

A new cause is a row in one of these modules, three sentences, and a test. Their order in
``registry`` is that of telling: what explains the others stands first.
"""
