"""manage.py recount: the job of the schedule, run by hand."""

from typing import Any

from django.core.management.base import BaseCommand

from partnership import tasks


class Command(BaseCommand):
    help = tasks.recount.__doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(tasks.recount()))
