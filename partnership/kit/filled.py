"""Templates that are rendered once for each shape and then filled: for what is drawn by the hundred, as in mails.

The template stays the one place where the markup stands. It is rendered with a mark in the place of each word; what
comes out has its places at the marks, and each drawing puts its own words there, escaped as the template would.
A shape is which words there are and everything else that the template asks about. Words may stand in the template bare
or behind `if`, not behind a filter: what a filter would do to them is done before.
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from functools import cache
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

_MARK = re.compile("\ue000(\\d+)\ue001")
MOST = 200


def escaped(words: object) -> str:
    """Words as they stand in HTML: escaped, unless they are HTML already. Django's own makes a SafeString of each."""
    return words.__html__() if isinstance(words, SafeString) else escape(str(words))


class Filled:
    """One template. Calling it draws it with these words, in this shape."""

    def __init__(self, template: str) -> None:
        self.template = template
        self._is_html = template.endswith(".html")
        self._forms: dict[tuple[Hashable, ...], tuple[str, list[str]]] = {}

    def _form(
        self, present: tuple[str, ...], words: Mapping[str, str], shape: Mapping[str, Hashable]
    ) -> tuple[str, list[str]]:
        """The template with %s in the place of each word, and the names of these words in their order."""
        marks = {name: f"\ue000{present.index(name)}\ue001" if name in present else "" for name in words}
        pieces = _MARK.split(render_to_string(self.template, {**shape, **marks}))
        form = "%s".join(piece.replace("%", "%%") for piece in pieces[::2])
        return form, [present[int(place)] for place in pieces[1::2]]

    def __call__(self, words: Mapping[str, str], **shape: Hashable) -> SafeString:
        present = tuple([name for name, said in words.items() if said])
        key = (present, *shape.items())
        known = self._forms.get(key)
        if known is None:
            if len(self._forms) >= MOST:
                self._forms.clear()
            known = self._forms[key] = self._form(present, words, shape)
        form, names = known
        if self._is_html:
            return SafeString(form % tuple([escaped(words[name]) for name in names]))
        return SafeString(form % tuple([words[name] for name in names]))


@cache
def _of(template: str) -> Filled:
    return Filled(template)


def drawn(template: str, rows: Iterable[Any], **shape: Hashable) -> SafeString:
    """Rows one after another. The words of each are the fields of a dataclass, or are given by name."""
    fill = _of(template)
    return SafeString("".join([fill(row if isinstance(row, dict) else vars(row), **shape) for row in rows]))
