"""Where files are kept: whole or not at all, and only with the row that names them."""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.db import transaction

ARRIVING = ".arriving"


class _Kept:
    """Called when the transaction in which a file was saved has been kept.

    A transaction or savepoint that is rolled back drops what was to be called, and with it the last reference: that
    is the moment at which the file goes too. The database offers no other.
    """

    def __init__(self, storage: "WholeFiles", name: str) -> None:
        self.storage, self.name, self.is_kept = storage, name, False

    def __call__(self) -> None:
        self.is_kept = True

    def __del__(self) -> None:
        if not self.is_kept:
            with contextlib.suppress(OSError):
                self.storage.delete(self.name)


class WholeFiles(FileSystemStorage):
    """The shared folder. A file appears under its name once all of it is on the disk, and not before.

    A save that is rolled back takes its file with it. A disk that is full leaves nothing behind.
    """

    def _save(self, name: str, content: Any) -> str:
        folder = Path(self.location) / ARRIVING
        folder.mkdir(parents=True, exist_ok=True)
        handle, path = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as arriving:
                for chunk in content.chunks():
                    arriving.write(chunk if isinstance(chunk, bytes) else chunk.encode())
                arriving.flush()
                os.fsync(arriving.fileno())
            # Moved, on the same disk, which either happens or does not.
            name = super()._save(name, _Arrived(path))  # type: ignore[misc]
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)
        transaction.on_commit(_Kept(self, name))
        return name


class _Arrived(File):
    """A file that is on the disk already, as the storage of Django takes it over."""

    def __init__(self, path: str) -> None:
        super().__init__(None, path)
        self._path = path

    def temporary_file_path(self) -> str:
        return self._path

    def close(self) -> None:
        """Nothing is open."""
