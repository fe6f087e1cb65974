"""What a table of actions may name: agencies, people, objectives, meetings. Read once, however long the table is."""

import datetime as dt
from collections import defaultdict

from partnership.imports.days import NoDay, any_day
from partnership.imports.finding import meant_by, name_tiers, plain_name
from partnership.imports.reading import nearest_name
from partnership.kit.wording import list_words, long_date
from partnership.models import Agency, Body, Objective, Person
from subgroups.models import Action, Meeting

# Looking for a near name takes time; a table that is wrong on every line does not need one on each.
MOST_GUESSES = 100
LONGEST_NAME = 150


class Unknown(ValueError):
    """The words name nothing that can be taken. Carries the sentence for the person."""


def shown(words: str) -> str:
    """Words as a sentence quotes them."""
    plain = " ".join(words.split())
    return plain if len(plain) <= 60 else f"{plain[:60]}…"


class Known:
    """The names of one partnership on a day, as a table for one body may use them."""

    def __init__(self, body: Body, on: dt.date) -> None:
        self.body, self.on = body, on
        self._guesses_left = MOST_GUESSES
        agencies = list(
            Agency.objects.exclude(kind=Agency.Kind.EXTERNAL)
            .select_related("successor")
            .prefetch_related("aliases", "names")
            .order_by("pk")
        )
        self.agencies = {agency.pk: agency for agency in agencies}
        self._tiers = name_tiers(
            (
                agency.pk,
                (
                    [agency.slug, agency.name, agency.short_name],
                    [row.alias for row in agency.aliases.all()],
                    [name for row in agency.names.all() for name in (row.name, row.short_name)],
                ),
            )
            for agency in agencies
        )
        self._by_email: dict[str, Person] = {}
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        people = Person.objects.filter(is_active=True, agency__isnull=False).select_related("agency")
        for person in people.order_by("pk"):
            self._by_email[person.email.lower()] = person
            self._by_name[plain_name(person.name)].append(person)
        self._objectives = name_tiers(
            (row, ([row.number],)) for row in Objective.objects.order_by("-theme__priority__plan__ends_on", "pk")
        )
        meetings = Meeting.objects.filter(body=body).exclude(status=Meeting.Status.CANCELLED).select_related("body")
        self._meetings = {row.pk: row for row in meetings}
        self._open = {
            (plain_name(title), agency, due): reference
            for title, agency, due, reference in Action.objects.live()
            .filter(body=body)
            .values_list("title", "lead_agency_id", "due_on", "reference")
        }

    # ---- agencies ----

    def is_agency(self, words: str) -> bool:
        """Whether the words mean an agency, or several."""
        return bool(meant_by(words, self._tiers))

    def agency(self, words: str) -> Agency:
        """The open agency of that name, alias or earlier name. Raises Unknown."""
        found = {self.agencies[key] for key in meant_by(words, self._tiers)}
        still_open = {agency for agency in found if agency.is_open(self.on)}
        if len(still_open) == 1:
            return still_open.pop()
        if still_open:
            both = list_words(sorted(agency.name for agency in still_open), last="or")
            raise Unknown(f"“{shown(words)}” may be {both}. Write its full name.")
        if found:
            closed = found.pop()
            after = f" Its work went on to {closed.successor.name}: write that." if closed.successor else ""
            raise Unknown(f"{closed.name} has closed.{after or ' Write an agency that is open.'}")
        near = self._near(words, [name for tier in self._tiers for name in tier])
        guess = f" Did you mean “{self.agencies[min(meant_by(near, self._tiers))].name}”?" if near else ""
        raise Unknown(f"No agency is called “{shown(words)}”.{guess} Choose one from the list.")

    def nobody(self, words: str) -> str:
        """What is said of an owner who is neither an agency nor a person, with the name that may be meant."""
        near = self._near(words, [name for tier in self._tiers for name in tier])
        name = self.agencies[min(meant_by(near, self._tiers))].name if near else ""
        if not near and (near := self._near(words, list(self._by_name))):
            name = self._by_name[near][0].name
        guess = f" Did you mean “{name}”?" if name else ""
        return f"No agency and nobody is called “{shown(words)}”.{guess} Choose an agency from the list."

    def _near(self, words: str, names: list[str]) -> str:
        """The name that comes nearest to these words, if any does."""
        if self._guesses_left <= 0 or len(words) > LONGEST_NAME:
            return ""
        self._guesses_left -= 1
        return nearest_name(plain_name(words), names)

    # ---- people ----

    def is_person(self, words: str) -> bool:
        """Whether the words are the name or the address of somebody."""
        return words.lower().strip() in self._by_email or plain_name(words) in self._by_name

    def person(self, words: str, agency: Agency | None) -> Person:
        """The person of that address, or the only one of that name in the agency. Raises Unknown."""
        at = agency.short_name if agency else ""
        if "@" in words:
            person = self._by_email.get(words.lower().strip().removeprefix("mailto:"))
            if person is None:
                raise Unknown(f"Nobody here has the address “{shown(words)}”. Write another, or leave it empty.")
            if agency is not None and not person.works_for(agency):
                raise Unknown(f"{person.name} does not work for {at}. Write somebody of {at}, or leave it empty.")
            return person
        named = self._by_name.get(plain_name(words), [])
        theirs = [person for person in named if agency is None or person.works_for(agency)]
        if len(theirs) == 1:
            return theirs[0]
        if theirs:
            raise Unknown(f"{len(theirs)} people are called “{shown(words)}”. Write the e-mail address.")
        if named:
            raise Unknown(f"{named[0].name} does not work for {at}. Write somebody of {at}, or leave it empty.")
        colleagues = [
            name for name, some in self._by_name.items() if agency is None or any(one.works_for(agency) for one in some)
        ]
        near = self._near(words, colleagues)
        guess = f" Did you mean “{self._by_name[near][0].name}”?" if near else ""
        where = f"Nobody at {at}" if at else "Nobody"
        raise Unknown(f"{where} is called “{shown(words)}”.{guess} Write another name, or leave it empty.")

    # ---- where it comes from ----

    def objective(self, words: str) -> Objective:
        """The objective of that number, of the latest plan that has it. Raises Unknown."""
        found = meant_by(words.lower().removeprefix("objective").strip(" :."), self._objectives)
        if not found:
            raise Unknown(f"No objective of the plan has the number “{shown(words)}”. Write one like 1.2, or none.")
        return max(found, key=lambda row: row.pk)

    def meeting(self, words: str) -> Meeting:
        """The body's meeting of that number or date. Raises Unknown."""
        plain = plain_name(words)
        found = [row for row in self._meetings.values() if plain in (plain_name(row.reference), plain_name(row.title))]
        if not found:
            try:
                day = any_day(words, self.on)
            except NoDay:
                day = None
            found = [row for row in self._meetings.values() if row.on == day]
            if day and not found:
                raise Unknown(f"{self.body.short_name} had no meeting on {long_date(day, weekday=False)}.")
        if len(found) != 1:
            raise Unknown(
                f"No one meeting of {self.body.short_name} is meant by “{shown(words)}”. Write its number or its date."
            )
        return found[0]

    def same_as(self, title: str, agency: Agency, due_on: dt.date) -> str:
        """The number of an open action of the body with the same name, agency and date."""
        return self._open.get((plain_name(title), agency.pk, due_on), "")
