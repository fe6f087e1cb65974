"""Run several commands one after another in one process: each start of Python and Django costs seconds."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Run commands one after another in one process, as the first start does. What one refuses ends it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("commands", nargs="+", metavar="command", help="name of a command, without options")

    def handle(self, *args: Any, commands: list[str], **options: Any) -> None:
        for name in commands:
            call_command(name, stdout=self.stdout, stderr=self.stderr)
