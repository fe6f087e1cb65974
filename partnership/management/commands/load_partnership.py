"""Load a partnership (agencies, bodies, seats, people, plan) from a folder of files."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnership.imports import Refused, apply_import, check, from_folder
from partnership.kit.dates import now, today


class Command(BaseCommand):
    help = "Load the partnership from a folder of files: everything or nothing. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder that holds agencies.yaml, bodies.yaml, people.csv …")
        parser.add_argument("--check-only", action="store_true", help="say what would be done and do nothing")

    def handle(self, *args: Any, folder: Path, check_only: bool, **options: Any) -> None:
        try:
            source = from_folder(folder)
            preview = check(source) if check_only else apply_import(source=source, by=None, now=now(), on=today())
            if preview.faults:
                raise Refused(preview.faults)
        except Refused as refusal:
            for fault in refusal.faults:
                self.stderr.write(str(fault))
            count = len(refusal.faults)
            these = "this fault" if count == 1 else f"these {count} faults"
            raise CommandError(f"Nothing was loaded. Mend {these} first.") from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        if options["verbosity"] > 1 or check_only:
            for change in preview.changes:
                verb = "add" if change.is_new else "change"
                self.stdout.write(f"{verb} {change.wanted.kind.words.lower()}: {change.label}")
                for one in change.differences:
                    self.stdout.write(f"    {one.words}: {one.old} -> {one.new}")
        added = Counter(change.wanted.kind.words.lower() for change in preview.added)
        told = ", ".join(f"{words} {count}" for words, count in added.items())
        self.stdout.write(
            f"{len(preview.added)} added, {len(preview.changed)} changed, {sum(preview.unchanged.values())} unchanged"
            f"{f' ({told})' if told else ''}."
        )
