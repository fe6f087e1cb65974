"""manage.py restore FOLDER: make this portal what a backup holds."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnership.kit import backup


class Command(BaseCommand):
    help = "Put back what manage.py backup kept, and compare every count and checksum. Stop the portal first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder made by manage.py backup")
        parser.add_argument("--replace", action="store_true", help="even where this portal has people in it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            said = backup.restore(options["folder"].resolve(), replace=options["replace"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        rows, files = sum(said["rows"].values()), len(said["files"])
        self.stdout.write(f"Restored {rows} rows and {files} files as they were at {said['made_at']}: all compared.")
        if said["key"] != backup.key_mark() and "secret-key" not in said["files"]:
            self.stdout.write(
                "PORTAL_SECRET_KEY is another than at the time of the backup: second factors must be set up anew. "
                "Put the old key into the environment to keep them."
            )
