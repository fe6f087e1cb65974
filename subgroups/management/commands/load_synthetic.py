"""Fill an empty portal with invented years of a given size, for script/bench."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnership.kit.dates import today
from partnership.models import Body, Partnership
from subgroups.synthetic import load_years


class Command(BaseCommand):
    help = "Fill an empty portal with ten invented years of so many actions, to measure its speed. Never one in use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("actions", type=int, help="how many actions there are, at least 1000")
        parser.add_argument("--without-history", action="store_true", help="write no row of history for the actions")

    def handle(self, *args: Any, actions: int, without_history: bool = False, **options: Any) -> None:
        if actions < 1000:
            raise CommandError("Ask for at least 1000 actions.")
        if Partnership.objects.exists() or Body.objects.exists():
            raise CommandError("This portal has a partnership. Invented years are loaded into an empty one.")
        load_years(actions=actions, on=today(), history=not without_history, say=self.stdout.write)
