"""Templates that are rendered once for each shape and then filled: for what is drawn by the hundred, as in mails.

The template stays the one place where the markup stands. It is rendered with a mark in the place of each word; what
comes out is cut at the marks, and each drawing joins the pieces with its own words, escaped as the template would.
A shape is which words there are and everything else that the template asks about. Words may stand in the template bare
or behind `if`, not behind a filter: what a filter would do to them is done before.
"""

import re
from collections.abc import Hashable, Mapping

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

_MARK = re.compile("\ue000(\\d+)\ue001")
MOST = 200


class Filled:
    """One template. Calling it draws it with these words, in this shape."""

    def __init__(self, template: str) -> None:
        self.template = template
        self._is_html = template.endswith(".html")
        self._pieces: dict[tuple[Hashable, ...], list[str]] = {}

    def _cut(self, present: tuple[str, ...], words: Mapping[str, str], shape: Mapping[str, Hashable]) -> list[str]:
        """The pieces between the marks, with the name of a word between each two."""
        marks = {name: f"\ue000{present.index(name)}\ue001" if name in present else "" for name in words}
        pieces = _MARK.split(render_to_string(self.template, {**shape, **marks}))
        pieces[1::2] = [present[int(place)] for place in pieces[1::2]]
        return pieces

    def __call__(self, words: Mapping[str, str], **shape: Hashable) -> SafeString:
        present = tuple(name for name, said in words.items() if said)
        key = (present, *shape.items())
        pieces = self._pieces.get(key)
        if pieces is None:
            if len(self._pieces) >= MOST:
                self._pieces.clear()
            pieces = self._pieces[key] = self._cut(present, words, shape)
        drawn = pieces.copy()
        drawn[1::2] = [conditional_escape(words[name]) if self._is_html else words[name] for name in pieces[1::2]]
        return SafeString("".join(drawn))
