"""manage.py backup FOLDER: the whole portal in a new folder."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnership.kit import backup
from partnership.kit.dates import now


class Command(BaseCommand):
    help = "Keep the database and all files in a new folder, with a list of checksums. The portal may run meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that is not there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            said = backup.make(options["folder"].resolve(), now=now())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        rows, files = sum(said["rows"].values()), len(said["files"])
        self.stdout.write(f"Kept {rows} rows of {len(said['rows'])} tables and {files} files in {options['folder']}.")
