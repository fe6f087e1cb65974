"""Make the PDFs of editions that wait, as the schedule does each minute."""

from typing import Any

from django.core.management.base import BaseCommand

from partnership.kit.dates import now
from reports.services import build_waiting


class Command(BaseCommand):
    help = "Make the PDFs of editions that wait for one."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = build_waiting(clock=now, most=1000)
        self.stdout.write(f"{counts['built']} made.")
