"""From HTML to a PDF that screen readers and archives can use. Knows nothing of reports; slow to import.

The file is PDF/A-3a (kept for decades, data attached) and PDF/UA-1 (tagged for screen readers). WeasyPrint writes one
of the two at a time and leaves two faults; `finish` mends that in WeasyPrint's own objects, so the package is pinned.
Nothing is fetched but our own style sheet, drawings and fonts; anything else stops the build. The same input gives the
same bytes: every date is handed in.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import mimetypes
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import pydyf
from django.contrib.staticfiles import finders
from weasyprint import HTML, Attachment
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

# Where style sheets and fonts seem to live while a PDF is laid out: a place that exists on no machine.
ASSETS = "file:///static/"
FOLDERS = {"pdf": {".css", ".svg"}, "fonts": {".woff2"}}


class AssetRefused(Exception):
    """A document asked for a file that is not one of ours, or that is not there."""


@dataclass(frozen=True)
class Attached:
    """A file that travels inside the PDF: the data behind a table."""

    name: str
    description: str
    content: bytes


@dataclass(frozen=True)
class Pdf:
    """A finished file and what is printed beside it."""

    content: bytes
    sha256: str
    pages: int


def to_pdf(html: str, *, made_at: dt.datetime, attachments: Sequence[Attached] = ()) -> Pdf:
    """HTML to PDF/A-3a and PDF/UA-1. Raises AssetRefused for an address that is not one of our own files.

    The page itself names its title, author, language and dates; `made_at` dates the attachments.
    """
    made_at = made_at.astimezone(dt.UTC)
    assets = _Assets()
    options = {
        "pdf_variant": "pdf/a-3a",
        "attachments": [
            Attachment(
                string=attached.content,
                name=attached.name,
                description=attached.description,
                created=made_at,
                modified=made_at,
                relationship="Data",
                url_fetcher=assets,
            )
            for attached in attachments
        ],
    }
    try:
        document = HTML(string=html, base_url=ASSETS, url_fetcher=assets).render(**options)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile open
            content = document.write_pdf(finisher=finish, **options)
    except FatalURLFetchingError as refusal:
        raise AssetRefused(str(refusal)) from None
    if assets.refused:
        raise AssetRefused(assets.refused[0])
    return Pdf(content, hashlib.sha256(content).hexdigest(), len(document.pages))


def find_asset(url: str) -> Path:
    """The file behind an address of a document. Raises AssetRefused for all but our own style, drawings and fonts."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        raise AssetRefused(f"A PDF may not fetch {url[:120]}")
    path = PurePosixPath(unquote(parts.path))
    inside = path.parts[2:]  # after "/" and "static"
    if (
        path.parts[:2] != ("/", "static")
        or len(inside) != 2
        or ".." in inside
        or path.suffix not in FOLDERS.get(inside[0], set())
    ):
        raise AssetRefused(f"A PDF may not fetch {url[:120]}")
    found = finders.find(str(PurePosixPath(*inside)))
    if not found:
        raise AssetRefused(f"{'/'.join(inside)} is missing: run manage.py build_front_end")
    return Path(str(found))


class _Assets(URLFetcher):
    """WeasyPrint's way to files, narrowed to ours. A refusal stops the build instead of leaving a hole in a page."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"file"}, allow_redirects=False)
        self.refused: list[str] = []  # drawing code catches even fatal errors: they are looked up here at the end

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        try:
            path = find_asset(url)
        except AssetRefused as refusal:
            self.refused.append(str(refusal))
            raise FatalURLFetchingError(str(refusal)) from None
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


_AIIM = "http://www.aiim.org/"
_UA_METADATA = (
    f'<rdf:Description rdf:about="" xmlns:pdfuaid="{_AIIM}pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>'
    "</rdf:Description>"
    f'<rdf:Description rdf:about="" xmlns:pdfaExtension="{_AIIM}pdfa/ns/extension/" '
    f'xmlns:pdfaSchema="{_AIIM}pdfa/ns/schema#" xmlns:pdfaProperty="{_AIIM}pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    f"<pdfaSchema:namespaceURI>{_AIIM}pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>PDF/UA part</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"
    "</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
).encode()


def finish(document: Any, pdf: Any) -> None:
    """Mend WeasyPrint's PDF/A-3a until it is PDF/UA-1 as well (ISO 14289-1, 7.1, 7.5 and 7.8)."""
    _declare_both_standards(pdf)
    reachable = _give_headers_a_scope(pdf)
    _mark_running_heads(pdf, reachable)
    for entry in pdf.objects:
        # A compressed stream that ends in CR makes the length check of PDF/A ambiguous: store that one as it is.
        if isinstance(entry, pydyf.Stream) and entry.compress and entry.data.endswith(b"\r\nendstream"):
            entry.compress = False


def _at(pdf: Any, reference: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _declare_both_standards(pdf: Any) -> None:
    metadata = _at(pdf, pdf.catalog["Metadata"])
    metadata.compress = False
    metadata.stream[0] = metadata.stream[0].replace(b"</rdf:RDF>", _UA_METADATA + b"</rdf:RDF>")


def _give_headers_a_scope(pdf: Any) -> set[tuple[Any, int]]:
    """Say of each table header whether it heads a row or a column. Returns the marked content the tag tree reaches."""
    todo, reachable = list(_at(pdf, pdf.catalog["StructTreeRoot"])["K"]), set()
    while todo:
        element = _at(pdf, todo.pop())
        if element.get("Type") != "/StructElem":
            continue
        children = [child for child in element["K"] if not isinstance(child, int)]
        reachable |= {(element["Pg"], child) for child in element["K"] if isinstance(child, int)}
        if element["S"] == "/TR":
            cells = [_at(pdf, child) for child in children]
            scope = "/Row" if any(cell["S"] == "/TD" for cell in cells) else "/Column"
            for cell in cells:
                if cell["S"] == "/TH":
                    cell["A"]["Scope"] = scope
        todo += children
    return reachable


def _mark_running_heads(pdf: Any, reachable: set[tuple[Any, int]]) -> None:
    """Running heads and page numbers are no part of the text: make them artifacts that no reader reads out."""
    numbers = _at(pdf, _at(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    pages: list[Any] = [entry for entry in pdf.objects if isinstance(entry, dict) and entry.get("Type") == "/Page"]
    for page in pages:
        operators = _at(pdf, page["Contents"]).stream
        for at, operator in enumerate(operators):
            if operator != b"BDC" or "MCID" not in operators[at - 1]:
                continue
            marked = operators[at - 1]["MCID"]
            if (page.reference, marked) not in reachable:
                parents[page["StructParents"]][marked] = "null"
                operators[at - 2], operators[at - 1] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})
