"""Bring regimes, rules and duties to what the files in partnership/law say, and bank holidays with them."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnership.kit.dates import now
from partnership.services.rules import FILES, LAW, load_rules, read_law


class Command(BaseCommand):
    help = "Load regimes, rules and duties from partnership/law, and bank holidays. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=LAW, help="another folder with the three files")

    def handle(self, *args: Any, folder: Path = LAW, verbosity: int = 1, **options: Any) -> None:
        try:
            report = load_rules(entries=read_law(folder), now=now())
        except ValidationError as error:
            raise CommandError(f"Nothing was loaded. {' '.join(error.messages)}") from error
        for name in FILES:
            self.stdout.write(f"{name.capitalize()}: {report[name]}.")
            if verbosity > 1:
                for key in report[name].added:
                    self.stdout.write(f"  added {key}")
                for key in report[name].changed:
                    self.stdout.write(f"  changed {key}")
        call_command("load_bank_holidays", stdout=self.stdout)
