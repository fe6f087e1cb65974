"""PDFs: both standards hold, nothing foreign is fetched, the same input gives the same bytes."""

import datetime as dt
import io
import shutil
import subprocess

import page
import pikepdf
import pytest

from partnership.kit.charts import PRINT, Bar, bars
from partnership.kit.markdown import to_html as markdown
from partnership.kit.pdf import AssetRefused, Attached, find_asset, to_pdf

MADE = dt.datetime(2026, 9, 21, 10, 42, tzinfo=dt.UTC)


def document(body: str) -> str:
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>A small report</title>'
        '<meta name="dcterms.created" content="2026-09-21"><meta name="dcterms.modified" content="2026-09-21">'
        '<link rel="stylesheet" href="pdf/print.css"></head><body>'
        '<div class="hidden-strings" data-partnership="A partnership" data-edition="Edition 1"></div>'
        f'<section data-run="One"><h1>A small report</h1>{body}</section></body></html>'
    )


TABLE = (
    '<table><caption><b>Table 1.</b> Numbers</caption><thead><tr><th>Agency</th><th class="n">Came</th></tr></thead>'
    '<tbody><tr><th>Police</th><td class="n">6 of 6</td></tr><tr><th>Council</th><td class="n">5 of 6</td></tr></tbody>'
    "</table>"
)
FIGURE = f"<figure>{bars([Bar('Police', 6, 6), Bar('Council', 5, 6)], title='Who came', medium=PRINT)}</figure>"


@pytest.fixture(scope="module")
def made() -> bytes:
    attached = Attached("table-01.csv", "Table 1", b"Agency,Came\r\nPolice,6 of 6\r\n")
    return to_pdf(document(TABLE + FIGURE), made_at=MADE, attachments=[attached]).content


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_passes_both_standards(made: bytes, profile: str) -> None:
    report = page.validate_pdf_bytes(made, profile=profile)
    assert not [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def test_both_standards_are_declared(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        metadata = bytes(pdf.Root.Metadata.read_bytes())
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert b"A-3" in metadata or b"<pdfaid:part>3</pdfaid:part>" in metadata or b'pdfaid:part="3"' in metadata


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed: apt-get install qpdf")
def test_syntax_is_sound(made: bytes, tmp_path) -> None:
    (tmp_path / "made.pdf").write_bytes(made)
    checked = subprocess.run(["qpdf", "--check", tmp_path / "made.pdf"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_data_travels_inside(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert list(pdf.attachments) == ["table-01.csv"]
        assert pdf.attachments["table-01.csv"].get_file().read_bytes().startswith(b"Agency,Came")


def test_headers_have_a_scope_and_headings_do_not_nest(made: bytes) -> None:
    scopes, nested = [], []

    def walk(element, trail):
        if not isinstance(element, pikepdf.Dictionary):
            return
        kind = str(element.get("/S", ""))
        if kind == "/TH":
            scopes.append(str(element.A.Scope))
        if kind in trail and kind in {"/H1", "/H2", "/H3", "/P", "/L", "/Table"}:
            nested.append(kind)
        children = element.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            walk(child, (*trail, kind))

    with pikepdf.open(io.BytesIO(made)) as pdf:
        walk(pdf.Root.StructTreeRoot, ())
    assert sorted(scopes) == ["/Column", "/Column", "/Row", "/Row"]
    assert not nested


def test_same_input_gives_the_same_bytes(made: bytes) -> None:
    attached = Attached("table-01.csv", "Table 1", b"Agency,Came\r\nPolice,6 of 6\r\n")
    again = to_pdf(document(TABLE + FIGURE), made_at=MADE, attachments=[attached])
    assert again.content == made
    assert again.pages == 1
    assert len(again.sha256) == 64


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/track.png", "http://169.254.169.254/latest/meta-data/", "ftp://x.example/a",
        "file:///etc/passwd", "file://host/static/pdf/print.css", "file:///static/pdf/../../etc/passwd",
        "file:///static/pdf/%2e%2e/%2e%2e/etc/passwd", "file:///static/pdf/print.css/../../../etc/passwd",
        "file:///static/js/portal.js", "file:///static/pdf/print.txt", "file:///static/fonts/x.ttf",
        "data:text/css,*{}", "data:image/png;base64,AAAA", "file:///static/pdf/missing.css", "pdf/print.css",
    ],
)  # fmt: skip
def test_every_other_address_is_refused(url: str) -> None:
    with pytest.raises(AssetRefused):
        find_asset(url)


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://x.example/track.png" alt="x">', '<img src="file:///etc/passwd" alt="x">',
        '<img src="data:image/png;base64,AAAA" alt="x">', '<link rel="stylesheet" href="https://x.example/x.css">',
        "<style>@import url(https://x.example/x.css);</style>",
        '<p style="background:url(https://x.example/x.png)">x</p>',
        '<svg viewBox="0 0 1 1"><title>x</title><image href="file:///etc/passwd" width="1" height="1"/></svg>',
        '<object data="https://x.example/x.svg">x</object>', '<link rel="attachment" href="file:///etc/passwd">',
    ],
)  # fmt: skip
def test_a_document_that_asks_for_more_is_not_made(body: str) -> None:
    with pytest.raises(AssetRefused):
        to_pdf(document(body), made_at=MADE)


def test_hostile_words_are_printed_and_fetch_nothing() -> None:
    words = "![x](https://x.example/t.png) <img src=file:///etc/passwd> [x](javascript:alert(1)) <style>*{}</style>"
    made = to_pdf(document(f"<div>{markdown(words)}</div>"), made_at=MADE)
    assert page.is_pdf_compliant_bytes(made.content, profile="ua1")
