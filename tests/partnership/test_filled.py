"""Mails drawn from templates that are rendered once for each shape: the same as each rendered by itself."""

import datetime as dt
from itertools import product
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from partnership.chasing import drawing
from partnership.chasing.drawing import Frame, draw_digest, drawn_group
from partnership.chasing.lines import DigestGroup, DigestLine
from partnership.kit.filled import MOST, Filled
from partnership.kit.wording import long_date

ON = dt.date(2026, 11, 26)
HOSTILE = "A <b>&'\" word, {{ x }} {% y %} %s 12"
WORDS = ["words", "due", "title", "kind", "reference", "agency", "told", "next", "path"]


@pytest.mark.parametrize("form", [drawing.LINE_TEXT, drawing.LINE_HTML], ids=["text", "html"])
@pytest.mark.parametrize("strong,late", list(product([True, False], repeat=2)))
def test_a_line_is_what_its_template_renders_with_its_words(form: Filled, strong: bool, late: bool) -> None:
    for some in ("", HOSTILE, "Plain words"):
        words = dict.fromkeys(WORDS, "Words") | dict.fromkeys(["agency", "told", "next"], some)
        for said in (words, words | {"title": HOSTILE}):
            shape = {"address": "https://portal.example", "strong": strong, "late": late}
            assert form(said, **shape) == render_to_string(form.template, {**said, **shape})


@pytest.mark.parametrize("form", [drawing.GROUP_TEXT, drawing.GROUP_HTML], ids=["text", "html"])
@pytest.mark.parametrize("agency,lead", list(product(["", HOSTILE], repeat=2)))
def test_a_group_is_what_its_template_renders(form: Filled, agency: str, lead: str) -> None:
    words = {"title": HOSTILE, "agency": agency, "lead": lead, "lines": SafeString("<i>lines</i>")}
    assert form(words, strong=False) == render_to_string(form.template, {**words, "strong": False})


@pytest.mark.parametrize("left_out", [0, 3])
def test_a_digest_is_what_its_templates_render(left_out: int, settings: Any) -> None:
    settings.ADDRESS = "https://portal.example"
    line = DigestLine("NEG-1", HOSTILE, "/chases/1/", "3 days late", ON - dt.timedelta(days=3), "action", "actions")
    group, frame = DigestGroup("Neglect", [line, line._replace(title="Another")]), Frame("A <partnership>", "#0a3d40")
    text, html = draw_digest(
        name=HOSTILE, subject="Your actions", heading="Two actions are late", preview=HOSTILE, groups=[group],
        left_out=left_out, on=ON, partnership=frame,
    )  # fmt: skip
    drawn = drawn_group(group, ON)
    words = {
        "name": HOSTILE, "heading": "Two actions are late", "subject": "Your actions", "preview": HOSTILE,
        "day": long_date(ON), "left_out": left_out, "partnership": frame, "address": settings.ADDRESS,
    }  # fmt: skip
    assert text == render_to_string("emails/digest.txt", {**words, "groups": f"{drawn.text}\n"})
    assert html == render_to_string("emails/digest.html", {**words, "groups": drawn.html})
    assert "<b>&" not in html
    assert "{{ x }} {% y %}" in html


def test_shapes_that_are_kept_do_not_grow_without_end() -> None:
    form = Filled("emails/digest_group.txt")
    for number in range(MOST + 20):
        form({"title": "Title", "agency": "", "lead": "", "lines": ""}, address=str(number))
    assert len(form._forms) <= MOST
