"""Make the printed action logs that wait, as the schedule does each minute."""

from typing import Any

from django.core.management.base import BaseCommand

from partnership.kit.dates import now
from subgroups.services.action_logs import make_logs


class Command(BaseCommand):
    help = "Make the printed action logs that wait."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = make_logs(clock=now, most=1000)
        self.stdout.write(f"{counts['built']} made.")
