"""Fields and forms: what is taken, what is said, what is kept."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from lxml import html

from partnership.kit import forms
from partnership.kit.errors import Stale
from partnership.kit.wording import NBSP


class PanelForm(forms.VersionedForm):
    title = forms.Text("Title", limit=20)
    met_on = forms.DateField("Date the panel met", missing="Enter the date the panel met")
    cases = forms.WholeNumber("Number of cases", required=False, most=40)
    remit = forms.Choice("Remit", [("children", "Children"), ("adults", "Adults")])
    notes = forms.LongText("Notes", required=False)


GOOD = {"title": "Dental neglect", "met_on": "2026-06-07", "remit": "adults", "version": "3"}


def filled(**changes: Any) -> PanelForm:
    data = QueryDict(mutable=True)
    data.update({name: value for name, value in {**GOOD, **changes}.items() if value is not None})
    return PanelForm(data)


def clean(field: django_forms.Field, value: Any) -> Any:
    field.label = field.label or "Field"
    return field.clean(value)


def page(words: str) -> Any:
    return html.fromstring(f"<div>{words}</div>")


@pytest.mark.parametrize(
    "typed",
    [
        {"met_on_day": "7", "met_on_month": "6", "met_on_year": "2026"},
        {"met_on_day": "07", "met_on_month": "06", "met_on_year": "2026"},
        {"met_on_day": "7", "met_on_month": "June", "met_on_year": "2026"},
        {"met_on_day": " 7 ", "met_on_month": "jun", "met_on_year": "2026 "},
        {"met_on_day": "7 6 2026", "met_on_month": "", "met_on_year": ""},
        {"met_on_day": "7/6/2026"},
        {"met_on_day": "7 June 2026"},
        {"met_on": "2026-06-07"},
        {"met_on": "7 6 2026"},
    ],
)
def test_a_date_is_read_however_it_is_typed(typed: dict[str, str]) -> None:
    form = filled(**{"met_on": None, **typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["met_on"] == dt.date(2026, 6, 7)


@pytest.mark.parametrize(
    ("day", "month", "year", "sentence", "target"),
    [
        ("", "", "", "Enter the date the panel met", "day"),
        ("7", "", "2026", "Date the panel met must include a month", "month"),
        ("", "", "2026", "Date the panel met must include a day and month", "day"),
        ("31", "2", "2026", "Date the panel met must be a real date: check the day of February", "day"),
        ("7", "13", "2026", "Date the panel met must be a real date: check the month", "month"),
        ("7", "Brumaire", "2026", "Date the panel met must be a real date: check the month", "month"),
        ("7", "6", "26", "Date the panel met must have a year of four digits, for example 2026", "year"),
        ("7", "6", "0001", "Date the panel met must be between 1900 and 2100", "year"),
        ("7", "6", "9999", "Date the panel met must be between 1900 and 2100", "year"),
        ("seven", "6", "2026", "Date the panel met must be a real date: check the day of June", "day"),
    ],
)
def test_a_date_that_cannot_be_read_is_kept_and_said(
    day: str, month: str, year: str, sentence: str, target: str
) -> None:
    form = filled(met_on=None, met_on_day=day, met_on_month=month, met_on_year=year)
    assert form.errors["met_on"] == [sentence]
    assert (sentence, f"#id_met_on_{target}") in form.error_links()
    drawn = page(form["met_on"].as_field_group())
    boxes = {box.get("name"): box for box in drawn.iter("input")}
    assert [boxes[f"met_on_{name}"].get("value") for name in ("day", "month", "year")] == [day, month, year]
    assert boxes[f"met_on_{target}"].get("aria-invalid") == "true"


def test_only_the_wrong_box_of_a_date_is_marked() -> None:
    form = filled(met_on=None, met_on_day="31", met_on_month="2", met_on_year="2026")
    wrong = [box.get("name") for box in page(form["met_on"].as_field_group()).iter("input") if box.get("aria-invalid")]
    assert wrong == ["met_on_day"]


def test_a_date_shows_its_initial_value() -> None:
    form = PanelForm(initial={"met_on": dt.date(2026, 6, 7)})
    values = [box.get("value") for box in page(form["met_on"].as_field_group()).iter("input")]
    assert values == ["7", "6", "2026"]


def test_a_date_keeps_its_limits() -> None:
    field = forms.DateField("Due", earliest=dt.date(2026, 6, 1), latest=dt.date(2026, 6, 30))
    assert clean(field, dt.date(2026, 6, 1)) == dt.date(2026, 6, 1)
    for day, sentence in [
        (dt.date(2026, 5, 31), f"Due must be 1{NBSP}June{NBSP}2026 or later"),
        (dt.date(2026, 7, 1), f"Due must be 30{NBSP}June{NBSP}2026 or earlier"),
    ]:
        with pytest.raises(ValidationError) as refused:
            clean(field, day)
        assert refused.value.messages == [sentence]


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("10:00", dt.time(10)),
        ("9.30", dt.time(9, 30)),
        ("9", dt.time(9)),
        ("2pm", dt.time(14)),
        ("12 am", dt.time(0)),
        ("1400", dt.time(14)),
        ("", None),
    ],
)
def test_a_time_is_read_however_it_is_typed(typed: str, time: dt.time | None) -> None:
    assert clean(forms.TimeField("Start", required=False), typed) == time


@pytest.mark.parametrize("typed", ["half ten", "25:00", "10:75", "13pm", "1:2:3"])
def test_a_time_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="Start must be a time"):
        clean(forms.TimeField("Start"), typed)


def test_numbers_and_money_take_commas_and_say_what_fits() -> None:
    assert clean(forms.WholeNumber("Cases"), "1,200") == 1200
    assert clean(forms.Money("Cost"), "£1,250.50") == Decimal("1250.50")
    for field, typed, sentence in [
        (forms.WholeNumber("Cases"), "many", "Cases must be a whole number, for example 12"),
        (forms.WholeNumber("Cases"), "-1", "Cases must be 0 or more"),
        (forms.WholeNumber("Cases", most=40), "41", "Cases must be 40 or fewer"),
        (forms.Money("Cost"), "1.234", "Cost must not have parts of a penny"),
        (forms.Money("Cost"), "a lot", "Cost must be an amount in pounds"),
    ]:
        with pytest.raises(ValidationError, match=sentence):
            clean(field, typed)


def test_a_text_that_is_too_long_says_by_how_much() -> None:
    form = filled(title="A" * 25)
    assert form.errors["title"] == ["Title must be 20 characters or fewer. You wrote 25."]
    assert "maxlength" not in str(form["title"])


def test_an_email_address_is_checked() -> None:
    assert clean(forms.Email(), "lead@example.org") == "lead@example.org"
    with pytest.raises(ValidationError, match="in the form"):
        clean(forms.Email(), "lead at example")


def test_missing_choices_are_asked_for() -> None:
    assert filled(remit="").errors["remit"] == ["Choose the remit"]
    assert filled(remit="elders").errors["remit"] == ["Choose the remit from the list"]


def test_few_choices_are_radios_and_many_a_select() -> None:
    many = [(str(number), f"Agency {number}") for number in range(9)]
    assert isinstance(forms.Choice("Remit", many[:3]).widget, forms.Radios)
    assert isinstance(forms.Choice("Agency", many).widget, django_forms.Select)
    assert forms.Choice("Agency", many).choices[0] == ("", "Choose one")
    assert forms.Choice("Agency", many, required=False).choices[0] == ("", "None")


def test_a_file_says_and_holds_its_limits() -> None:
    field = forms.File("Paper", kinds=("pdf", "docx"), most_bytes=10)
    assert field.help_text == f"PDF or Word, up to 10{NBSP}bytes"
    assert clean(field, SimpleUploadedFile("a.PDF", b"%PDF")).name == "a.PDF"
    with pytest.raises(ValidationError, match="The file must be PDF or Word"):
        clean(field, SimpleUploadedFile("a.html", b"<p>"))
    with pytest.raises(ValidationError, match="smaller than"):
        clean(field, SimpleUploadedFile("a.pdf", b"%PDF" * 9))
    with pytest.raises(ValidationError, match="Choose the paper"):
        clean(field, None)


def test_every_error_is_in_the_summary_and_at_its_field() -> None:
    form = filled(title="", remit="", met_on=None)
    form.add_error(None, "The meeting is over: ask the chair to open it again.")
    links = form.error_links()
    assert links[0] == ("The meeting is over: ask the chair to open it again.", "#id_title")
    drawn = page(str(form))
    ids = {element.get("id") for element in drawn.iter() if element.get("id")}
    assert len(links) == 4
    for sentence, target in links:
        assert target.removeprefix("#") in ids
        assert sentence in drawn.text_content() or sentence == links[0][0]


def test_inputs_are_described_by_their_hint_and_error() -> None:
    form = filled(met_on=None, title="")
    drawn = page(str(form))
    ids = {element.get("id") for element in drawn.iter() if element.get("id")}
    described = [element.get("aria-describedby") for element in drawn.iter() if element.get("aria-describedby")]
    assert described
    assert all(part in ids for words in described for part in words.split())


def test_only_what_may_be_left_out_is_marked() -> None:
    drawn = page(str(PanelForm())).text_content()
    assert "Notes (optional)" in drawn
    assert "Title (optional)" not in drawn


def test_what_was_typed_is_escaped() -> None:
    form = filled(title='"><script>', notes="</textarea><script>", cases="<b>")
    drawn = str(form)
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_a_refused_stale_save_shows_both_texts_and_takes_the_new_version() -> None:
    form = filled(title="My title")
    assert form.is_valid()
    standing = SimpleNamespace(title="Their title", met_on=dt.date(2026, 6, 7), remit="children", notes="", version=4)
    form.take_errors(Stale(standing))
    assert form["title"].theirs == "Their title"
    assert form["remit"].theirs == "Children"
    assert form["met_on"].theirs == ""
    assert form["version"].value() == "4"
    drawn = str(form)
    assert "My title" in drawn
    assert "Their title" in drawn
    assert "Somebody else saved this" in form.error_links()[0][0]


def test_a_services_errors_go_to_the_fields_they_name() -> None:
    form = filled()
    assert form.is_valid()
    form.take_errors(ValidationError({"title": ["Choose another title."], "unknown": ["It is shut."]}))
    assert form.errors["title"] == ["Choose another title."]
    assert form.non_field_errors() == ["It is shut."]


class Filters(forms.FilterForm):
    words = forms.Text("Words")
    body = forms.Choice("Body", [("neg", "Neglect"), ("exp", "Exploitation")], blank="All bodies")


def test_filters_are_never_required_and_become_chips() -> None:
    asked = Filters(QueryDict("words=dental&body=neg&page=3"))
    assert asked.is_valid()
    assert [(chip.words, chip.url) for chip in asked.chosen()] == [
        ("Words: dental", "?body=neg"),
        ("Body: Neglect", "?words=dental"),
    ]
    assert Filters(None).chosen() == []
    assert Filters(QueryDict("body=nonsense")).chosen() == []


class PlainForm(django_forms.Form):
    email = django_forms.EmailField()
    remember = django_forms.BooleanField(required=False)
    password = django_forms.CharField(widget=django_forms.PasswordInput)
    day = django_forms.ChoiceField(choices=[("1", "One")], widget=django_forms.RadioSelect)
    kinds = django_forms.MultipleChoiceField(choices=[("1", "One")], widget=django_forms.CheckboxSelectMultiple)
    size = django_forms.ChoiceField(choices=[("1", "One")])


def test_forms_that_know_nothing_of_the_portal_look_the_same() -> None:
    drawn = page(PlainForm(MultiValueDict()).as_div() + str(PlainForm()))
    classes = " ".join(element.get("class", "") for element in drawn.iter())
    for name in ("govuk-input", "govuk-select", "govuk-radios__input", "govuk-checkboxes__input", "govuk-label"):
        assert name in classes


def test_a_select_is_drawn_as_its_template_draws_it() -> None:
    """Python draws it in a tenth of the time; a form of another package uses the template."""
    choices = [("1", "One & <two>"), ("Others", [("2", "Two"), ("3", "Three")]), ("it's", '"said"')]

    class Chosen(forms.PortalForm):
        which = forms.Choice("Which", choices, radios=False, required=False, hint="Any of them", blank="None <yet>")

    ours, plain = Chosen(initial={"which": "2"}), Chosen(initial={"which": "2"})
    drawn_by_template = django_forms.Select(attrs=dict(plain.fields["which"].widget.attrs))
    drawn_by_template.choices = plain.fields["which"].widget.choices
    plain.fields["which"].widget = drawn_by_template
    assert str(ours["which"]) == str(plain["which"])
    assert 'value="2" selected' in str(ours["which"])
