"""Markdown that people write, turned into HTML that may be shown on a page or printed in a PDF.

Two locks: the parser is told that HTML in the text is text, and its output passes an allow-list. Nothing that loads
(images, frames, styles) survives; addresses other than web, mail and places on the page lose their link.
"""

from __future__ import annotations

from functools import cache, lru_cache
from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_TAGS = {
    "p", "br", "strong", "em", "s", "ul", "ol", "li", "blockquote", "hr", "a", "code", "pre",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}
_SCHEMES = {"http", "https", "mailto"}


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False, "breaks": False})
    return parser.enable(["table", "strikethrough"]).disable(["image", "html_block", "html_inline"])


@lru_cache(maxsize=500)  # the same minutes are read again and again
def to_html(text: str, *, top: int = 3) -> SafeString:
    """Safe HTML. The highest heading in the text becomes `top`, the rest follow without skipping a level.

    A page has its own first and second headings, so `top` is 3 unless the place asks for another; never below 6.
    """
    if not 2 <= top <= 6:
        raise ValueError("Headings inside a text start at level 2 to 6")
    parser = _parser()
    tokens = parser.parse(text.replace("\x00", ""))
    _demote(tokens, top)
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
            token.attrs.pop("style", None)
        elif token.type == "td_open":
            token.attrs.pop("style", None)
    html = parser.renderer.render(tokens, parser.options, {})
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
        generic_attribute_prefixes=set(),
        clean_content_tags={"script", "style"},
    )
    return mark_safe(cleaned)  # parsed with HTML off and passed through the allow-list above


def to_text(text: str) -> str:
    """The words alone, for a lead line, a search or a mail."""
    plain = nh3.clean(_parser().render(text.replace("\x00", "")), tags=set(), attributes={})
    return " ".join(unescape(plain).split())


def first_paragraph(text: str) -> tuple[str, str]:
    """The first paragraph as plain words, and the text without it; empty words where the text opens otherwise."""
    tokens = _parser().parse(text)
    if not tokens or tokens[0].type != "paragraph_open" or not tokens[0].map:
        return "", text
    start, end = tokens[0].map
    lines = text.splitlines()
    return to_text("\n".join(lines[start:end])), "\n".join(lines[end:]).strip("\n")


def _demote(tokens: list[Token], top: int) -> None:
    """Move headings down so that the outline of the page around them has no hole."""
    trail: list[int] = []
    for token in tokens:
        if token.type != "heading_open":
            continue
        level = int(token.tag[1])
        while trail and trail[-1] >= level:
            trail.pop()
        trail.append(level)
        token.meta["level"] = min(top + len(trail) - 1, 6)
        token.tag = f"h{token.meta['level']}"
    level_now = top
    for token in tokens:
        if token.type == "heading_open":
            level_now = token.meta["level"]
        elif token.type == "heading_close":
            token.tag = f"h{level_now}"
