"""Markdown: what people write is shown, what attackers write is not run."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.kit.markdown import first_paragraph, to_html, to_text

HOSTILE = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//x.example/x.js></SCRIPT>", "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>", "<object data=data:text/html;base64,PHNjcmlwdD4=></object>",
    "<embed src=x>", "<link rel=stylesheet href=x>", "<style>*{background:url(x)}</style>", "<base href=//x.example>",
    "<meta http-equiv=refresh content=0;url=//x.example>", "<form action=//x.example><input name=p></form>",
    "<a href='javascript:alert(1)'>x</a>", "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))", "[x](java\nscript:alert(1))", "[x](java\tscript:alert(1))",
    "[x](\x01javascript:alert(1))", "[x](vbscript:msgbox(1))", "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)", "[x](ftp://x.example/)", "![x](https://x.example/track.png)",
    "![x](javascript:alert(1))", "![x](file:///etc/passwd)", '[x](https://x.example "onmouseover=alert(1)")',
    '[x](https://x.example" onmouseover="alert(1))', "[x]: javascript:alert(1)\n\n[x]", "<javascript:alert(1)>",
    "<https://x.example/'onclick='alert(1)>", "`<script>alert(1)</script>`", "```\n<script>alert(1)</script>\n```",
    "```html onload=alert(1)\n<b>\n```", "<!-- <script>alert(1)</script> -->", "<![CDATA[<script>alert(1)</script>]]>",
    "<?php system('id') ?>", "<math><mtext></mtext><mglyph><style></math><img src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)></video>", "<marquee onstart=alert(1)>",
    "<input autofocus onfocus=alert(1)>", "<select onfocus=alert(1)>", "<textarea><script>alert(1)</script>",
    "<p style='background:url(javascript:alert(1))'>x</p>", "<div style=position:fixed>x</div>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<template><script>alert(1)</script></template>",
    "| a |\n|---|\n| <script>alert(1)</script> |", "| a |\n|:--:|\n| b |", "# <img src=x onerror=alert(1)>",
    "> <script>alert(1)</script>", "- <svg onload=alert(1)>", "{{ settings.SECRET_KEY }}", "{% load x %}",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "\x00<script>alert(1)</script>", "<a\x00href=javascript:x>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "<isindex action=javascript:alert(1)>", "<x onclick=alert(1)>y",
    "[a](<javascript:alert(1)>)", "[a](//x.example/path)", "<a href=# id=x name=body class=y>x</a>",
    "<b>bold</b>", "[x](https://x.example/%0d%0aSet-Cookie:x)",
]  # fmt: skip


class Inspector(HTMLParser):
    """Notes every tag and attribute that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, attrs))


def seen_in(html: str):
    inspector = Inspector()
    inspector.feed(html)
    return inspector.seen


def assert_harmless(html: str) -> None:
    allowed = {"p", "br", "strong", "em", "s", "ul", "ol", "li", "blockquote", "hr", "a", "code", "pre", "table",
               "thead", "tbody", "tr", "th", "td", "h2", "h3", "h4", "h5", "h6"}  # fmt: skip
    for tag, attributes in seen_in(html):
        assert tag in allowed, html
        for name, value in attributes:
            assert name in {"href", "title", "rel", "start", "scope"}, html
            if name == "href":
                assert not re.match(r"\s*(javascript|vbscript|data|file|ftp):", value or "", re.IGNORECASE), html


@pytest.mark.parametrize("fragment", HOSTILE)
def test_hostile_text_is_shown_and_not_run(fragment):
    assert_harmless(to_html(fragment))
    assert_harmless(to_html(f"Before {fragment} after"))
    assert "{{" in to_html(fragment) or "{{" not in fragment


@given(st.text(alphabet=st.sampled_from(list("<>&\"'`[]()!#*_|-\n :/=ajvscriptonload\x00")), max_size=120))
def test_no_mixture_of_signs_gets_through(text):
    assert_harmless(to_html(text))


@given(st.text(max_size=80))
def test_any_text_can_be_turned_into_words(text):
    assert "\x00" not in to_text(text)


def test_ordinary_markdown():
    html = to_html("We **agreed** to:\n\n1. meet\n2. *listen*\n\nSee [the plan](https://plan.example/a?b=1&c=2).")
    assert "<strong>agreed</strong>" in html
    assert "<ol>\n<li>meet</li>" in html
    assert '<a href="https://plan.example/a?b=1&amp;c=2" rel="noopener noreferrer">the plan</a>' in html


def test_tables_name_their_columns_and_carry_no_style():
    html = to_html("| Year | Count |\n|---|---:|\n| 2025 | 4 |")
    assert '<th scope="col">Year</th>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("text", "top", "levels"),
    [
        ("# A\n## B\n# C", 3, ["h3", "h4", "h3"]),
        ("#### A\n## B\n### C", 3, ["h3", "h3", "h4"]),
        ("# A\n###### B", 4, ["h4", "h5"]),
        ("# A\n## B\n### C\n#### D", 5, ["h5", "h6", "h6", "h6"]),
    ],
)
def test_headings_go_below_the_page_without_a_hole(text, top, levels):
    assert [tag for tag, _ in seen_in(to_html(text, top=top))] == levels


def test_first_paragraph_is_taken_as_the_lead():
    assert first_paragraph("We *met*\ntwice.\n\nThen more.") == ("We met twice.", "Then more.")
    assert first_paragraph("- a list\n\ntext") == ("", "- a list\n\ntext")
    assert first_paragraph("") == ("", "")


def test_words_alone():
    assert to_text("# A & B\n\n- one\n- **two** <b>") == "A & B one two <b>"
