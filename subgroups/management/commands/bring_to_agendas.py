"""manage.py bring_to_agendas: the job of the schedule, run by hand."""

from typing import Any

from django.core.management.base import BaseCommand

from subgroups import tasks


class Command(BaseCommand):
    help = tasks.bring_to_agendas.__doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        tasks.bring_to_agendas()
