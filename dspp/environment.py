"""Every setting that the environment may give: its name, type, default and meaning, in one table.

`settings.py` reads through `read`; the README's table and `manage.py settings_table` are made from `VARIABLES`.
A value of the wrong shape stops the start with a sentence that names the variable.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE = Path(__file__).resolve().parent.parent


def _text(raw: str) -> str:
    return raw


def _flag(raw: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if raw.lower() not in known:
        raise ValueError("write 1 or 0")
    return known[raw.lower()]


def _whole(raw: str) -> int:
    if not raw.isdecimal():
        raise ValueError("write a whole number")
    return int(raw)


def _names(raw: str) -> list[str]:
    return [name.strip() for name in raw.split(",") if name.strip()]


def _folder(raw: str) -> Path:
    return Path(raw).expanduser().resolve()


def _mode(raw: str) -> str:
    if raw not in {"local", "production"}:
        raise ValueError("write local or production")
    return raw


def _mail(raw: str) -> str:
    if raw not in {"files", "smtp", "notify"}:
        raise ValueError("write files, smtp or notify")
    return raw


UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


def _notify_key(raw: str) -> str:
    if not re.fullmatch(rf".*{UUID}-{UUID}", raw):
        raise ValueError("copy the whole key: its name, then two long numbers with hyphens")
    return raw


def _uuid(raw: str) -> str:
    if not re.fullmatch(UUID, raw):
        raise ValueError("copy the long number with hyphens that Notify shows")
    return raw


def _web_address(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("write an address that begins with https")
    return raw.rstrip("/")


def _secret(raw: str) -> str:
    if len(raw) < 50 or len(set(raw)) < 5:
        raise ValueError("write at least 50 characters made by chance")
    return raw


def _database(raw: str) -> dict[str, Any]:
    """Read `postgres://user:password@host:port/name?sslmode=require` into Django's keys."""
    parts = urlsplit(raw)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ValueError("write postgres://user:password@host:port/name")
    options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


@dataclass(frozen=True)
class Variable:
    """One name the environment may set. `default` is the raw text used when it is absent."""

    name: str
    kind: Callable[[str], Any]
    default: str | None
    meaning: str
    production_must: bool = False


VARIABLES = [
    Variable(
        "PORTAL_MODE", _mode, "local", "`local` (one machine, no services) or `production` (every safeguard is on)."
    ),
    Variable(
        "PORTAL_SECRET_KEY",
        _secret,
        "",
        "Signs sessions and links. At least 50 characters. Locally one is made at first start.",
        production_must=True,
    ),
    Variable(
        "PORTAL_HOSTS",
        _names,
        "localhost,127.0.0.1,[::1]",
        "Host names the portal answers to, with commas between.",
        production_must=True,
    ),
    Variable(
        "PORTAL_ADDRESS",
        _text,
        "http://localhost:8000",
        "The address people type, used for links in mails.",
        production_must=True,
    ),
    Variable("PORTAL_DATA_DIR", _folder, str(BASE / "var"), "Folder of the local database, uploaded files and mails."),
    Variable(
        "PORTAL_FILES_DIR",
        _folder,
        "",
        "Shared folder of uploaded files and published reports; empty: `files` in the data folder.",
    ),
    Variable(
        "DATABASE_URL",
        _database,
        "",
        "PostgreSQL as `postgres://user:password@host:port/name`; empty: SQLite in the data folder.",
        production_must=True,
    ),
    Variable(
        "CELERY_BROKER_URL",
        _text,
        "",
        "Redis as `redis://…` or `rediss://…`; empty: an SQLite file in the data folder.",
        production_must=True,
    ),
    Variable("PORTAL_CACHE_URL", _text, "", "Redis for the cache; empty: a table of the database."),
    Variable(
        "PORTAL_MAIL",
        _mail,
        "files",
        "`files` writes each mail into the data folder; `smtp` sends it; `notify` sends it through GOV.UK Notify.",
    ),
    Variable(
        "PORTAL_MAIL_PER_MINUTE",
        _whole,
        "0",
        "So many mails at most go out in a clock minute, all workers together; 0: as fast as the server takes them.",
    ),
    Variable("PORTAL_MAIL_FROM", _text, "Safeguarding portal <portal@localhost>", "Sender of every mail."),
    Variable("SMTP_HOST", _text, "localhost", "Mail server."),
    Variable("SMTP_PORT", _whole, "587", "Port of the mail server."),
    Variable("SMTP_USER", _text, "", "Account at the mail server."),
    Variable("SMTP_PASSWORD", _text, "", "Its password."),
    Variable("SMTP_TLS", _flag, "1", "1: speak STARTTLS to the mail server."),
    Variable("NOTIFY_API_KEY", _notify_key, "", "Key of the service at GOV.UK Notify. `notify` needs it."),
    Variable(
        "NOTIFY_TEMPLATE_ID",
        _uuid,
        "",
        "Its template of a mail, with the subject `((subject))` and the words `((message))`. `notify` needs it.",
    ),
    Variable("NOTIFY_ADDRESS", _web_address, "", "Another address of Notify; empty: the public service's own."),
    Variable(
        "PORTAL_SECOND_FACTOR",
        _flag,
        "",
        "1: everybody must set up a second factor before seeing anything. Empty: on in production, off locally.",
    ),
    Variable("PORTAL_TRUST_PROXY", _flag, "0", "1: a proxy in front sets X-Forwarded-Proto and X-Forwarded-For."),
    Variable("PORTAL_LOG_LEVEL", _text, "INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR."),
]
_BY_NAME = {variable.name: variable for variable in VARIABLES}


def read(name: str) -> Any:
    """Return the value of a declared variable, or None where it is empty and no default stands.

    Raises ImproperlyConfigured naming the variable when its value has the wrong shape, or when production needs it.
    """
    variable = _BY_NAME[name]
    given = os.environ.get(name)
    if not given:
        if variable.production_must and os.environ.get("PORTAL_MODE") == "production":
            raise ImproperlyConfigured(f"Set {name}: {variable.meaning}")
        given = variable.default
    if not given:
        return None
    try:
        return variable.kind(given)
    except ValueError as wrong:
        raise ImproperlyConfigured(f"{name} cannot be used as it is: {wrong}. {variable.meaning}") from None


def read_for(name: str, because: str) -> Any:
    """Return the value of a variable that another setting makes necessary.

    Raises ImproperlyConfigured naming both when it is empty.
    """
    value = read(name)
    if value is None:
        raise ImproperlyConfigured(f"{because} needs {name}: {_BY_NAME[name].meaning}")
    return value
