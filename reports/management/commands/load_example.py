"""Load the example partnership into an empty portal: rules, structure, a year of work, reports, logins."""

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from audits.imports import load_audits
from audits.models import Round
from partnership.imports import Fault, Refused, apply_import, from_folder
from partnership.imports.reading import Reader, read_yaml
from partnership.kit.dates import now, today
from partnership.kit.wording import plural
from partnership.models import Body, Partnership, Person, Rule
from partnership.services.example_logins import give_example_logins
from reports.imports import load_reports
from reports.models import Report
from subgroups.imports import Year, carry_mails, monday_of_loading, play_year, read_year
from subgroups.models import Action, Meeting

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "dudley"


class Command(BaseCommand):
    read: Year | None = None
    help = "Load the example partnership into an empty portal. Safe to run again: what is there is left as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=EXAMPLE, help="another folder of such files")
        parser.add_argument(
            "--check-only", action="store_true", help="name every fault of the files, load nothing more"
        )

    def handle(self, *args: Any, folder: Path = EXAMPLE, check_only: bool = False, **options: Any) -> None:
        try:
            self.load(folder, check_only)
        except Refused as refusal:
            for fault in refusal.faults:
                self.stderr.write(str(fault))
            raise CommandError(f"Mend {plural(len(refusal.faults), 'fault')} in {folder} first.") from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None

    def load(self, folder: Path, check_only: bool) -> None:
        self.refuse_others(folder)
        self.step("Rules and duties", not Rule.objects.exists(), lambda: self.rules())
        self.step("Partnership", not Body.objects.exists(), lambda: self.structure(folder))
        empty = not (Meeting.objects.exists() or Action.objects.exists())
        self.step("Year of work", empty or check_only, lambda: self.year(folder, check_only))
        if not check_only:
            self.step("Reports", not Report.objects.exists(), lambda: self.reports(folder))
            self.step("Audits", not Round.objects.exists(), lambda: self.audits(folder))
            # Mails of days gone by went out then; those of today go out with the schedule.
            carry_mails(before=today())
            self.step("Logins", True, lambda: self.logins(folder))

    def step(self, words: str, is_due: bool, act: Callable[[], str]) -> None:
        """One line of progress: what was loaded and how long it took."""
        if not is_due:
            self.stdout.write(f"{words}: there already.")
            return
        began = time.monotonic()
        said = act()
        self.stdout.write(f"{words}: {said} ({time.monotonic() - began:.1f} s)")

    def refuse_others(self, folder: Path) -> None:
        """The example never mixes with a partnership that works here."""
        standing = Partnership.objects.first()
        if standing is None and Body.objects.exists():
            raise CommandError("This portal has bodies of its own. The example is loaded into an empty one.")
        if standing is not None:
            name = read_yaml((folder / "partnership.yaml").read_bytes()).fields["name"].text
            if name != standing.name:
                raise CommandError(f"This portal belongs to {standing.name}. The example is loaded into an empty one.")

    def rules(self) -> str:
        call_command("load_rules", verbosity=0, stdout=io.StringIO())
        return plural(Rule.objects.count(), "rule")

    def structure(self, folder: Path) -> str:
        preview = apply_import(source=from_folder(folder), by=None, now=now(), on=today())
        return f"{plural(len(preview.added), 'record')}, {Body.objects.count()} bodies, {Person.objects.count()} people"

    def files_of_year(self, folder: Path) -> Year:
        """The files of the year, read once."""
        if self.read is None:
            self.read, faults = read_year(folder)
            if self.read is None:
                raise Refused(faults)
        return self.read

    def year(self, folder: Path, check_only: bool) -> str:
        year = self.files_of_year(folder)
        played = play_year(year=year, on=today(), keep=not check_only)
        return ", ".join(f"{count} {words}" for words, count in played.counts.items())

    def reports(self, folder: Path) -> str:
        path = folder / "report.yaml"
        if not path.exists():
            return "none in the files"
        year = self.files_of_year(folder)
        as_of = monday_of_loading(today())
        made = load_reports(path=path, by=year.business_unit, as_of=as_of, shift=as_of - year.as_of)
        return plural(len(made), "report")

    def audits(self, folder: Path) -> str:
        call_command("load_frameworks", verbosity=0, stdout=io.StringIO())
        path = folder / "audits.yaml"
        if not path.exists():
            return "none in the files"
        year = self.files_of_year(folder)
        shift = monday_of_loading(today()) - year.as_of
        played = load_audits(path=path, by=year.business_unit, shift=shift, on=today())
        return f"{plural(len(played.rounds), 'round')}, {plural(played.returns, 'return')}"

    def logins(self, folder: Path) -> str:
        path = folder / "logins.yaml"
        known = self.files_of_year(folder).people
        faults: list[Fault] = []
        people = {}
        for entry in read_yaml(path.read_bytes()).rows:
            one = Reader(path.name, entry, faults, "role person")
            role, key = one.text("role", required=True), one.text("person", required=True)
            if key in known:
                people[role] = known[key]
            else:
                one.fault("person", f"Nobody has the key “{key}”.")
        if faults:
            raise Refused(faults)
        return f"{len(give_example_logins(people))}, printed by `python manage.py show_logins`"
