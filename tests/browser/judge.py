"""axe, which judges every page: all of WCAG 2.2 at levels A and AA, and axe's advice on top."""

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

OPTIONS = {
    "resultTypes": ["violations"],
    # It would fetch and read the whole sheet again for each page, for a single rule: tests/test_front_end.py asks that.
    "preload": False,
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
# Of colours alone, which no width changes: whoever has looked at them at one width need not at the next.
OF_COLOURS = ("color-contrast", "link-in-text-block")
# axe reads the same few colours of a page thousands of times, and a tenth of a millisecond each: half of all it does.
# It is to read each once; what it makes of them stays as it is (test_judge.py holds the two against each other).
EACH_COLOUR_ONCE = """
(() => {
  const colour = axe.commons.color.Color.prototype;
  const read = colour.parseString;
  const known = new Map();
  colour.parseString = function (words) {
    if (known.has(words)) {
      [this.r, this.g, this.b, this.alpha] = known.get(words);
      return this;
    }
    read.call(this, words);
    known.set(words, [this.r, this.g, this.b, this.alpha]);
    return this;
  };
})();
"""


def violations(page: Page, *, colours: bool = True) -> str:
    """What axe finds on the page as it now stands, as words; nothing where it finds nothing."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT + EACH_COLOUR_ONCE)
    # The size of what one taps is off unless asked for by name.
    rules = {"target-size": {"enabled": True}, **{rule: {"enabled": colours} for rule in OF_COLOURS}}
    found = page.evaluate(
        "(options) => axe.run(options).then(({ violations }) => ({ violations }))", {**OPTIONS, "rules": rules}
    )
    return AxeResults(found).generate_report() if found["violations"] else ""
