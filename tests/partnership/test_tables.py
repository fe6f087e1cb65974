"""Tables as people paste and upload them: quirks of Excel and Word, hostile files, and the days they write."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.imports.days import NoDay, due_day
from partnership.imports.reading import Unreadable
from partnership.imports.tables import MOST_ROWS, Line, Sheet, any_text, clean, read_text, read_workbook
from tests.factories import TODAY


def is_heading(cells: list[str]) -> bool:
    return cells[:1] == ["Action"] or "Owner" in cells


def cells_of(text: str) -> list[tuple[str, ...]]:
    return [line.cells for line in read_text(text, is_heading).lines]


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


# ---- pasted from Excel and Word ----


def test_a_cell_with_line_breaks_and_quotation_marks_pasted_from_excel_is_one_cell() -> None:
    text = 'Action\tOwner\r\n"Write it\r\nTell ""everybody"" of it"\tPolice\r\nNext\tFire\r\n'
    assert cells_of(text) == [('Write it\nTell "everybody" of it', "Police"), ("Next", "Fire")]


def test_a_quotation_mark_that_only_opens_a_cell_is_a_mark_like_any_other() -> None:
    assert cells_of('Action\tOwner\n"Safe" tool\tPolice\n"12 inch\tFire') == [
        ('"Safe" tool', "Police"), ('"12 inch', "Fire"),
    ]  # fmt: skip


def test_what_word_tears_apart_is_put_together_again() -> None:
    text = "Action\tOwner\tDue\nWrite it\nand send it\tPolice\t2026-12-04\nNext\tFire\t2026-12-05\nby noon\n"
    assert cells_of(text) == [
        ("Write it\nand send it", "Police", "2026-12-04"), ("Next", "Fire", "2026-12-05\nby noon"),
    ]  # fmt: skip


def test_a_short_row_that_cannot_be_made_whole_stays_a_row_of_its_own() -> None:
    assert cells_of("Action\tOwner\tDue\nWrite it\tPolice\nNext\tFire\t2026-12-05") == [
        ("Write it", "Police", ""), ("Next", "Fire", "2026-12-05"),
    ]  # fmt: skip


def test_manual_breaks_of_word_other_spaces_and_unseen_signs_are_made_plain() -> None:
    assert cells_of("\ufeffAction\tOwner\nWrite\xa0it\x0bnow\u200b\tPo\xadlice \u202e\x07") == [
        ("Write it\nnow", "Police"),
    ]  # fmt: skip


def test_rows_above_the_headings_are_passed_over_and_lines_keep_their_numbers() -> None:
    sheet = read_text("Neglect\tNovember\n\nAction\tOwner\n\nWrite it\tPolice\n", is_heading)
    assert [(line.number, line.cells) for line in sheet.lines] == [(5, ("Write it", "Police"))]


@pytest.mark.parametrize("delimiter", ["\t", ";", ","])
def test_tabs_semicolons_and_commas_are_told_apart(delimiter: str) -> None:
    assert cells_of(delimiter.join(["Action", "Owner"]) + "\n" + delimiter.join(["Write", "Police"])) == [
        ("Write", "Police")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_each_way_in_which_excel_saves_letters_is_read(encoding: str) -> None:
    assert any_text("Action – “naïve” £5".encode(encoding)).lstrip("\ufeff") == "Action – “naïve” £5"


@pytest.mark.parametrize("content", [b"\x81\x8d\x8f", b"a\0b", "Action".encode("utf-16")])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        any_text(content)


def test_two_thousand_lines_are_read_and_one_more_is_refused() -> None:
    rows = "\n".join(f"Write {number}\tPolice" for number in range(MOST_ROWS))
    assert len(read_text(f"Action\tOwner\n{rows}", is_heading).lines) == MOST_ROWS
    with pytest.raises(Unreadable, match="more than 2,000 lines"):
        read_text(f"Action\tOwner\n{rows}\nOne more\tPolice", is_heading)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no table here"),
        ("Write it\tPolice", "headings are not there"),
        ("Action\tOwner\nWrite\tPolice\tFire", "the heading has 2"),
        ("Action\tOwner\n" + "x" * 20_001 + "\tPolice", "more than 20,000 characters"),
        ("Action" + "\tmore" * 31, "more than 30 columns"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(text: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_text(text, is_heading)


words = st.text(st.characters(codec="utf-8"), max_size=40).map(clean)


@given(
    st.lists(words.filter(lambda head: bool(head) and head != "Action"), min_size=1, max_size=4),
    st.lists(st.lists(words, min_size=5, max_size=5).filter(any), max_size=6),
)
def test_a_table_written_as_text_reads_back_the_same(heads: list[str], rows: list[list[str]]) -> None:
    heads = ["Action", *heads]
    lines, at = [], 3
    for row in rows:
        cells = tuple(row[: len(heads)])
        if any(cells):
            lines.append(Line(at, cells))
            at += 1 + sum(cell.count("\n") for cell in cells)
    sheet = Sheet(tuple(heads), tuple(lines))
    again = read_text(sheet.as_text(), lambda cells: cells[:1] == ["Action"])
    assert again.heads == sheet.heads
    assert [line.cells for line in again.lines] == [line.cells for line in sheet.lines]
    assert again.as_text() == read_text(again.as_text(), lambda cells: cells[:1] == ["Action"]).as_text()


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        sheet = read_text(f"Action\tOwner\n{text}", is_heading)
    except Unreadable as refusal:
        assert refusal.sentence.endswith(".")
        return
    assert all(len(line.cells) == len(sheet.heads) for line in sheet.lines)


def test_a_mended_cell_changes_and_a_new_heading_is_a_new_column() -> None:
    sheet = read_text("Action\tOwner\nWrite\tPolise\nSend\tFire", is_heading)
    mended = sheet.mended({(2, "Owner"): "Police", (3, "Due"): "2026-12-04"})
    assert mended.heads == ("Action", "Owner", "Due")
    assert [line.cells for line in mended.lines] == [("Write", "Police", ""), ("Send", "Fire", "2026-12-04")]


# ---- workbooks ----


def test_a_workbook_gives_dates_and_numbers_as_they_would_be_typed() -> None:
    content = workbook(
        ["Neglect"], ["Action", "Owner", "Due", "Objective"],
        ["Write", "Police", dt.datetime(2026, 12, 4), 1.2], ["Send", "Fire", dt.date(2026, 12, 5), 3.0],  # noqa: DTZ001
    )  # fmt: skip
    sheet = read_workbook(content, is_heading)
    assert [(line.number, line.cells) for line in sheet.lines] == [
        (3, ("Write", "Police", "2026-12-04", "1.2")), (4, ("Send", "Fire", "2026-12-05", "3")),
    ]  # fmt: skip


def test_a_formula_that_was_never_worked_out_is_an_empty_cell() -> None:
    sheet = read_workbook(workbook(["Action", "Owner"], ["Write", "=HYPERLINK(1)"]), is_heading)
    assert sheet.lines[0].cells == ("Write", "")


def packed(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04 broken", "cannot be opened"),
        (b"", "cannot be opened"),
        (packed(**{"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}), "cannot be opened"),
        (packed(**{"xl/sharedStrings.xml": b" " * 30_000_000}), "more than 20 MB"),
        (packed(**{"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "parts that are not read"),
    ],
)
def test_broken_and_hostile_workbooks_are_refused(content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_workbook(content, is_heading)


def test_a_workbook_with_too_many_rows_is_refused() -> None:
    content = workbook(["Action", "Owner"], *[["Write", "Police"]] * (MOST_ROWS + 1))
    with pytest.raises(Unreadable, match="more than 2,000 lines"):
        read_workbook(content, is_heading)


# ---- days ----


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-04", "4/12/2026", "04.12.2026", "4 Dec 2026", "Fri 4th December 2026", "4th of December 2026",
        "December 4, 2026", "4-Dec-26", "46360", "2026-12-04 00:00:00", "  4  Dec\xa02026 ",
    ],
)  # fmt: skip
def test_the_ways_in_which_a_day_is_written(typed: str) -> None:
    assert due_day(clean(typed), TODAY) == dt.date(2026, 12, 4)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("04/12/26", "more than one way"),
        ("4 December", "no year"),
        ("4/12", "no year"),
        ("December 2026", "no day"),
        ("12/2026", "no day"),
        ("12/25/2026", "no month 25. Write the day first: 25/12/2026"),
        ("31/2/2027", "Check the day"),
        ("0001-01-01", "has passed"),
        ("9999-12-31", "more than 10 years ahead"),
        ("22/11/2026", "has passed"),
        ("ASAP", "not a date"),
        ("next meeting", "not a date"),
        ("=TODAY()", "not a date"),
        ("1" * 10_000, "not a date"),
        ("٤/١٢/٢٠٢٦", "not a date"),
    ],
)
def test_a_day_that_is_unclear_or_past_is_refused_with_what_to_do(typed: str, says: str) -> None:
    with pytest.raises(NoDay, match=says):
        due_day(typed, TODAY)


@given(st.text(max_size=40))
def test_any_words_are_a_day_or_are_refused(typed: str) -> None:
    try:
        assert due_day(typed, TODAY) >= TODAY
    except NoDay as refusal:
        assert str(refusal).endswith(".")


@given(st.dates(TODAY, TODAY + dt.timedelta(days=3000)))
def test_every_day_is_read_in_each_of_our_own_forms(day: dt.date) -> None:
    for typed in (day.isoformat(), f"{day.day}/{day.month}/{day.year}", f"{day.day} {day:%b} {day.year}"):
        assert due_day(typed, TODAY) == day
