"""Who may open what: every address × every role. An address that is missing from the table fails the build.

Letters: 2 the page opens, 3 sent to sign in or on, 4 it does not exist for this person, x seen but not allowed,
p takes POST only, r answers for machines whether all is well.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from partnership import chasing
from partnership.kit.dates import at_hour
from partnership.models import Agency, Body, Membership, Notice, Person, Regime, Telling
from subgroups.models import Action
from tests import matrix_records
from tests.audits.conftest import framework, opened, police_return, thresholds  # noqa: F401  # fixtures
from tests.factories import TODAY, make_appointment, make_membership, make_person
from tests.reports.conftest import edition, report, signers, year  # noqa: F401  # fixtures
from tests.reviews.conftest import (  # noqa: F401  # fixtures
    adult,
    decided,
    law,
    learning,
    make_referral,
    recommended,
    review,
)

pytestmark = pytest.mark.slow

ROLES = [
    "anonymous", "disabled", "outsider", "partner", "member", "chair", "business_unit", "independent_chair",
    "safeguarding_partner", "inspector", "administrator",
]  # fmt: skip
ANSWERS = {"2": {200}, "3": {302}, "4": {404}, "x": {403}, "p": {405}, "r": {200, 503}}


def routes() -> Iterator[tuple[str, str]]:
    def walk(patterns: Any, before: str, space: str) -> Iterator[tuple[str, str]]:
        for entry in patterns:
            if isinstance(entry, URLResolver):
                inner = f"{space}{entry.namespace}:" if entry.namespace else space
                yield from walk(entry.url_patterns, before + str(entry.pattern), inner)
            elif isinstance(entry, URLPattern):
                yield f"{space}{entry.name}", before + str(entry.pattern)

    yield from walk(get_resolver().url_patterns, "", "")


# name → (arguments from the records, letters in the order of ROLES)
TABLE: dict[str, tuple[Callable[[Any], list[Any]], str]] = matrix_records.TABLE


@pytest.mark.once
def test_every_address_is_in_the_table() -> None:
    missing = {name for name, _ in routes()} - set(TABLE)
    gone = set(TABLE) - {name for name, _ in routes()}
    assert not missing, f"Say in tests/matrix_records.py who may open: {sorted(missing)}"
    assert not gone, f"These addresses are gone; take them out of the table: {sorted(gone)}"


@pytest.fixture
def care(request: pytest.FixtureRequest) -> Regime:
    """The law of the reviews serves the report too."""
    request.getfixturevalue("law")
    return Regime.objects.get(key="care-act-2014")


@pytest.fixture
def records(request: pytest.FixtureRequest, db: None, monday: Any) -> Any:
    return matrix_records.make(request)


@pytest.fixture
def people(request: pytest.FixtureRequest, records: Any) -> dict[str, Person | None]:
    cast: dict[str, Person | None] = {"anonymous": None}
    for role in ROLES[2:-1]:
        cast[role] = request.getfixturevalue(role)
    administrator = make_person("Administrator")
    make_appointment(administrator, "administrator")
    cast["administrator"] = administrator
    cast["disabled"] = make_person("Left", is_active=False)
    return cast


def status_of(client: Client, path: str) -> int:
    """What a path answers. A stream is read to its end, which closes its file and nothing else."""
    response = client.get(path)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


def client_of(person: Person | None) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return client


@pytest.mark.once
def test_who_may_open_what(records: Any, people: dict[str, Person | None], bare_refusals: None) -> None:
    wrong, clients = [], {role: client_of(person) for role, person in people.items()}
    for name, (arguments, letters) in TABLE.items():
        assert len(letters) == len(ROLES), f"{name}: give one letter for each of {ROLES}"
        path = reverse(name, args=arguments(records))
        for role, letter in zip(ROLES, letters, strict=True):
            status = status_of(clients[role], path)
            if status not in ANSWERS[letter]:
                wrong.append(f"{name} as {role}: {status} instead of {letter}")
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that looked at what stands behind their question mark. Any other answers the same to anything."""
    seen: list[str] = []
    read = WSGIRequest.GET.func

    def look(request: WSGIRequest) -> QueryDict:
        seen.append(request.path)
        return read(request)

    monkeypatch.setattr(WSGIRequest, "GET", property(look))
    return seen


