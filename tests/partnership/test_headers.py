"""What the browser is told: headers on every answer, cookies, and the safeguards of production."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal
from django.test import Client
from django.urls import reverse

from partnership.models import Person
from tests.partnership.signing_in import PASSWORD, set_up_app, sign_in

ROOT = Path(__file__).resolve().parents[2]
SHUT_BY_DEFAULT = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}
PAGES = ["/account/login/", "/account/password/forgotten/", "/account/", "/healthz", "/colours.css", "/is-not-there/"]


def told(answer: Any) -> None:
    """The headers that every answer carries."""
    policy = {part.strip() for part in answer["Content-Security-Policy"].split(";")}
    assert policy >= SHUT_BY_DEFAULT
    assert "unsafe" not in answer["Content-Security-Policy"] and "data:" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_carries_the_headers(client: Client, amy: Person, page: str) -> None:
    told(client.get(page))
    told(client.post(page))
    sign_in(client, amy.email)
    told(client.get(page))


def test_pages_with_a_form_error_and_slowed_down_pages_carry_them(client: Client, amy: Person) -> None:
    answers = [sign_in(client, amy.email, "wrong") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    for answer in answers:
        told(answer)


def test_the_square_code_needs_no_exception(client: Client, amy: Person) -> None:
    sign_in(client, amy.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    answer = client.get(reverse("mfa_activate_totp"))
    told(answer)
    page = answer.content.decode()
    square = re.search(r"<svg class=.app-square.*?</svg>", page, re.S)
    assert square and "<title>" in square[0] and "style" not in square[0]


def test_files_carry_the_headers_too(db: None, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "x.css").write_text("a{}")
    settings.STATIC_ROOT, settings.WHITENOISE_USE_FINDERS, settings.WHITENOISE_AUTOREFRESH = tmp_path, False, False
    answer: Any = Client().get("/static/x.css")
    assert b"".join(answer.streaming_content) == b"a{}"
    answer.close()
    told(answer)


@pytest.mark.parametrize(
    "page", ["/account/", "/account/password/", "/account/logout/", "/account/confirm/", "/is-not-there/"]
)
def test_nothing_that_was_signed_in_for_is_kept(client: Client, amy: Person, page: str) -> None:
    sign_in(client, amy.email)
    assert "no-store" in client.get(page)["Cache-Control"]


@pytest.mark.parametrize("page", ["/account/login/", "/account/code/"])
def test_pages_of_the_door_are_not_kept(client: Client, amy: Person, page: str) -> None:
    set_up_app(amy)
    sign_in(client, amy.email)
    assert "no-store" in client.get(page)["Cache-Control"]


def test_no_page_of_the_door_sets_a_cookie_of_a_session(client: Client, partnership: Any) -> None:
    client.get("/account/login/")
    assert set(client.cookies) <= {portal.CSRF_COOKIE_NAME}


# ---- production ----

SAFE = {
    "PORTAL_MODE": "production",
    "PORTAL_SECRET_KEY": "k3Y-" + "aB7xQ9mZ2pL5" * 6,
    "PORTAL_HOSTS": "portal.example",
    "PORTAL_ADDRESS": "https://portal.example",
    "DATABASE_URL": "postgres://portal:secret@localhost:5432/portal?sslmode=require",
    "CELERY_BROKER_URL": "rediss://:secret@localhost:6379/0",
    "PORTAL_CACHE_URL": "rediss://:secret@localhost:6379/1",
    "PORTAL_MAIL": "smtp",
}


def run_in_production(*words: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """Run a command with production's settings in a process of its own."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_", "DJANGO_"))
    }
    environment |= {**SAFE, **changed, "PORTAL_DATA_DIR": str(portal.DATA)}
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )


