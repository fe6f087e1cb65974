"""Where the files of an import come from: a folder, a ZIP, or one file. Tricks and sizes are refused here."""

import hashlib
import io
import re
import stat
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from django.core.exceptions import ValidationError

COLUMNS = {
    "people.csv": ["key", "email", "name", "job_title", "agency"],
    "appointments.csv": ["person", "role", "agency", "from_on", "to_on"],
    "memberships.csv": ["seat", "person", "role", "from_on", "to_on"],
}
DOCUMENTS = ["partnership.yaml", "agencies.yaml", "bodies.yaml", "plan.yaml"]
KNOWN = [*DOCUMENTS, *COLUMNS]
# Files of an example folder that other commands read.
LEFT_ASIDE = re.compile(r"(year|report|logins)\.ya?ml|year/.*|README\.md|\.DS_Store|__MACOSX/.*", re.IGNORECASE)
MOST_UPLOADED = 5_000_000
MOST_IN_ONE_FILE = 2_000_000
MOST_FILES = 40


@dataclass(frozen=True)
class Source:
    """The files of one import by name, and the names of those left aside."""

    files: dict[str, bytes]
    left_aside: list[str] = field(default_factory=list)

    @property
    def checksum(self) -> str:
        """Tells one content from another."""
        digest = hashlib.sha256()
        for name in sorted(self.files):
            digest.update(f"{name}\0{len(self.files[name])}\0".encode())
            digest.update(self.files[name])
        return digest.hexdigest()


def from_folder(folder: Path) -> Source:
    """The known files of a folder. Raises ValidationError when there is none."""
    if not folder.is_dir():
        raise ValidationError(f"There is no folder {folder}. Give the folder that holds the files.")
    files = {}
    for name in KNOWN:
        path = folder / name
        if path.is_file():
            if path.stat().st_size > MOST_IN_ONE_FILE:
                raise ValidationError(f"{name} has more than 2 MB. Split it, or take out what is not needed.")
            files[name] = path.read_bytes()
    if not files:
        raise ValidationError(f"{folder} holds none of the known files: {', '.join(KNOWN)}.")
    return Source(files)


def from_upload(name: str, content: bytes) -> Source:
    """What was uploaded: a ZIP of such a folder, or one of the known files. Raises ValidationError."""
    if len(content) > MOST_UPLOADED:
        raise ValidationError("Choose a file of 5 MB or less.")
    if not content:
        raise ValidationError("Choose a file with something in it. This one is empty.")
    plain = PurePosixPath(name.replace("\\", "/")).name
    if plain.lower().endswith(".zip"):
        return _from_zip(content)
    known = _known_name(plain)
    if known is None:
        raise ValidationError(f"Choose a ZIP file, or one file called {', '.join(KNOWN[:-1])} or {KNOWN[-1]}.")
    if len(content) > MOST_IN_ONE_FILE:
        raise ValidationError("Choose a file of 2 MB or less, or send several as a ZIP.")
    if content[:2] == b"PK":
        raise ValidationError(f"The content is not that of {known}. Save it again under its own kind and send that.")
    return Source({known: content})


def _known_name(name: str) -> str | None:
    """The name by which a file is known, whatever its capitals and however it ends in `.yml`."""
    lower = name.lower()
    lower = f"{lower[:-4]}.yaml" if lower.endswith(".yml") else lower
    return lower if lower in KNOWN else None


def _from_zip(content: bytes) -> Source:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
            if len(entries) > MOST_FILES:
                raise ValidationError(f"The ZIP holds more than {MOST_FILES} files. Send only the files to load.")
            for entry in entries:
                _refuse_tricks(entry)
            files: dict[str, bytes] = {}
            aside = []
            top = _shared_top([entry.filename for entry in entries])
            for entry in entries:
                path = entry.filename.removeprefix(top)
                known = _known_name(path)
                if known is None:
                    if not LEFT_ASIDE.fullmatch(path):
                        raise ValidationError(
                            f"The ZIP holds “{path[:80]}”, which is not a file of an import. "
                            f"Take it out. Known are {', '.join(KNOWN)}."
                        )
                    aside.append(path)
                elif known in files:
                    raise ValidationError(f"The ZIP holds {known} twice. Keep one of them.")
                else:
                    files[known] = _unpacked(packed, entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, OverflowError):
        raise ValidationError("This ZIP file cannot be opened. Pack the folder again and send that.") from None
    if not files:
        raise ValidationError(f"The ZIP holds none of the known files: {', '.join(KNOWN)}.")
    return Source(files, aside)


def _refuse_tricks(entry: zipfile.ZipInfo) -> None:
    """No paths that lead out, no links, no passwords, nothing that unpacks to more than a file may have."""
    path = PurePosixPath(entry.filename)
    raw = entry.orig_filename
    if path.is_absolute() or ".." in path.parts or "\\" in raw or "\0" in raw or ":" in raw or not raw.isprintable():
        raise ValidationError("The ZIP holds a path that leads out of its folder. Pack the plain folder again.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ValidationError("The ZIP holds a link instead of a file. Pack the files themselves.")
    if entry.flag_bits & 0x1:
        raise ValidationError("The ZIP is locked with a password. Pack it again without one.")
    if entry.file_size > MOST_IN_ONE_FILE and not LEFT_ASIDE.search(entry.filename):
        raise ValidationError(f"“{path.name}” unpacks to more than 2 MB. Take out what is not needed.")


def _shared_top(names: list[str]) -> str:
    """The folder in which everything lies, if there is just one."""
    tops = {name.split("/", 1)[0] for name in names if not name.startswith("__MACOSX/")}
    inside = all("/" in name for name in names)
    return f"{tops.pop()}/" if inside and len(tops) == 1 else ""


def _unpacked(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The content, never more than a file may have, whatever the ZIP claims."""
    with packed.open(entry) as stream:
        content = stream.read(MOST_IN_ONE_FILE + 1)
    if len(content) > MOST_IN_ONE_FILE:
        raise ValidationError(f"“{entry.filename}” unpacks to more than 2 MB. Take out what is not needed.")
    return content
