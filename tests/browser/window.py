"""A browser window with somebody in front of it, and what must hold of every page they see."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, Route, expect

from tests.browser import judge

SHOTS = Path(__file__).resolve().parents[1] / "shots"
# Pictures take a fifth of the time of these tests. Every run takes those of the pages on which most is done, and of
# whatever is at fault; `--pictures all` takes the rest too.
MAIN = re.compile(r"(home|walk|meeting|report)-|(body|owed|action|agency|scorecard|chases)$|action-agency-lead")
DESK, TABLET, PHONE, NARROWEST = 1280, 768, 390, 320


@dataclass
class Window:
    """One browser window: a person who signed in, or nobody."""

    context: BrowserContext
    page: Page
    address: str
    said: list[str] = field(default_factory=list)
    pictures: ClassVar[str] = "main"

    @classmethod
    def open(cls, browser: Browser, address: str, *, width: int = DESK, script: bool = True) -> "Window":
        return cls.within(cls.make_context(browser, address, width=width, script=script), address)

    @staticmethod
    def make_context(browser: Browser, address: str, *, width: int = DESK, script: bool = True) -> BrowserContext:
        """A browser of one person: cookies, cache and storage of its own."""
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
            java_script_enabled=script,
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        return context

    @classmethod
    def within(cls, context: BrowserContext, address: str) -> "Window":
        """A new page in somebody's browser."""
        page = context.new_page()
        window = cls(context, page, address)
        page.on("console", lambda message: window.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: window.said.append(f"error: {error}"))
        # Leaving words unsaved makes the browser ask; these people mean to leave.
        page.on("dialog", lambda dialog: dialog.accept())
        return window

    def close(self) -> None:
        self.context.close()

    # ---- what a person does ----

    def sign_in(self, email: str, password: str) -> None:
        if urlsplit(self.page.url).path != "/account/login/":
            self.page.goto("/account/login/")
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.press("Sign in")

    def go(self, path: str) -> Response:
        """Open an address; it must answer well."""
        response = self.page.goto(path)
        assert response is not None and response.ok, f"{path} answers {response and response.status}"
        return response

    def follow(self, words: str, *, exact: bool = True, within: str = "body") -> None:
        """Click a link and arrive."""
        self.page.locator(within).get_by_role("link", name=words, exact=exact).first.click()
        self.page.wait_for_load_state()

    def press(self, words: str, *, within: str = "body") -> None:
        """Press a button and arrive."""
        self.page.locator(within).get_by_role("button", name=words, exact=True).first.click()
        self.page.wait_for_load_state()

    def input(self, label: str) -> Locator:
        """The field with this label, whether or not it may be left empty."""
        return self.page.get_by_label(re.compile(rf"^{re.escape(label)}( \(optional\))?$"))

    def type(self, label: str, words: str) -> None:
        self.input(label).fill(words)

    def choose(self, label: str, words: str) -> None:
        """Choose from a list the first whose words contain these."""
        found = self.input(label).locator("option", has_text=words).first
        self.input(label).select_option(label=found.inner_text().strip())

    def pick_date(self, legend: str, day: Any) -> None:
        """Fill the three boxes of a date."""
        group = self.page.get_by_role("group", name=legend)
        for name, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(name).fill(str(value))

    def sees(self, words: str) -> None:
        """The words stand on the page, readable."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def unseal(self, path: str) -> None:
        """Let the browser's own questions run in a page whose policy is a sandbox: in one, they wait for ever."""

        def answer(route: Route) -> None:
            response = route.fetch()
            policy = response.headers["content-security-policy"]
            assert "sandbox" in policy, f"{path} is not sealed: {policy}"
            open_policy = "; ".join(part for part in policy.split("; ") if not part.startswith("sandbox"))
            route.fulfill(response=response, headers={**response.headers, "content-security-policy": open_policy})

        self.page.route(f"**{path}", answer)

    # ---- what must hold of every page ----

    @property
    def width(self) -> int:
        return self.page.viewport_size["width"] if self.page.viewport_size else DESK

    def resize(self, width: int) -> None:
        if width != self.width:  # Chromium would lay the page out anew
            self.page.set_viewport_size({"width": width, "height": 900})

    def check(self, name: str, *widths: int) -> None:
        """Title, one heading, a silent console, no sideways scrolling, nothing that axe finds; and a picture: at each
        of these widths, or at the one it has."""
        widths = widths or (self.width,)
        faults = [
            f"{name} at {width} ({self.page.url}): {fault}"
            for width in widths
            for fault in self.faults(name, width, colours=width == widths[0])
        ]
        assert not faults, "\n".join(faults)

    def faults(self, name: str, width: int, *, colours: bool) -> list[str]:
        """What is wrong with the page at a width; it stays that wide."""
        found: list[str] = []
        if width == PHONE:
            self.resize(NARROWEST)
            found += self.too_wide()
        self.resize(width)
        if not self.page.title().strip() or self.page.title().startswith(("–", "None")):
            found.append(f"the title is “{self.page.title()}”")
        headings = self.page.locator("h1").all_inner_texts()
        if len(headings) != 1 or not headings[0].strip():
            found.append(f"its headings of the first level are {headings}")
        found += self.too_wide()
        found += filter(None, [judge.violations(self.page, colours=colours)])
        found += self.said
        self.said.clear()
        if found or self.pictures == "all" or MAIN.match(name):
            SHOTS.mkdir(exist_ok=True)
            # JPEG: to write a long page as PNG takes a second of a processor.
            self.page.screenshot(path=SHOTS / f"{name}-{width}.jpg", full_page=True, type="jpeg", quality=85)
        return found

    def too_wide(self) -> list[str]:
        """Whatever makes the page scroll sideways, with what sticks out."""
        wide: list[Any] = self.page.evaluate(
            """() => {
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= width) return [];
              const out = [...document.querySelectorAll("body *")].filter((e) => {
                const box = e.getBoundingClientRect();
                return box.width && box.right > width + 1 && getComputedStyle(e).position !== "fixed";
              });
              return [width, document.documentElement.scrollWidth, out.slice(0, 6).map(
                (e) => `${e.tagName.toLowerCase()}.${e.className} “${(e.textContent || "").trim().slice(0, 40)}”`)];
            }"""
        )
        return [f"{wide[1]} px wide in a window of {wide[0]}: {'; '.join(wide[2])}"] if wide else []
