"""Frameworks come from files, are loaded again without change, and keep their words once agencies were asked."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from audits.models import Framework, Question, Round
from audits.services.frameworks import load_frameworks, read_frameworks
from tests.audits.conftest import small
from tests.factories import NOW


def test_the_section_11_framework_has_eleven_standards_each_with_questions_and_words_for_each_score(db: None) -> None:
    call_command("load_frameworks")
    framework = Framework.objects.get(key="section-11")
    assert framework.standards.count() == 11
    for standard in framework.standards.prefetch_related("questions"):
        assert 2 <= standard.questions.count() <= 3
        assert all(question.most == 3 for question in standard.questions.all())


def test_loading_twice_changes_nothing(db: None) -> None:
    load_frameworks(entries=read_frameworks(), now=NOW)
    again = load_frameworks(entries=read_frameworks(), now=NOW)
    assert (again["added"], again["changed"]) == (0, 0)


def test_an_edition_by_which_agencies_were_asked_keeps_its_words(opened: Round) -> None:
    other = small()
    other["standards"][0]["title"] = "Something else"
    with pytest.raises(ValidationError, match="Write a new edition"):
        load_frameworks(entries=[other], now=NOW)
    assert opened.framework.standards.get(number=1).title == "Leaders answer for it"
    load_frameworks(entries=[{**other, "edition": 2}], now=NOW)
    assert Framework.objects.filter(key="small").count() == 2


def test_a_question_cannot_be_taken_out_of_an_edition_in_use(opened: Round) -> None:
    other = small()
    other["standards"][0]["questions"].pop()
    with pytest.raises(ValidationError, match="Write a new edition"):
        load_frameworks(entries=[other], now=NOW)
    assert Question.objects.count() == 3


@pytest.mark.parametrize("change", [
    {"standards": [{"title": "No questions", "short_title": "No"}]},
    {"unknown": "field"},
    {"standards": [{"title": "A", "short_title": "A", "questions": [
        {"key": "a", "text": "A?", "descriptors": ["one"]}]}]},
    {"standards": [{"title": "A", "short_title": "A", "questions": [
        {"key": "a", "text": "A?", "descriptors": ["no", "yes"]},
        {"key": "a", "text": "B?", "descriptors": ["no", "yes"]}]}]},
])  # fmt: skip
def test_a_bad_file_changes_nothing(db: None, change: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="small, edition 1"):
        load_frameworks(entries=[small(**change)], now=NOW)
    assert not Framework.objects.exists()
