"""Who judges the judge: what is planted is found, at the width at which it shows."""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser import judge
from tests.browser.window import DESK, PHONE

GROUND = """<!doctype html><html lang="en"><title>Planted</title><style>
.narrow { display: none } @media (max-width: 600px) { .narrow { display: block } }
.tiny { display: inline-block; width: 10px; height: 10px; padding: 0; border: 0 }
.strip { overflow: auto; white-space: nowrap }
</style><main><h1>Planted</h1>%s</main>"""
STRIP = f'<div class="strip">{"Words that fit beside each other at a desk only. " * 3}</div>'
TINY = '<button class="tiny" title="One"></button><button class="tiny" title="Two"></button>'
PLAIN = "color: #333; text-decoration: none"
PLANTED = [
    ("target-size", TINY, (DESK, PHONE)),
    ("target-size", f'<div class="narrow">{TINY}</div>', (PHONE,)),
    ("label", "<input>", (DESK, PHONE)),
    ("label", '<input class="narrow">', (PHONE,)),
    ("button-name", '<button class="narrow"></button>', (PHONE,)),
    ("link-name", '<a class="narrow" href="#there"></a>', (PHONE,)),
    ("empty-heading", '<h2 class="narrow"></h2>', (PHONE,)),
    ("scrollable-region-focusable", STRIP, (PHONE,)),
    ("color-contrast", '<p style="color: #aaa">Faint</p>', (DESK,)),  # colours are looked at once
    ("link-in-text-block", f'<p>Words, <a href="#on" style="{PLAIN}">more words</a> and words</p>', (DESK,)),
]
COLOURS = """
<p style="color: #aaa">Faint</p> <p style="color: rgb(0 0 0 / 40%)">Through</p> <p style="opacity: 0.5">Half there</p>
<p style="background: oklch(0.5 0.1 100); color: #fff">On olive</p> <p style="text-shadow: 1px 1px #777">Shaded</p>
<div style="background: #1d70b8aa"><b style="color: hsl(0.5turn 50% 50%)">On blue</b> <i>On blue</i></div>
<p style="background: linear-gradient(#fff, #000)">Nobody can tell</p>"""


@pytest.fixture
def page(look: Any) -> Page:
    """A page without a portal."""
    window = look("")
    window.page.goto("about:blank")
    window.resize(DESK)
    return window.page


@pytest.mark.reads
@pytest.mark.parametrize(("rule", "planted", "widths"), PLANTED)
def test_what_is_planted_is_found_where_it_shows(page: Page, rule: str, planted: str, widths: tuple[int, ...]) -> None:
    page.set_content(GROUND % planted)
    found = {}
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = judge.violations(page, colours=width == DESK)
    assert {width: rule in words for width, words in found.items()} == {w: w in widths for w in found}, found


@pytest.mark.reads
def test_a_sound_page_is_found_sound(page: Page) -> None:
    page.set_content(GROUND % "<p>Words</p>")
    assert judge.violations(page) == ""


@pytest.mark.reads
def test_reading_each_colour_once_changes_nothing_that_is_made_of_it(page: Page) -> None:
    def judged() -> Any:
        return page.evaluate("""() => axe.run({ runOnly: ["color-contrast"] }).then((found) =>
            ["violations", "passes", "incomplete"].map((kind) => found[kind].flatMap((rule) =>
                rule.nodes.map((node) => [node.html, ...node.any.map((check) => [check.data, check.message])]))))""")

    page.set_content(GROUND % COLOURS)
    page.evaluate(AXE_SCRIPT)
    as_axe_does = judged()
    page.evaluate(judge.EACH_COLOUR_ONCE)
    assert judged() == as_axe_does
    assert judged() == as_axe_does, "as read the first time, so when they are known"
    assert all(as_axe_does), "some are faint, some are not, and of one nobody can tell"
