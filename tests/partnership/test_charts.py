"""Charts: nothing leaves the sheet, nothing gets in unescaped, the same input gives the same bytes."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

from hypothesis import example, given, settings
from hypothesis import strategies as st

from partnership.kit import charts
from partnership.kit.charts import (
    PHONE,
    PRINT,
    PRINT_HALF,
    SCREEN,
    Bar,
    Box,
    Mark,
    Presence,
    Rank,
    Series,
    Stack,
    StripGroup,
    StripRow,
)
from partnership.kit.charts.sheet import fit, text_width, wrap
from partnership.kit.wording import share

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "g", "a", "rect", "line", "path", "polyline", "circle", "text"}
media = st.sampled_from([SCREEN, PHONE, PRINT, PRINT_HALF])
words = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["", "Dudley Metropolitan Borough Council", "W" * 200, '<script>alert("1")</script>', "]]>&\x00'"]),
)
counts = st.integers(min_value=0, max_value=10_000)
days = st.dates(min_value=date(2010, 1, 1), max_value=date(2035, 12, 31))


def checked(svg: str) -> ElementTree.Element:
    """Well-formed, titled, only presentation attributes, and everything inside the view box."""
    root = ElementTree.fromstring(svg)
    assert root.tag == SVG + "svg"
    assert root[0].tag == SVG + "title"
    assert root.get("role") == "img"
    width, height = (float(n) for n in root.get("viewBox").split()[2:])
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in ALLOWED
        assert not {key for key in element.attrib if key in {"style", "class", "id"} or key.startswith("on")}
        for x, y in _extent(element):
            assert -0.6 <= x <= width + 0.6, (element.attrib, element.text, width)
            assert -0.6 <= y <= height + 0.6, (element.attrib, element.text, height)
        if element.tag == SVG + "rect":
            assert float(element.get("width")) >= 0
            assert float(element.get("height")) >= 0
    return root


def _extent(element: ElementTree.Element) -> list[tuple[float, float]]:
    value = {key: float(text) for key, text in element.attrib.items() if re.fullmatch(r"-?\d+(\.\d+)?", text)}
    match element.tag.removeprefix(SVG):
        case "rect":
            return [(value["x"], value["y"]), (value["x"] + value["width"], value["y"] + value["height"])]
        case "line":
            return [(value["x1"], value["y1"]), (value["x2"], value["y2"])]
        case "circle":
            return [(value["cx"] - value["r"], value["cy"] - value["r"]), (value["cx"] + value["r"], value["cy"])]
        case "polyline":
            return [tuple(map(float, pair.split(","))) for pair in element.get("points").split()]
        case "path":
            numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", element.get("d"))]
            return list(zip(numbers[::2], numbers[1::2], strict=True))
        case "text":
            wide = text_width(element.text, value["font-size"], bold=element.get("font-weight") == "700")
            left = value["x"] - wide * {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor")]
            return [(left, value["y"] - value["font-size"] * 0.7), (left + wide, value["y"])]
    return []


def texts(svg: str) -> list[str]:
    return [element.text for element in ElementTree.fromstring(svg).iter(SVG + "text")]


@given(
    st.lists(st.builds(Bar, words, counts, st.one_of(st.none(), counts)), max_size=12),
    words, media, st.one_of(st.none(), st.builds(Mark, st.floats(0, 1), words)), st.booleans(),
)  # fmt: skip
def test_bars_stay_on_the_sheet(rows, title, medium, mark, keep_order):
    svg = charts.bars(rows, title=title, medium=medium, mark=mark, keep_order=keep_order)
    checked(svg)
    assert svg == charts.bars(rows, title=title, medium=medium, mark=mark, keep_order=keep_order)


@given(
    st.lists(st.builds(Stack, words, st.tuples(counts, counts, counts, counts), words, st.booleans()), max_size=10),
    st.lists(words, max_size=4), words, media,
)  # fmt: skip
def test_stacked_bars_stay_on_the_sheet(rows, parts, title, medium):
    checked(charts.stacked_bars(rows, parts=parts, title=title, medium=medium))


@given(
    st.lists(
        st.builds(
            Series,
            words,
            st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6), st.just(float("nan"))), max_size=12).map(tuple),
        ),
        max_size=5,
    ),
    st.lists(words, max_size=12), words, media, st.booleans(),
)  # fmt: skip
def test_lines_stay_on_the_sheet(series, labels, title, medium, from_zero):
    checked(charts.line(series, labels=labels, title=title, medium=medium, from_zero=from_zero))


presences = st.sampled_from(list(Presence))
strip_rows = st.builds(StripRow, words, st.lists(presences, max_size=16).map(tuple), words)


@given(
    st.lists(st.builds(StripGroup, words, st.lists(strip_rows, max_size=4).map(tuple)), max_size=3),
    st.lists(words, max_size=16), words, media,
)  # fmt: skip
def test_attendance_strips_stay_on_the_sheet(groups, columns, title, medium):
    checked(charts.attendance_strip(groups, columns=columns, title=title, medium=medium))


@given(st.lists(presences, max_size=20), words)
def test_seat_strips_stay_on_the_sheet(marks, name):
    checked(charts.seat_strip(marks, name=name))
    checked(charts.seat_strip_head([m.value for m in marks], title=name))


@given(days, st.lists(st.integers(-40, 400), max_size=6), st.integers(-200, 900), st.booleans(), media)
def test_moved_dates_stay_on_the_sheet(opened, moves, until, closed, medium):
    due = [opened + timedelta(days=sum(moves[: at + 1])) for at in range(len(moves))]
    end = opened + timedelta(days=max(until, 0))
    svg = charts.slips(
        opened_on=opened, due_dates=due, today=end, closed_on=end if closed else None, medium=medium
    )  # fmt: skip
    checked(svg)


keys = st.sampled_from("abcdefgh")


@settings(max_examples=60)
@given(
    st.lists(st.builds(Box, keys, words, words, st.sampled_from(list(Rank))), max_size=8, unique_by=lambda b: b.key),
    st.lists(st.tuples(keys, keys), max_size=16), words, media,
)  # fmt: skip
def test_structure_stays_on_the_sheet_even_with_circles(boxes, lines, title, medium):
    checked(charts.structure(boxes, lines, title=title, medium=medium))


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), max_size=30), words)
def test_sparklines_stay_on_the_sheet(values, title):
    checked(charts.sparkline(values, title=title))


@given(words, st.floats(0, 400), st.floats(6, 20), st.integers(1, 4))
@example("\xa00", 5.0, 6.0, 1)
def test_text_is_cut_to_its_room(text, room, size, lines):
    assert text_width(fit(text, room, size), size) <= room + 0.02 or fit(text, room, size) == ""
    rows = wrap(text, room, size, lines=lines)
    assert len(rows) <= lines
    assert all(text_width(row, size) <= room + 0.02 for row in rows)


def test_labels_are_escaped():
    svg = charts.bars([Bar("<b>R & D</b>", 1, 2)], title='"><script>')
    assert "<script>" not in svg
    assert "&lt;b&gt;R &amp; D&lt;/b&gt;" in svg


def test_bars_are_sorted_and_end_in_the_count_before_the_share():
    svg = charts.bars([Bar("Police", 9, 15), Bar("Council", 14, 22), Bar("Voluntary sector", 4, 4)], title="t")
    assert texts(svg) == [
        "Voluntary sector", share(4, 4), "Council", share(14, 22), "Police", share(9, 15),
    ]  # fmt: skip


def test_bars_of_nothing_say_so_in_their_title():
    assert texts(charts.bars([], title="No action was due in the year.")) == ["No action was due in the year."]


def test_a_stack_writes_each_number_that_is_not_nought():
    svg = charts.stacked_bars(
        [Stack("Neglect", (1, 0, 400), "7 of 401 overdue", True)],
        parts=["on the first date", "once", "more"],
        title="t",
    )
    assert texts(svg) == ["Neglect", "1", "400", "7 of 401 overdue", "on the first date", "once", "more"]


def test_a_scale_that_does_not_start_at_nought_says_so():
    svg = charts.line([Series("Dudley", (47, 57))], labels=["2025", "2026"], title="t", unit=" %", from_zero=False)
    assert any(text.startswith("Scale starts at") for text in texts(svg))
    assert "Dudley 57 %" in texts(svg)


def test_moved_dates_are_told_in_words():
    told = charts.slips_in_words(
        opened_on=date(2026, 3, 12),
        due_dates=[date(2026, 6, 30), date(2026, 8, 28), date(2026, 10, 30)],
        today=date(2026, 11, 23),
    )
    assert told.replace("\u00a0", " ") == (
        "Opened 12 March 2026. First date 30 June 2026, moved 59 days to 28 August 2026, "
        "moved 63 days to 30 October 2026, 24 days late."
    )


def test_attendance_strip_explains_only_the_marks_it_uses():
    svg = charts.attendance_strip(
        [StripGroup("Statutory partners", (StripRow("Police", (Presence.DEPUTY, Presence.VACANT), "1 of 2"),))],
        columns=["May", "Jul"],
        title="t",
    )
    assert "Deputy present" in texts(svg)
    assert "Seat vacant" in texts(svg)
    assert "Apologies" not in texts(svg)


def test_second_parent_is_joined_by_a_dashed_line():
    boxes = [Box("e", "Executive", rank=Rank.TOP), Box("a", "Adults", rank=Rank.MIDDLE), Box("n", "Neglect")]
    root = ElementTree.fromstring(charts.structure(boxes, [("a", "e"), ("n", "a"), ("n", "e")], title="t"))
    dashes = [line.get("stroke-dasharray") for line in root.iter(SVG + "polyline")]
    assert sorted(dashes, key=str) == ["4 3", None, None]
