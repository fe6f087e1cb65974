"""Small files of evidence for an example, made from a line or two of text: real PDF, text and CSV."""

import textwrap

from django.core.files.uploadedfile import SimpleUploadedFile

TYPES = {"pdf": "application/pdf", "txt": "text/plain", "csv": "text/csv"}


def paper(name: str, text: str) -> SimpleUploadedFile:
    """A file of that name with that text in it."""
    kind = name.rpartition(".")[2]
    content = _pdf(name, text) if kind == "pdf" else f"{text.strip()}\n".encode()
    return SimpleUploadedFile(name, content, content_type=TYPES[kind])


def _pdf(title: str, text: str) -> bytes:
    """One page of plain text in a font that every reader has."""
    lines = [title, "", *(line for block in text.split("\n") for line in textwrap.wrap(block, 84) or [""])]
    shown = " T* ".join(f"({_escaped(line)}) Tj" for line in lines[:48])
    stream = f"BT /F1 11 Tf 15 TL 64 770 Td {shown} ET".encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    out, starts = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    count = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(out) + end % (count, table, count, len(out))


def _escaped(line: str) -> str:
    plain = line.encode("cp1252", "replace").decode("cp1252")
    return plain.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
