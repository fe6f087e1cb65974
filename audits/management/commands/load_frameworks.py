"""Bring the frameworks of audits to what the files in audits/frameworks say."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from audits.services.frameworks import FRAMEWORKS, load_frameworks, read_frameworks
from partnership.kit.dates import now


class Command(BaseCommand):
    help = "Load the frameworks of audits from audits/frameworks. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=FRAMEWORKS, help="another folder of such files")

    def handle(self, *args: Any, folder: Path = FRAMEWORKS, **options: Any) -> None:
        try:
            counts = load_frameworks(entries=read_frameworks(folder), now=now())
        except ValidationError as error:
            raise CommandError(f"Nothing was loaded. {' '.join(error.messages)}") from error
        self.stdout.write(
            f"Frameworks: {counts['added']} added, {counts['changed']} changed, {counts['unchanged']} unchanged."
        )
