"""manage.py take_receipts: the job of the schedule, run by hand."""

from typing import Any

from django.core.management.base import BaseCommand

from partnership import tasks


class Command(BaseCommand):
    help = tasks.take_receipts.__doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(tasks.take_receipts()))
