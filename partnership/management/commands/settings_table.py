"""manage.py settings_table: the settings as a Markdown table, and with --write into the README between its marks."""

import re
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

START, END = "<!-- settings -->", "<!-- /settings -->"


def table(variables: list[Any]) -> str:
    """Each variable with what it means, what stands without it, and whether production needs it."""
    lines = ["| Variable | Without it | What it is for |", "|---|---|---|"]
    for variable in variables:
        default = str(variable.default or "").replace(str(settings.BASE), ".")
        without = f"`{default}`" if default else "–"
        if variable.production_must:
            without += ", must be set in production"
        lines.append(f"| `{variable.name}` | {without} | {variable.meaning} |")
    return "\n".join(lines)


def with_table(readme: str, variables: list[Any]) -> str:
    """The README with the table between its two marks."""
    return re.sub(f"{START}.*?{END}", lambda _: f"{START}\n{table(variables)}\n{END}", readme, flags=re.DOTALL)


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="Put the table into README.md.")

    def handle(self, *args: Any, **options: Any) -> None:
        variables = settings.ENVIRONMENT
        readme = settings.BASE / "README.md"
        if options["write"]:
            readme.write_text(with_table(readme.read_text(), variables))
        else:
            self.stdout.write(table(variables))