def test_no_answer_is_an_error(records: Any, people: dict[str, Person | None], asked: list[str]) -> None:
    """Each address with values that mean nothing: told in a page, never an error of ours."""
    client = client_of(people["business_unit"])
    hostile = ("?page=9999", "?body=x&key='--", "?words=%00&due=31.2.", "?format=csv&body=0", "?q=%27%22%3Cb%3E")
    for name, (arguments, _) in TABLE.items():
        path = reverse(name, args=arguments(records))
        for query in hostile:
            status = status_of(client, path + query)
            assert status < 500 or name == "readyz", f"{name}{query} answers {status}"
            if path not in asked:
                break
    assert len(set(asked)) >= 50


CHANGED_BY_READING = {
    # Reading is what is recorded: the link of a digest notes that its reader followed it; a restricted record notes who
    # opened it; signing out and in are changes of the session.
    "partnership_telling", "partnership_notice", "partnership_session", "partnership_person", "reviews_access",
}  # fmt: skip


WRITES = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"(\w+)"', re.IGNORECASE)


@pytest.mark.once
def test_reading_changes_nothing(records: Any, people: dict[str, Person | None]) -> None:
    client = client_of(people["business_unit"])
    client.get("/")
    for name, (arguments, _) in TABLE.items():
        with CaptureQueriesContext(connection) as captured:
            status_of(client, reverse(name, args=arguments(records)))
        written = {found[1] for query in captured if (found := WRITES.match(query["sql"]))}
        assert not written - CHANGED_BY_READING, f"GET {name} writes to {written}"


@pytest.mark.once
def test_a_post_without_its_token_is_refused_everywhere(records: Any, people: dict[str, Person | None]) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(people["business_unit"])
    for name, (arguments, _) in TABLE.items():
        status = client.post(reverse(name, args=arguments(records))).status_code
        assert status in {403, 405}, f"POST {name} without a token answers {status}"


@pytest.mark.once
def test_a_partner_gets_404_for_everything_of_another_agency(
    records: Any, outsider: Person, people: dict[str, Person | None]
) -> None:
    """Every address that names a record of the police, of Neglect or of a review, as the fire service's lead."""
    client = Client(raise_request_exception=False)
    client.force_login(outsider)
    tried = 0
    for name, (arguments, letters) in TABLE.items():
        letter = letters[ROLES.index("outsider")]
        if letter not in "4p" or not arguments(records):
            continue
        tried += 1
        path = reverse(name, args=arguments(records))
        if letter == "4":
            assert status_of(client, path) == 404, name
        assert client.post(path).status_code in {403, 404, 405}, f"POST {name}"
    assert tried >= 20


CANARY = "Zuckerkandl"


@pytest.mark.once
def test_no_word_of_another_agency_leaks(
    records: Any, outsider: Person, police: Agency, neglect: Body, business_unit: Person, people: dict[str, Any],
    asked: list[str],
) -> None:  # fmt: skip
    """A word written into every text of the police's action: lists, search, files and mails of others hold none."""
    Action.objects.filter(pk=records.action.pk).update(title=CANARY, what=CANARY, measure=CANARY)
    client = Client(raise_request_exception=False)
    client.force_login(outsider)
    for name, (arguments, _) in TABLE.items():
        path = reverse(name, args=arguments(records))
        for query in ("", f"?q={CANARY}&words={CANARY}", "?format=csv", "?format=xlsx"):
            response = client.get(path + query)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            if response.status_code == 200:
                text = (
                    body.decode("utf-8", "replace")
                    .replace(f"value=&quot;{CANARY}", "")
                    .replace(f'value="{CANARY}"', "")
                )
                text = re.sub(rf"“{CANARY}”|q={CANARY}|words={CANARY}|{CANARY}, remove|: {CANARY}", "", text)
                assert CANARY not in text, f"{name}{query} shows another agency's words"
            if path not in asked:
                break
    chasing.chase(on=records.action.due_on, now=at_hour(records.action.due_on, 7))
    assert not Notice.objects.filter(to=outsider, text__contains=CANARY).exists()


def test_a_membership_that_ended_yesterday_opens_nothing_today(records: Any, neglect: Body, monday: Any) -> None:
    from datetime import timedelta

    person = make_person("Left yesterday")
    make_membership(person, neglect, to_on=TODAY - timedelta(days=1), on=TODAY - timedelta(days=1))
    path = reverse("subgroups:meeting-detail", args=[records.meeting.pk])
    assert status_of(client_of(person), path) == 404
    assert Membership.objects.filter(person=person).exists()
    assert not Telling.objects.filter(person=person).exists()
