"""Advice on how an action is worded: what is pointed out, what is left alone, and that it never blocks."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subgroups.smart import DISTANT, advise, by_field, of_date, of_measure, of_what

ON = dt.date(2026, 11, 23)
GOOD = {
    "what": "Officers complete the screening prompt at each domestic incident where a child lives in the home",
    "measure": "Prompt complete in 90 % of such incidents, two months running, from the crime system",
    "due_on": dt.date(2027, 1, 29),
    "has_person": True,
}


def keys(advice: list) -> list[str]:
    return [one.key for one in advice]


def test_a_well_worded_action_gets_no_advice() -> None:
    assert advise(**GOOD, on=ON) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(("measure", "said"), [
    ("Improve joint working", ["effort"]),
    ("Better outcomes", ["effort"]),
    ("Staff are trained as appropriate", ["yardstick", "nothing-seen"]),
    ("Robust arrangements", ["yardstick", "nothing-seen"]),
    ("The protocol is published", []),
    ("Improve attendance to 80 %", []),
    ("Things happen", ["nothing-seen"]),
    ("", ["no-measure"]),
    ("   ", ["no-measure"]),
    ("Timely sharing in the audit of ten files", ["yardstick"]),
])  # fmt: skip
def test_a_vague_measure_is_pointed_out(measure: str, said: list[str]) -> None:
    assert keys(of_measure(measure)) == said


@pytest.mark.parametrize(("what", "said"), [
    ("Write the joint visit protocol", []),
    ("Ensure that children are seen", ["effort"]),
    ("To improve the front door", ["effort"]),
    ("Write the protocol and train the staff", ["several"]),
    ("Write the protocol; brief the chairs", ["several"]),
    ("- write it\n- send it", ["several"]),
    ("1. Write it\n2. Send it", ["several"]),
    ("Share the list of homes and schools", []),
    ("Share information where appropriate", ["yardstick"]),
    ("", []),
])  # fmt: skip
def test_what_is_one_deed(what: str, said: list[str]) -> None:
    assert keys(of_what(what)) == said


@pytest.mark.parametrize(("due_on", "said"), [
    (None, ["no-date"]),
    (ON - dt.timedelta(days=1), ["past"]),
    (ON, []),
    (ON + DISTANT, []),
    (ON + DISTANT + dt.timedelta(days=1), ["distant"]),
    (dt.date(2026, 11, 28), ["weekend"]),
])  # fmt: skip
def test_the_date(due_on: dt.date | None, said: list[str]) -> None:
    assert keys(of_date(due_on, ON)) == said


def test_nobody_named_is_pointed_out() -> None:
    assert keys(advise(**{**GOOD, "has_person": False}, on=ON)) == ["nobody"]  # type: ignore[arg-type]


def test_a_correction_is_not_asked_for_its_date() -> None:
    assert keys(advise(**{**GOOD, "due_on": None}, on=ON, ask_date=False)) == []  # type: ignore[arg-type]


def test_words_inside_other_words_are_left_alone() -> None:
    assert keys(of_measure("The improvement-board minutes of the Betterton school show it")) == []


def test_sentences_stand_at_their_fields() -> None:
    said = by_field(advise(what="Ensure safety", measure="Improve", due_on=None, has_person=False, on=ON))
    assert set(said) == {"what", "measure", "due_on", "holder"}


@given(what=st.text(max_size=400), measure=st.text(max_size=400), due_on=st.none() | st.dates(), person=st.booleans())
def test_any_text_gets_the_same_advice_twice_each_key_once_a_field(
    what: str, measure: str, due_on: dt.date | None, person: bool
) -> None:
    first = advise(what=what, measure=measure, due_on=due_on, has_person=person, on=ON)
    assert first == advise(what=what, measure=measure, due_on=due_on, has_person=person, on=ON)
    assert len({(one.field, one.key) for one in first}) == len(first)
    assert all(one.words.strip() for one in first)


@given(measure=st.text(max_size=300), number=st.integers(min_value=0, max_value=10_000))
def test_a_number_is_always_something_to_be_seen(measure: str, number: int) -> None:
    said = keys(of_measure(f"{measure} {number} of them"))
    assert "effort" not in said and "nothing-seen" not in said


@given(days=st.integers(min_value=0, max_value=365))
def test_a_working_day_within_a_year_gets_no_advice(days: int) -> None:
    due_on = ON + dt.timedelta(days=days)
    assert keys(of_date(due_on, ON)) == (["weekend"] if due_on.weekday() > 4 else [])


@given(st.text(alphabet="ab ,.-;:()*\n\t1", max_size=2000))
def test_long_and_odd_lists_are_read_in_time(what: str) -> None:
    of_what(what)
