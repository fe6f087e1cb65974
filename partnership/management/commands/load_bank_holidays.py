"""Keep the bank holidays of England and Wales as rows, so that working days can be counted."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from partnership.calendar import load_bank_holidays
from partnership.kit.dates import today

FIRST_YEAR = 2015


class Command(BaseCommand):
    help = "Keep the bank holidays of whole years. Without years: from 2015 to three years ahead. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("first", nargs="?", type=int, help="first year")
        parser.add_argument("last", nargs="?", type=int, help="last year; the first one alone if it is left out")

    def handle(self, *args: Any, first: int | None = None, last: int | None = None, **options: Any) -> None:
        if first is None:
            first, last = FIRST_YEAR, today().year + 3
        last = last or first
        new = load_bank_holidays(first_year=first, last_year=last)
        self.stdout.write(f"Bank holidays of {first} to {last}: {new} added.")
