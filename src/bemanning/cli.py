"""The console script `bemanning`: Django's commands, with the right settings."""

import os
import sys


def main() -> None:
    """Run a management command, such as `bemanning migrate` or `bemanning serve`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bemanning.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
