"""From the tables of each file to wanted records, with every fault at its line."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.text import slugify

from partnership.imports.finding import Finder
from partnership.imports.kinds import BY_NAME, Key, Wanted
from partnership.imports.reading import Fault, Reader, nearest
from partnership.models import Agency, Appointment, Body, Membership, Objective, Regime, StandingItem

PARTNERSHIP = "name short_name name_lines place colours public_email current_regimes"
AGENCY = "key kind name short_name opened_on closed_on closing_reason successor part_of names aliases"
BODY = (
    "key code name short_name aliases kind remit purpose duties frequency meets_every_weeks quorum attendance_expected "
    "papers_before minutes_after reports_to opened_on closed_on closing_reason standing_items terms seats"
)
PLAN = "key title body version approved_on starts_on ends_on values aims versions priorities"
OBJECTIVE = "number action measure owner_body start_on due_on progress progress_on progress_note"
NUMBERS = (("attendance_expected", 75, 100), ("papers_before", 5, 60), ("minutes_after", 10, 60))
COLOURS = "brand brand_deep frame strand tint paper"
TERMS_TITLE = "Terms of reference"


class Records(Finder):
    """Turns documents into wanted records and notes every fault."""

    # ---- one record ----

    def want(self, reader: Reader, kind: str, key: Key, names: dict[str, str] | None = None) -> Wanted | None:
        """Note a wanted record, or a fault where its key stands twice."""
        row = Wanted(BY_NAME[kind], key, reader.file, reader.line)
        row.lines = {names.get(name, name) if names else name: line for name, line in reader.table.lines.items()}
        first = self.world.wanted[kind].get(key)
        if first is not None:
            where = f"in line {first.line}" if first.file == reader.file else f"in {first.file}, line {first.line}"
            reader.fault("key", f"This {row.kind.words.lower()} stands already {where}. Keep one of them.")
            return None
        self.world.wanted[kind][key] = row
        return row

    def key(self, reader: Reader, *, most: int = 60) -> str:
        """The key of a record: small letters, figures and hyphens."""
        key = reader.text("key", required=True)
        try:
            if key:
                validate_slug(key)
            if len(key) > most:
                raise ValidationError("")
        except ValidationError:
            reader.fault("key", f"Write the key in letters, figures and hyphens, at most {most}, not “{key[:60]}”.")
        return key

    def take(self, reader: Reader, row: Wanted, name: str, value: Any, *, at: str = "") -> None:
        """Give a record a value if the file names the field."""
        if (at or name) in reader.table.fields:
            row.values[name] = value

    def texts(self, reader: Reader, row: Wanted, *names: str, required: str = "") -> None:
        for name in names:
            if name in reader.table.fields or name in required.split():
                row.values[name] = reader.text(name, required=name in required.split())

    def days(self, reader: Reader, row: Wanted, *names: str) -> None:
        for name in names:
            self.take(reader, row, name, reader.day(name))

    def sound(self, row: Wanted, reader: Reader) -> None:
        """Hold the plain values against the model's own fields: lengths, addresses, colours, dates in order."""
        kind = row.kind
        known = self.world.known[kind.name].get(row.key)
        values = {**(known.values if known else {}), **row.values}
        plain = {name: values[name] for name in kind.plain if name in values and name not in kind.lists}
        obj = kind.model(**{name: value for name, value in plain.items() if value is not None})
        # What is empty and must not be was told when it was read.
        left_out = {one.name for one in kind.model._meta.fields} - {name for name, value in row.values.items() if value}
        try:
            obj.clean_fields(exclude=left_out | set(kind.refs))
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                words = self._written(row, name)
                for sentence in sentences:
                    self._note(row, name, f"“{words}”: {sentence}")
                reader.is_sound = False
        first = values.get("from_on") or values.get("opened_on") or values.get("starts_on")
        for name in ("to_on", "closed_on", "due_on", "ends_on"):
            last = values.get(name)
            if name in row.values and first and last and last < first:
                self._note(
                    row, name, f"The last day ({last:%d/%m/%Y}) is before the first ({first:%d/%m/%Y}). Mend one."
                )

    def _written(self, row: Wanted, name: str) -> str:
        return {"what": "action", "starts_on": "start_on", "number": "version"}.get(name, name) if row.kind.name in {
            "objective", "terms",
        } else name  # fmt: skip

    def _note(self, row: Wanted, name: str, sentence: str) -> None:
        self.faults.append(Fault(row.file, row.line_of(name), sentence))

    # ---- the files ----

    def partnership(self, file: str, document: Any) -> None:
        reader = Reader(
            file, document, self.faults, "name short_name name_lines place colours public_email current_regimes"
        )
        row = self.want(reader, "partnership", "partnership")
        assert row is not None
        self.texts(reader, row, "name", "short_name", "place", "public_email", required="name short_name place")
        lines = reader.words("name_lines")
        if len(lines) > 2:
            reader.fault("name_lines", "Write at most two lines: they stand in the frame of each page.")
        if reader.has("name_lines") or not self.world.known["partnership"]:
            row.values["first_line"] = lines[0] if lines else row.values["short_name"]
            row.values["second_line"] = lines[1] if len(lines) > 1 else ""
            row.lines["first_line"] = row.lines["second_line"] = reader.line_of("name_lines")
        if colours := reader.one("colours", COLOURS):
            for name in COLOURS.split():
                if colours.has(name):
                    row.values[name] = colours.text(name).lower()
                    row.lines[name] = colours.line_of(name)
        regimes = set(Regime.objects.values_list("key", flat=True))
        for key in reader.words("current_regimes"):
            if regimes and key not in regimes:
                reader.fault("current_regimes", f"No regime has the key “{key}”.{nearest(key, sorted(regimes))}")
        self.sound(row, reader)

    def agencies(self, file: str, document: Any) -> None:
        for reader in self._list(file, document, AGENCY):
            key = self.key(reader)
            row = self.want(reader, "agency", key) if key else None
            if row is None:
                continue
            row.values["kind"] = reader.choice("kind", Agency.Kind)
            self.texts(reader, row, "name", "short_name", "closing_reason", required="name short_name")
            self.days(reader, row, "opened_on", "closed_on")
            self.take(reader, row, "aliases", sorted(reader.words("aliases")))
            self.take(reader, row, "names", self._dated_names(reader))
            self.sound(row, reader)

            def links(reader: Reader = reader, row: Wanted = row) -> None:
                for name in ("part_of", "successor"):
                    self.take(reader, row, name, self.find("agency", reader, name))

            self._later.append(links)

    def _dated_names(self, reader: Reader) -> list[Any]:
        names = []
        for one in reader.tables("names", "name short_name from_on to_on"):
            name, short = one.text("name", required=True), one.text("short_name")
            first, last = one.day("from_on", required=True), one.day("to_on")
            if len(name) > 150 or len(short) > 60:
                one.fault("name", "This name is too long: at most 150 letters, 60 for the short one.")
            if first and last and last < first:
                one.fault("to_on", "The last day of this name is before its first. Mend one of them.")
            names.append((name, short, first, last))
        return sorted(names, key=lambda row: (row[2] or dt.date.min, row[0]))

    def bodies(self, file: str, document: Any) -> None:
        for reader in self._list(file, document, BODY):
            key = self.key(reader)
            row = self.want(reader, "body", key) if key else None
            if row is None:
                continue
            self.texts(
                reader, row, "code", "name", "short_name", "purpose", "frequency", "closing_reason",
                required="code name short_name",
            )  # fmt: skip
            row.values["kind"] = reader.choice("kind", Body.Kind)
            row.values["remit"] = reader.choice("remit", Body.Remit)
            for name in ("aliases", "duties"):
                self.take(reader, row, name, reader.words(name))
            self.take(reader, row, "meets_every_weeks", reader.number("meets_every_weeks", least=1, most=520))
            for name, default, most in (
                ("attendance_expected", 75, 100),
                ("papers_before", 5, 60),
                ("minutes_after", 10, 60),
            ):
                self.take(reader, row, name, reader.number(name, default, most=most))
            self.days(reader, row, "opened_on", "closed_on")
            if row.values.get("closed_on") and not reader.text("closing_reason"):
                reader.fault("closed_on", "Enter a closing_reason: a body is not closed without one.")
            kinds = reader.words("quorum")
            self.take(reader, row, "quorum", [reader.chosen("quorum", one, Agency.Kind) for one in kinds])
            self.take(reader, row, "standing_items", self._standing(reader))
            self.sound(row, reader)
            self._terms(reader, key)
            self._seats(reader, key)

            def lines(reader: Reader = reader, key: str = key) -> None:
                self._reports_to(reader, key)

            self._later.append(lines)

    def _standing(self, reader: Reader) -> list[Any]:
        items = []
        for one in reader.tables("standing_items", "title purpose"):
            title = one.text("title", required=True)
            if len(title) > 150:
                one.fault("title", "This title is too long: at most 150 letters.")
            purpose = one.choice("purpose", StandingItem.Purpose) if one.has("purpose") else "discussion"
            items.append((title, purpose))
        return items

    def _terms(self, reader: Reader, body: str) -> None:
        one = reader.one("terms", "version agreed_on review_on summary")
        if one is None:
            return
        number = one.text("version", required=True)
        row = self.want(one, "terms", (body, TERMS_TITLE, number), {"version": "number"})
        if row is not None:
            row.values = {"body": body, "kind": "terms", "title": TERMS_TITLE, "number": number}
            row.values["agreed_on"] = one.day("agreed_on", required=True)
            self.texts(one, row, "summary")
            self.days(one, row, "review_on")
            self.sound(row, one)

    def _seats(self, reader: Reader, body: str) -> None:
        for place, one in enumerate(reader.tables("seats", "key agency title required opened_on closed_on"), 1):
            key = self.key(one, most=80)
            row = self.want(one, "seat", key) if key else None
            if row is None:
                continue
            known = self.world.known["seat"].get(key)
            if known and known.values["body"] != body:
                one.fault("key", f"A seat “{key}” belongs to another body. Give this one another key.")
            row.values |= {"body": body, "place": place}
            self.texts(one, row, "title", required="title")
            self.take(one, row, "is_required", one.flag("required", True), at="required")
            self.days(one, row, "opened_on", "closed_on")
            self.sound(row, one)

            def link(one: Reader = one, row: Wanted = row) -> None:
                self.take(one, row, "agency", self.find("agency", one, "agency"))

            self._later.append(link)

    def _reports_to(self, reader: Reader, body: str) -> None:
        for one in reader.tables("reports_to", "body from_on to_on"):
            parent, first = self.find("body", one, "body", required=True), one.day("from_on", required=True)
            if parent == body:
                one.fault("body", "A body does not report to itself. Name the body above it.")
            elif parent and first and (row := self.want(one, "line", (body, parent, first))):
                row.values = {"body": body, "parent": parent, "from_on": first}
                self.days(one, row, "to_on")
                self.sound(row, one)

    def people(self, file: str, document: Any) -> None:
        names = {slugify(known.values["name"]): key for key, known in self.world.known["person"].items()}
        for reader in self._list(file, document, "key email name job_title agency"):
            key, email = self.key(reader), reader.text("email", required=True)
            if not key or not email:
                continue
            if key in self._people:
                reader.fault("key", f"The key “{key}” is used twice. Give this person another.")
                continue
            self._people[key] = email.lower()
            row = self.want(reader, "person", email.lower())
            if row is None:
                continue
            row.values["email"] = email
            self.texts(reader, row, "name", "job_title", required="name")
            known = self.world.known["person"].get(email.lower())
            if known and known.values["email"].lower() == email.lower():
                row.values["email"] = known.values["email"]
            elif names.get(key, email.lower()) != email.lower():
                reader.fault(
                    "email",
                    f"Somebody called {row.values['name']} is here as {names[key]}. Change the address on their page "
                    f"first. If this is somebody else, give them another key, for example {key}-2.",
                )
            self.sound(row, reader)

            def link(reader: Reader = reader, row: Wanted = row) -> None:
                row.values["agency"] = self.find("agency", reader, "agency")

            self._later.append(link)

    def appointments(self, file: str, document: Any) -> None:
        people = self.world.merged("person")
        for reader in self._list(file, document, "person role agency from_on to_on"):
            person, role = self.person(reader), reader.choice("role", Appointment.Role)
            agency, first = self.find("agency", reader, "agency"), reader.day("from_on", required=True)
            if role in Appointment.FOR_AN_AGENCY and not reader.has("agency"):
                reader.fault("agency", "Enter the agency: this role is held for one.")
            if role and role not in Appointment.FOR_AN_AGENCY and agency:
                # Naming the person's own agency says nothing new; another would be lost.
                if person and people[person].get("agency") != agency:
                    reader.fault("agency", "Leave the agency empty: this role is held for the whole partnership.")
                agency = None
            if person and role and first and (row := self.want(reader, "appointment", (person, role, agency, first))):
                row.values = {"person": person, "role": role, "agency": agency, "from_on": first}
                self.days(reader, row, "to_on")
                self.sound(row, reader)

    def memberships(self, file: str, document: Any) -> None:
        seats = self.world.merged("seat")
        for reader in self._list(file, document, "seat person role from_on to_on"):
            seat, person = reader.text("seat", required=True), self.person(reader)
            role, first = reader.choice("role", Membership.Role), reader.day("from_on", required=True)
            if seat and seat not in seats:
                near = nearest(seat, [str(key) for key in seats])
                reader.fault("seat", f"No seat has the key “{seat[:60]}”.{near} Add it to its body in bodies.yaml.")
            elif seat and person and role and first:
                row = self.want(reader, "membership", (seat, person, role, first))
                if row is not None:
                    row.values = {"seat": seat, "person": person, "role": role, "from_on": first}
                    self.days(reader, row, "to_on")
                    self.sound(row, reader)

    def plans(self, file: str, document: Any) -> None:
        reader = Reader(file, document, self.faults, PLAN)
        key = self.key(reader)
        row = self.want(reader, "plan", key) if key else None
        if row is None:
            return
        self.texts(reader, row, "title", required="title")
        row.values["starts_on"] = reader.day("starts_on", required=True)
        row.values["ends_on"] = reader.day("ends_on", required=True)
        self.days(reader, row, "approved_on")
        for name in ("values", "aims"):
            self.take(reader, row, name, reader.words(name))
        row.values["body"] = self.find("body", reader, "body") if reader.has("body") else self._whole(reader)
        self.sound(row, reader)
        numbers = []
        for one in reader.tables("versions", "number dated"):
            number, dated = one.text("number", required=True), one.day("dated", required=True)
            numbers.append(number)
            if number and (version := self.want(one, "version", (key, number))):
                version.values = {"plan": key, "number": number, "dated": dated}
                self.sound(version, one)
        if reader.has("version") and reader.text("version") not in numbers:
            reader.fault(
                "version", f"Version “{reader.text('version')}” is not among the versions. Add it there with its date."
            )
        for one in reader.tables("priorities", "number title summary themes"):
            self._priority(one, key)

    def _whole(self, reader: Reader) -> Key | None:
        """The partnership itself, to which a plan belongs where the file does not say."""
        found = [
            key for key, values in self.world.merged("body").items() if values.get("kind") == Body.Kind.PARTNERSHIP
        ]
        if len(found) == 1:
            return found[0]
        reader.fault("key", "Enter “body”: which body the plan belongs to.")
        return None

    def _priority(self, reader: Reader, plan: str) -> None:
        number = reader.number("number", least=1, most=99)
        if number is None:
            reader.fault("number", "Enter the number of the priority.")
            return
        row = self.want(reader, "priority", (plan, number))
        if row is None:
            return
        row.values |= {"plan": plan, "number": number}
        self.texts(reader, row, "title", "summary", required="title")
        self.sound(row, reader)
        for place, one in enumerate(reader.tables("themes", "title from_on to_on objectives"), 1):
            theme = self.want(one, "theme", (plan, number, place))
            if theme is None:
                continue
            theme.values |= {"priority": (plan, number), "place": place}
            self.texts(one, theme, "title", required="title")
            self.days(one, theme, "from_on", "to_on")
            self.sound(theme, one)
            for at, each in enumerate(one.tables("objectives", OBJECTIVE), 1):
                self._objective(each, plan, (plan, number, place), at)

    def _objective(self, reader: Reader, plan: str, theme: Key, place: int) -> None:
        number = reader.text("number", required=True)
        names = {"action": "what", "start_on": "starts_on", "owner_body": "owner"}
        row = self.want(reader, "objective", (plan, number), names) if number else None
        if row is None:
            return
        row.values = {
            "theme": theme,
            "place": place,
            "number": number,
            "what": reader.text("action", required=True),
            "measure": reader.text("measure", required=True),
            "owner": self.find("body", reader, "owner_body", required=True),
            "starts_on": reader.day("start_on", required=True),
            "due_on": reader.day("due_on", required=True),
        }
        progress = "not_started"
        if reader.has("progress"):
            progress = row.values["progress"] = reader.choice("progress", Objective.Progress)
        self.sound(row, reader)
        note = reader.text("progress_note")
        if note and (told := self.want(reader, "progress", (plan, number, progress, note))):
            told.values = {"objective": (plan, number), "progress": progress, "note": note}
            told.said_on = reader.day("progress_on")

    def _list(self, file: str, document: Any, known: str) -> Iterable[Reader]:
        from_list = getattr(document, "rows", None)
        if from_list is None:
            self.faults.append(Fault(file, 1, "The file is a list: each entry begins with a dash."))
            return
        for entry in from_list:
            yield Reader(file, entry, self.faults, known)
