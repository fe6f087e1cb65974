#!/usr/bin/env python
"""Django's command line for this portal."""

import gc
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    # A command makes many objects that stay and few that go: with Python's own thresholds migrations spent four tenths
    # of their time on looking for the latter.
    gc.set_threshold(50_000, 50, 100)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dspp.settings")
    execute_from_command_line(sys.argv)
