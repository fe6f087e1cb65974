"""Details of a person are found before a text is saved; numbers of ours, money and ordinary dates are left alone."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from partnership.kit.personal_details import (
    Kind,
    check_for_personal_details,
    details_in,
    is_nhs_number,
    no_personal_details,
)


def kinds(text: str) -> list[Kind]:
    return [detail.kind for detail in details_in(text)]


def nhs_number(nine: str) -> str | None:
    """The nine digits with their check digit; none where the modulus gives ten."""
    check = (11 - sum(int(digit) * (10 - at) for at, digit in enumerate(nine)) % 11) % 11
    return None if check == 10 else f"{nine}{check}"


NINE = st.text("0123456789", min_size=9, max_size=9).filter(lambda nine: len(set(nine)) > 1)
# Letters that end no word in a digit and begin none, so that what is put between them stands alone.
WORDS = st.text("abcdefghijklmnopqrstuvwxyz ,()", max_size=40).map(lambda words: f"{words} ")


@given(NINE, WORDS, WORDS, st.sampled_from(["", " ", "-", "\u00a0"]))
def test_an_nhs_number_is_found_wherever_it_stands(nine: str, before: str, after: str, gap: str) -> None:
    number = nhs_number(nine)
    if number is None:
        return
    written = gap.join([number[:3], number[3:6], number[6:]])
    assert Kind.NHS_NUMBER in kinds(f"{before}{written} {after}")


@given(NINE)
def test_a_number_with_a_wrong_check_digit_is_no_nhs_number(nine: str) -> None:
    number = nhs_number(nine)
    for last in "0123456789":
        assert is_nhs_number(nine + last) == (nine + last == number)


@given(st.integers(0, 9_999_999_999))
def test_only_one_digit_in_ten_makes_a_number_of_ten_digits_an_nhs_number(number: int) -> None:
    digits = f"{number:010d}"
    assert sum(is_nhs_number(digits[:9] + str(last)) for last in range(10)) <= 1


DATES = st.dates(dt.date(1920, 1, 1), dt.date(2030, 12, 31))
SHAPES = ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y"]


@given(
    DATES,
    st.sampled_from(SHAPES),
    st.sampled_from(
        ["born {}", "Born on {}", "DOB {}", "d.o.b.: {}", "date of birth is {}", "{} (DOB)", "aged 14 ({})"]
    ),
    WORDS,
)
def test_a_date_beside_a_word_of_birth_is_a_date_of_birth(day: dt.date, shape: str, phrase: str, before: str) -> None:
    assert Kind.DATE_OF_BIRTH in kinds(before + phrase.format(day.strftime(shape)))


@given(DATES, st.sampled_from(SHAPES), WORDS, WORDS)
def test_an_ordinary_date_passes(day: dt.date, shape: str, before: str, after: str) -> None:
    forbidden = ("born", "dob", "birth", "age", "old")
    if any(word in before + after for word in forbidden):
        return
    assert details_in(f"{before}the panel met on {day.strftime(shape)} and {after}") == []


@given(
    st.sampled_from(["NEG", "LAI", "EXEC", "DSPP", "S", "B", "SAB", "L", "M"]),
    st.sampled_from(["-{}-{:03d}", "-D-{}-{:02d}", "-M-{}-{:02d}", "-E-{}-{}"]),
    st.integers(2015, 2040),
    st.integers(1, 999),
)
def test_our_own_numbers_pass(code: str, shape: str, year: int, number: int) -> None:
    assert details_in(f"See {code}{shape.format(year, number)}, and LR-{year}-{number:02d}.") == []


@given(st.integers(0, 999_999_999_999), st.sampled_from(["£{:,}", "£{}", "£{:,}.50"]))
def test_money_passes(amount: int, shape: str) -> None:
    assert details_in(f"It cost {shape.format(amount)} in all.") == []


@pytest.mark.parametrize("text", [
    "Reached us on 01384 812 345", "0121 496 0123", "(01384) 812345", "+44 7700 900123", "+44 (0)20 7946 0958",
    "07700900123", "tel. 07700 900 123", "0044 1384 812345", "0300-123-4567",
])  # fmt: skip
def test_telephone_numbers_are_found(text: str) -> None:
    assert kinds(text) == [Kind.TELEPHONE]


@pytest.mark.parametrize("text", [
    "lives at DY1 1AA", "DY11AA", "dy1 1aa", "in WV14 9QQ.", "M1 1AE", "EC1A 1BB", "(B33 8TH)", "dy11aa",
])  # fmt: skip
def test_postcodes_are_found(text: str) -> None:
    assert kinds(text) == [Kind.POSTCODE]


@pytest.mark.parametrize("text", ["write to jo.bloggs@works.example", "Jo.Bloggs+a@nhs.example.", "<a_b@x-y.example>"])
def test_mail_addresses_are_found(text: str) -> None:
    assert kinds(text) == [Kind.EMAIL]


@pytest.mark.parametrize("text", [
    "", "Care Act 2014 section 44(2), SI 2018/789, reg 11, s16C(1), paragraph 14.173",
    "The unborn child; the newborn was seen on 3 March 2026.", "A child aged 14 was seen on 3 March 2026.",
    "The baby was born early. The panel met on 3 March 2026.", "Section 11 round, S1 2nd draft, L2 5wd after",
    "Between 01-02-2026 and 03-04-2026, 15 working days", "01.02.2026 03.04.2026 10.00",
    "Q1 2026/27: 646, 732, 901, 1297",
    "Meetings of 2026-01-02 and 2026-03-04 10:30", "WT 2018 chapter 4, 105 % of 1,000,000", "ISO 9001, page 12 of 300",
    "He is 14 years old and known to 3 agencies", "Childline 0800 1111", "case P-0012345/26",
    "24/7, 9 to 5, 1:1 support",
    "NEG-2026-014 is due on Thu 26 Nov 2026, moved twice, 122 days", "version 10.20.3045, build 2026.11.23",
    "sort code 20-00-00 is not asked for",
])  # fmt: skip
def test_ordinary_words_pass(text: str) -> None:
    assert details_in(text) == []


def test_a_number_hidden_by_invisible_marks_or_wide_figures_is_found() -> None:
    assert kinds("943\u200b476\u200b5919") == [Kind.NHS_NUMBER]
    assert kinds("９４３ ４７６ ５９１９") == [Kind.NHS_NUMBER]


def test_the_sentence_says_what_to_take_out_and_each_field_gets_its_own() -> None:
    with pytest.raises(ValidationError) as refused:
        check_for_personal_details(summary="Lives at DY1 1AA", reasons="Nothing to see", learning="")
    assert refused.value.message_dict == {
        "summary": ["Take out the postcode “DY1 1AA”. No person’s details are kept here: the case code is enough."]
    }
    with pytest.raises(ValidationError, match="NHS number “943 476 5919”"):
        no_personal_details("943 476 5919, born 3.4.2012")
    no_personal_details("Nothing to see")
