"""Every component renders, says its states in words, escapes what it is given and has its place in the catalogue."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from lxml import html

from partnership.component_catalogue import ON, SampleFilters, catalogue
from partnership.kit import forms
from partnership.kit.parts import (
    AgendaLine,
    Cell,
    Day,
    Entry,
    Fact,
    Head,
    Link,
    QuorumPart,
    Rung,
    Tag,
    When,
    WorkRow,
    page_numbers,
)
from partnership.kit.thread import Knot

BAD = '<script>alert("x")</script>'
TEMPLATES = Path(__file__).parents[2] / "templates"


def draw(source: str, **context: Any) -> str:
    return Template("{% load govuk %}" + source).render(Context(context))


def tree(source: str, **context: Any) -> Any:
    return html.fromstring(f"<div>{draw(source, **context)}</div>")


class BadForm(forms.PortalForm):
    title = forms.Text(BAD, hint=BAD, missing=BAD)
    kind = forms.Choice(BAD, [("1", BAD)], hints={"1": BAD})


class BadFilters(forms.FilterForm):
    words = forms.Text(BAD)


LATE = When("late", BAD, BAD)
CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "button": ("{% button bad name=bad value=bad %}", {}),
    "link_button": ("{% link_button bad bad %}", {}),
    "act_button": ("{% act_button bad bad name=bad value=bad about=bad %}", {"csrf_token": BAD}),
    "tag": ("{% tag bad 'late' %}", {}),
    "due": ("{% due when %}", {"when": LATE}),
    "time_cell": ("<table><tr>{% time_cell when %}</tr></table>", {"when": LATE}),
    "week": ("{% week days %}", {"days": [Day(BAD, [Entry(BAD, BAD, [BAD], when=LATE)], due=1, today=True)]}),
    "key": ("{% key rows title=bad %}", {"rows": [(Tag(BAD, "late"), BAD)]}),
    "facts": ("{% facts rows %}", {"rows": [Fact(BAD, BAD, url=BAD, lines=[BAD], tag=Tag(BAD)), (BAD, BAD)]}),
    "entries": ("{% entries items %}", {"items": [Entry(BAD, BAD, [BAD], [BAD], LATE, BAD), Entry(BAD)]}),
    "thread": ("{% thread knots on %}", {"knots": [Knot(0, BAD, BAD, BAD, ON), Knot(1, BAD, BAD, happened=False)]}),
    "ladder": ("{% ladder rungs caption=bad %}", {"rungs": [Rung("sent", BAD, BAD, BAD, BAD, BAD)]}),
    "seal": ("{% seal bad %}", {}),
    "file_link": ("{% file_link bad bad bad 88000 %}", {}),
    "progress": ("{% progress bad 1 2 %}", {}),
    "work_table": (
        "{% work_table rows caption=bad what=bad held=bad next=bad %}",
        {"rows": [WorkRow(LATE, BAD, BAD, BAD, BAD, BAD, BAD, BAD, Link(BAD, BAD), Tag(BAD, "late"))]},
    ),
    "list_table": (
        "{% list_table heads rows caption=bad %}",
        {
            "heads": [Head(BAD, "time"), Head(BAD, "what", sort_url=BAD), Head(BAD, "num", width="num"), Head(BAD)],
            "rows": [[Cell(when=LATE), Cell(BAD, BAD, BAD, Tag(BAD)), Cell(BAD, BAD, BAD), BAD]],
        },
    ),
    "filters": ("{% filters form label=bad words=bad %}", {"form": BadFilters(QueryDict(mutable=True))}),
    "listbar": ("{% listbar 2 noun=bad words=bad query=bad files=True sorted_by=bad sort_url=bad %}", {}),
    "pager": ("{% pager page query=bad %}", {"page": Paginator(range(40), 10).page(2)}),
    "empty": ("{% empty bad %}", {}),
    "crumbs": ("{% crumbs links %}", {"links": [(BAD, BAD), Link(BAD, BAD)]}),
    "attendance_strip": ("{% attendance_strip marks bad %}", {"marks": ["present", "absent", "vacant"]}),
    "attendance_months": ("{% attendance_months days %}", {"days": [ON]}),
    "attendance_key": ("{% attendance_key %}", {}),
    "quorum": (
        "{% quorum parts met=False words=bad link=link %}",
        {"parts": [QuorumPart(BAD, True, BAD), QuorumPart(BAD, False)], "link": Link(BAD, BAD, BAD)},
    ),
    "pick": ("{% pick bad bad choices bad %}", {"choices": [(BAD, BAD), ("x", "X")]}),
    "agenda": ("{% agenda lines label=bad %}", {"lines": [AgendaLine(BAD, BAD, BAD, BAD, True, True)]}),
    "error_summary": ("{% error_summary form %}", {"form": BadForm({})}),
    "part": ("{% part bad count=bad url=bad words=bad anchor=bad %}{{ bad }}{% endpart %}", {}),
    "side": ("{% side bad count=bad %}{{ bad }}{% endside %}", {}),
    "details": ("{% details bad %}{{ bad }}{% enddetails %}", {}),
    "note": ("{% note %}{{ bad }}{% endnote %}", {}),
    "wrap": ('{% wrap "p" "app-lede" %}{{ bad }}{% endwrap %}', {}),
    "form": ("{{ form }}", {"form": BadForm({"title": BAD, "kind": BAD})}),
}


@pytest.mark.parametrize("name", CASES)
def test_component_renders_and_escapes_its_parameters(name: str) -> None:
    source, context = CASES[name]
    drawn = draw(source, bad=BAD, on=ON, **context)
    assert "<script" not in drawn
    assert len(drawn) > 20
    html.fromstring(f"<div>{drawn}</div>")


def test_every_component_names_its_parameters_and_stands_in_the_catalogue() -> None:
    page = (TEMPLATES / "portal" / "components.html").read_text()
    shown = set(re.findall(r"{% (\w+)", page)) | set(re.findall(r'{% include "components/(\w+)', page))
    used_by_base = {"emblem", "messages", "crumbs", "time_cell"}
    for path in sorted((TEMPLATES / "components").glob("*.html")):
        source = path.read_text()
        assert path.stem == "emblem" or source.startswith("{# "), (
            f"{path.name}: name the parameters in a comment on top."
        )
        assert path.stem in shown | used_by_base, f"{path.name}: show it in templates/portal/components.html."


def test_no_template_of_the_portal_has_inline_style_or_script() -> None:
    for path in sorted(TEMPLATES.rglob("*.html")):
        if path.relative_to(TEMPLATES).parts[0] in {"pdf", "emails"}:
            continue
        source = path.read_text()
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", source), (
            f"{path.name}: no inline style or handler."
        )
        assert not re.search(r"<script(?![^>]*\ssrc=)", source), f"{path.name}: scripts are files."


def test_time_cell_says_state_words_and_date() -> None:
    cell = tree("<table><tr>{% time_cell due on %}</tr></table>", due=dt.date(2026, 10, 30), on=ON).find(".//td")
    assert "app-time--late" in cell.get("class")
    assert cell.text_content().replace("\u00a0", " ") == "24 days late due Fri 30 Oct"


def test_time_cell_wants_to_know_the_day() -> None:
    with pytest.raises(TemplateSyntaxError, match="what day it is"):
        draw("{% time_cell due %}", due=ON)


def test_rows_of_work_say_when_what_who_and_what_next() -> None:
    drawn = tree("{% work_table rows caption='Late' %}", rows=catalogue()["work"])
    rows = drawn.findall(".//tbody/tr")
    assert [cell.get("data-label") for cell in rows[0].findall("td")] == [None, None, "Held by", "What happens next"]
    assert "NEG-2026-014" in rows[0].text_content()
    assert drawn.find(".//caption").text == "Late"


def test_an_empty_table_says_what_will_appear() -> None:
    assert draw("{% work_table rows caption='x' empty='Nothing is late.' %}", rows=[]).count("<table") == 0
    assert "Nothing is late." in draw(
        "{% list_table heads rows caption='x' empty='Nothing is late.' %}", heads=[], rows=[]
    )


def test_a_list_needs_one_cell_for_each_heading() -> None:
    with pytest.raises(ValueError, match="shorter"):
        draw("{% list_table heads rows caption='x' %}", heads=[Head("A"), Head("B")], rows=[[Cell("a")]])


def test_cells_without_words_have_no_label() -> None:
    drawn = tree("{% list_table heads rows caption='x' %}", heads=[Head("A"), Head("B")], rows=[["a", Cell()]])
    assert [cell.get("data-label") for cell in drawn.iter("td")] == ["A", None]


def test_facts_that_are_not_known_are_left_out() -> None:
    drawn = tree("{% facts rows %}", rows=[("Known", 0), ("Unknown", None), Fact("Tagged", tag=Tag("Open"))])
    assert [term.text for term in drawn.iter("dt")] == ["Known", "Tagged"]


def test_thread_marks_here_and_what_has_not_happened() -> None:
    drawn = tree("{% thread knots on %}", knots=catalogue()["knots"], on=ON)
    classes = [item.get("class") for item in drawn.iter("li")]
    assert classes.count("is-here") == 1
    assert classes.count("is-open") == 2
    assert "(not yet)" in drawn.text_content()


def test_ladder_says_each_state_in_a_word() -> None:
    drawn = tree("{% ladder rungs %}", rungs=catalogue()["rungs"])
    said = [row.find("td").text_content() for row in drawn.findall(".//tbody/tr")]
    assert said == ["sent", "failed", "sent", "next"]


def test_quorum_is_said_in_words() -> None:
    drawn = tree("{% quorum parts met=False %}", parts=[QuorumPart("Council", True), QuorumPart("ICB", False)])
    assert "Not yet quorate" in drawn.text_content()
    assert "missing: ICB" in drawn.text_content()


def test_attendance_is_read_out() -> None:
    drawn = draw("{% attendance_strip marks 'DCVS' %}", marks=["present", "deputy", "apologies"])
    assert "DCVS: present, deputy, apologies" in drawn


def test_pick_is_plain_radios_with_a_legend() -> None:
    drawn = tree("{% pick 'seat' 'DCVS' choices 'deputy' %}", choices=[("present", "Here"), ("deputy", "Deputy")])
    assert drawn.find(".//legend").text == "DCVS"
    assert [radio.get("value") for radio in drawn.iter("input") if radio.get("checked") is not None] == ["deputy"]


def test_pager_keeps_the_filters() -> None:
    drawn = tree("{% pager page query %}", page=Paginator(range(67), 12).page(2), query="body=neg")
    urls = [link.get("href") for link in drawn.iter("a")]
    assert urls[0] == "?body=neg&page=1"
    assert "13 to 24 of 67" in drawn.text_content()
    assert [link.text_content() for link in drawn.iter("a") if link.get("aria-current")] == ["2"]


@pytest.mark.parametrize(
    ("current", "last", "numbers"),
    [(1, 1, [1]), (1, 6, [1, 2, None, 6]), (3, 6, [1, 2, 3, 4, 5, 6]), (10, 20, [1, None, 9, 10, 11, None, 20])],
)
def test_pages_leave_gaps_but_never_a_gap_of_one(current: int, last: int, numbers: list[int | None]) -> None:
    assert [item.number for item in page_numbers(current, last, str)] == numbers


def test_listbar_counts_offers_files_and_takes_filters_away() -> None:
    form = SampleFilters(QueryDict("body=neg"))
    drawn = tree("{% listbar 67 noun='action' form=form query='body=neg' files=True %}", form=form)
    links = {link.text_content().replace("\u00a0", " "): link.get("href") for link in drawn.iter("a")}
    assert links["Body: Neglect, remove"] == "?"
    assert links["CSV, 67 rows"] == "?body=neg&format=csv"


def test_wrap_leaves_nothing_behind() -> None:
    assert draw('{% wrap "p" "app-lede" %}  {% endwrap %}') == ""
    assert draw('{% wrap "p" "app-lede" %} words {% endwrap %}') == '<p class="app-lede">words</p>'


def test_an_act_is_a_post_with_its_token() -> None:
    form = tree("{% act_button 'Close' '/close/' name='version' value='3' %}", csrf_token="token").find(".//form")
    assert form.get("method") == "post"
    assert {field.get("name"): field.get("value") for field in form.iter("input")} == {
        "csrfmiddlewaretoken": "token",
        "version": "3",
    }


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"])
def test_error_pages_need_no_context(name: str) -> None:
    page = html.fromstring(render_to_string(name))
    assert page.find(".//h1").text_content()
    assert page.find(".//main").get("id") == "main"


@pytest.mark.parametrize("name", ["layout_detail.html", "layout_list.html", "layout_public.html", "layout_plain.html"])
def test_layouts_stand_without_context(name: str) -> None:
    page = html.fromstring(render_to_string(name, {"title": "Neglect", "count": 0}))
    assert page.find(".//h1").text_content() == "Neglect"
    assert not page.findall(".//p[@class='app-lede']")


def test_a_form_with_mistakes_says_so_in_its_title() -> None:
    page = html.fromstring(render_to_string("layout_form.html", {"title": "Record", "form": BadForm({})}))
    assert page.find(".//title").text.startswith("Error: Record")
    assert len(page.findall(".//ul[@class='govuk-list govuk-error-summary__list']/li")) == 2


def test_catalogue_is_for_the_business_unit(client: Any, business_unit: Any, outsider: Any) -> None:
    client.force_login(outsider)
    assert client.get("/components/").status_code in {403, 404}
    client.force_login(business_unit)
    answer = client.get("/components/")
    assert answer.status_code == 200
    assert "Golden thread" in answer.content.decode()


def test_ids_on_the_catalogue_page_are_unique_and_labels_lead_somewhere() -> None:
    page = html.fromstring(render_to_string("portal/components.html", catalogue()))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for label in page.iter("label"):
        assert label.get("for") is None or label.get("for") in ids
    for link in page.findall(".//div[@class='govuk-error-summary__body']//a"):
        assert link.get("href").removeprefix("#") in ids
