"""The example's rounds are played through the services, all or none."""

import datetime as dt
from pathlib import Path

import pytest

from audits.imports import load_audits
from audits.models import AuditAction, Framework, Return, Round
from partnership.imports import Refused
from partnership.models import Agency, Body, Person
from tests.factories import TODAY

ROUNDS = """
evidence:
  - {question: named, text: Written down}
  - {question: looks, text: Minutes}
  - {question: trained, text: Count of May}
rounds:
  - framework: small
    title: "Small audit, {year}"
    body: Neglect
    period_from: 2024-09-01
    period_to: 2025-08-31
    opens_on: 2025-09-29
    due_on: 2025-11-21
    closed_on: 2026-03-06
    note: One did not return
    plans: {on: 2026-02-16, due_on: 2026-12-11}
    returns:
      - agency: West Midlands Police
        answered_on: 2025-11-17
        scores: "33 3"
        submit: true
        moderated_on: 2026-01-20
        changes:
          - {question: trained, score: 1, note: Not counted}
        feedback: Steady
      - agency: West Midlands Fire Service
"""


def load(path: Path, text: str, by: Person) -> None:
    path.write_text(text, encoding="utf-8")
    load_audits(path=path, by=by, shift=dt.timedelta(0), on=TODAY)


def test_a_round_of_a_file_is_played_to_its_end(
    tmp_path: Path, framework: Framework, neglect: Body, police: Agency, fire: Agency, partner: Person,
    business_unit: Person,
) -> None:  # fmt: skip
    load(tmp_path / "audits.yaml", ROUNDS, business_unit)
    row = Round.objects.get()
    assert (row.title, row.status) == ("Small audit, 2025", Round.Status.CLOSED)
    assert row.returns.get(agency=police).status == Return.Status.MODERATED
    assert row.returns.get(agency=fire).status == Return.Status.NOT_STARTED
    assert AuditAction.objects.get().standard.number == 2
    answer = row.returns.get(agency=police).answers.get(question__key="trained")
    assert (answer.score, answer.moderated_score, answer.moderation_note) == (3, 1, "Not counted")
    reasons = list(
        answer.history.order_by("history_date", "history_id").values_list("history_change_reason", flat=True)
    )
    assert reasons == ["Round opened", "Answered", "Moderated"]


@pytest.mark.parametrize(("old", "new", "says"), [
    ('"33 3"', '"3 3"', "has 2 questions, not 1"),
    ("framework: small", "framework: other", "No framework"),
    ("question: trained, score", "question: nobody, score", "No question has the key"),
    ("agency: West Midlands Fire Service", "agency: Nobody", "No agency"),
    ("note: One did not return", "note:", "have not returned"),
])  # fmt: skip
def test_a_fault_is_told_with_its_line_and_nothing_is_kept(
    old: str, new: str, says: str, tmp_path: Path, framework: Framework, neglect: Body, police: Agency, fire: Agency,
    partner: Person, business_unit: Person,
) -> None:  # fmt: skip
    assert old in ROUNDS
    with pytest.raises(Refused) as refusal:
        load(tmp_path / "audits.yaml", ROUNDS.replace(old, new), business_unit)
    assert any(says in fault.sentence and fault.line for fault in refusal.value.faults)
    assert not Round.objects.exists()
