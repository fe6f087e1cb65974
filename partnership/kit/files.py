"""What may be uploaded, and the checks that a file passes before it is kept."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "csv": "text/csv",
    "txt": "text/plain",
}
PLAIN = {"csv", "txt"}
ZIPPED = {"docx", "xlsx", "pptx"}
MOST_UNZIPPED = 200 * 1024 * 1024
TEST_VIRUS = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


@dataclass(frozen=True)
class CheckedFile:
    """What is known of an upload once it has passed."""

    name: str
    content_type: str
    size: int
    sha256: str


def safe_name(name: str) -> str:
    """The file's own name without folders, control characters or marks that turn the reading direction."""
    plain = PurePath(name.replace("\\", "/")).name
    kept = "".join(mark for mark in plain if mark.isprintable() and mark not in '<>:"|?*')
    return kept.strip(". ")[-150:] or "file"


def check_upload(upload: Any) -> CheckedFile:
    """Check an uploaded file's kind (by name and by content), size and, for Office files, what it unpacks to.

    Raises ValidationError with a sentence that says what to send instead.
    """
    name = safe_name(upload.name or "")
    kind = PurePath(name).suffix.lower().lstrip(".")
    if kind not in KINDS:
        raise ValidationError("Choose a PDF, Word, Excel, PowerPoint, PNG, JPEG, CSV or text file.")
    if upload.size > settings.UPLOAD_MOST_BYTES:
        most = settings.UPLOAD_MOST_BYTES // (1024 * 1024)
        raise ValidationError(f"Choose a file of {most} MB or less. This one has {upload.size // (1024 * 1024)} MB.")
    if upload.size == 0:
        raise ValidationError("Choose a file with something in it. This one is empty.")
    digest, head, tail = hashlib.sha256(), b"", b""
    upload.seek(0)
    for chunk in upload.chunks():
        head = head or chunk[:4096]
        if TEST_VIRUS in tail + chunk:
            raise ValidationError("This file carries a virus signature. It was not kept. Tell your IT team.")
        tail = chunk[-len(TEST_VIRUS) :]
        digest.update(chunk)
    upload.seek(0)
    _check_content(upload, kind, head)
    return CheckedFile(name, KINDS[kind], upload.size, digest.hexdigest())


def _check_content(upload: Any, kind: str, head: bytes) -> None:
    """The content must be what the name says."""
    mismatch = ValidationError(f"The content is not that of a .{kind} file. Save it again as .{kind} and send that.")
    if kind in PLAIN:
        if b"\0" in head or filetype.guess(head) is not None:
            raise mismatch
        return
    if kind in ZIPPED:
        try:
            with zipfile.ZipFile(upload) as packed:
                if sum(entry.file_size for entry in packed.infolist()) > MOST_UNZIPPED:
                    raise ValidationError("This file unpacks to more than 200 MB. Send a smaller one.")
                names = set(packed.namelist())
        except zipfile.BadZipFile:
            raise mismatch from None
        finally:
            upload.seek(0)
        folder = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}[kind]
        if "[Content_Types].xml" not in names or not any(name.startswith(folder) for name in names):
            raise mismatch
        return
    guess = filetype.guess(head)
    if guess is None or guess.mime != KINDS[kind]:
        raise mismatch