@pytest.mark.slow
def test_the_deployment_check_has_nothing_to_say() -> None:
    ran = run_in_production("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert ran.returncode == 0, ran.stderr
    assert "no issues (0 silenced)" in ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def production() -> dict[str, Any]:
    """What production sets, read by a process of its own."""
    names = [
        "SESSION_COOKIE_NAME SESSION_COOKIE_SECURE SESSION_COOKIE_HTTPONLY SESSION_COOKIE_SAMESITE SESSION_COOKIE_AGE",
        "SESSION_COOKIE_DOMAIN SESSION_COOKIE_PATH CSRF_COOKIE_DOMAIN CSRF_COOKIE_PATH CSRF_COOKIE_NAME",
        "CSRF_COOKIE_SECURE CSRF_COOKIE_HTTPONLY CSRF_COOKIE_SAMESITE SECURE_HSTS_SECONDS SECURE_SSL_REDIRECT",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS SECURE_HSTS_PRELOAD SECOND_FACTOR_REQUIRED DEBUG PASSWORD_HASHERS",
        "MESSAGE_STORAGE SESSION_IDLE_SECONDS SESSION_SERIALIZER",
    ]
    code = (
        "import json, os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'dspp.settings'; django.setup();"
        "from django.conf import settings as s;"
        f"print(json.dumps({{n: getattr(s, n) for n in {' '.join(names)!r}.split()}}))"
    )
    ran = run_in_production("-c", code)
    assert ran.returncode == 0, ran.stderr
    read: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return read


def test_cookies_of_production_are_for_this_host_over_tls_and_not_for_scripts(production: dict[str, Any]) -> None:
    for cookie in ("SESSION_COOKIE", "CSRF_COOKIE"):
        assert production[f"{cookie}_NAME"].startswith("__Host-")
        assert production[f"{cookie}_SECURE"] is True
        assert production[f"{cookie}_HTTPONLY"] is True
        assert production[f"{cookie}_SAMESITE"] in {"Lax", "Strict"}
        assert (production[f"{cookie}_DOMAIN"], production[f"{cookie}_PATH"]) == (None, "/")
    assert production["MESSAGE_STORAGE"].endswith("session.SessionStorage")
    assert production["SESSION_SERIALIZER"].endswith("JSONSerializer")


def test_production_demands_tls_for_two_years_and_a_second_factor(production: dict[str, Any]) -> None:
    assert production["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert production["SECURE_HSTS_INCLUDE_SUBDOMAINS"] and production["SECURE_HSTS_PRELOAD"]
    assert production["SECURE_SSL_REDIRECT"] is True
    assert production["SECOND_FACTOR_REQUIRED"] is True
    assert production["DEBUG"] is False
    assert production["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")
    assert (production["SESSION_COOKIE_AGE"], production["SESSION_IDLE_SECONDS"]) == (12 * 3600, 30 * 60)


def test_answers_of_production_carry_hsts_and_the_cookies_their_prefix(
    settings: Any, amy: Person, production: dict[str, Any]
) -> None:
    for name, value in production.items():
        if name.startswith(("SECURE_", "SESSION_COOKIE", "CSRF_COOKIE")):
            setattr(settings, name, value)
    client = Client()
    plain = client.get("/account/login/")
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/account/login/")
    page = client.get("/account/login/", secure=True)
    answer = client.post("/account/login/", {"login": amy.email, "password": PASSWORD}, secure=True)
    for each in (page, answer, client.get("/is-not-there/", secure=True)):
        assert each["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
    assert set(client.cookies) == {"__Host-session", "__Host-csrf"}
    for cookie in client.cookies.values():
        assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax"
        assert cookie["path"] == "/" and not cookie["domain"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"PORTAL_SECRET_KEY": ""},
        {"PORTAL_SECRET_KEY": "short"},
        {"PORTAL_HOSTS": ""},
        {"DATABASE_URL": ""},
        {"DATABASE_URL": "mysql://x"},
        {"PORTAL_SECOND_FACTOR": "perhaps"},
    ],
)
def test_production_does_not_start_without_what_it_needs(wrong: dict[str, str]) -> None:
    ran = run_in_production(
        "-c", "import os; os.environ['DJANGO_SETTINGS_MODULE']='dspp.settings'; import django; django.setup()", **wrong
    )
    assert ran.returncode != 0
    assert next(iter(wrong)) in ran.stderr
