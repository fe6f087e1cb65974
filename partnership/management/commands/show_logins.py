"""Print what to type to sign in to the example, for each role."""

from typing import Any

from django.core.management.base import BaseCommand

from partnership.models import Person
from partnership.services.example_logins import logins_that_work


class Command(BaseCommand):
    help = "Print the logins of the example partnership; in an empty portal, say how to make the first login."

    def handle(self, *args: Any, **options: Any) -> None:
        if logins := logins_that_work():
            role, email = (max(len(getattr(login, name)) for login in logins) for name in ("role", "email"))
            self.stdout.write("Logins of the example, made by chance for this machine:")
            for login in logins:
                self.stdout.write(f"  {login.role:<{role}}  {login.email:<{email}}  {login.password}")
        elif Person.objects.exists():
            self.stdout.write("The example's passwords were changed, or this portal has people of its own.")
        else:
            self.stdout.write("Nobody is here yet. Make the first login: python manage.py first_login EMAIL NAME")
