"""Make the first login of an empty portal: somebody of the business unit who also administers it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from partnership.kit.dates import now
from partnership.services.people_access import open_first_login


class Command(BaseCommand):
    help = "Add the first person of the business unit and print the link, good once for 24 hours, to set a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address to sign in with")
        parser.add_argument("name", nargs="+", help="the person's name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            link = open_first_login(email=options["email"], name=" ".join(options["name"]), now=now())
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"Open this link within 24 hours and choose a password; it works once:\n{link}")
