"""Django's settings. What differs between machines comes from the environment, through `environment.py`."""

import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from dspp.environment import BASE, VARIABLES, read, read_for

BASE_DIR = BASE
ENVIRONMENT = VARIABLES
LOCAL = read("PORTAL_MODE") == "local"
DATA: Path = read("PORTAL_DATA_DIR")
FILES: Path = read("PORTAL_FILES_DIR") or DATA / "files"


def _local_key() -> str:
    """Make this machine's own key at first start, so that none is ever committed."""
    path = DATA / "secret-key"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(60))
    return path.read_text()


SECRET_KEY = read("PORTAL_SECRET_KEY") or _local_key()
DEBUG = False
ALLOWED_HOSTS = read("PORTAL_HOSTS")
ADDRESS = read("PORTAL_ADDRESS").rstrip("/")

INSTALLED_APPS = [
    "reports",
    "audits",
    "reviews",
    "subgroups",
    "partnership",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "guardian",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "partnership.middleware.PageHeaders",
    # After the headers, so that files carry them too.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "partnership.middleware.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "partnership.middleware.WhoAsks",
    "partnership.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "partnership.middleware.CurrentRights",
]

ROOT_URLCONF = "dspp.urls"
WSGI_APPLICATION = "dspp.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dspp.context.portal",
            ],
        },
    },
]
FORM_RENDERER = "partnership.kit.forms.PortalRenderer"

# ---- data ----
DATABASES = {
    "default": read("DATABASE_URL")
    or {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "portal.sqlite3",
        # Kept open: the last to close takes SQLite's index away, and on a full disk no reader could make it anew.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # IMMEDIATE: a writer waits its turn at the start, instead of failing with "database is locked" midway.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_cache = read("PORTAL_CACHE_URL")
# Rate limits and the guard against replayed codes live in the cache: it must be one for all processes.
CACHES = {
    "default": {
        "BACKEND": "partnership.kit.caching.RedisOrTable",
        "LOCATION": _cache,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
    }
    if _cache
    # Django's limit of 300 entries would let whoever tries many addresses push the count of their failures out.
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
MEDIA_ROOT = FILES
STATIC_URL = "/static/"
STATIC_ROOT = BASE / "build" / "collected"
STATICFILES_DIRS = [path for path in (BASE / "build" / "static", BASE / "static") if path.exists()]
STORAGES = {
    "default": {"BACKEND": "partnership.kit.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# ---- people ----
AUTH_USER_MODEL = "partnership.Person"
AUTHENTICATION_BACKENDS = [
    "partnership.backends.PersonBackend",
    "guardian.backends.ObjectPermissionBackend",
]
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "partnership.passwords.NotOurWords"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
_second = read("PORTAL_SECOND_FACTOR")
SECOND_FACTOR_REQUIRED = (not LOCAL) if _second is None else _second
ACCOUNT_ADAPTER = "partnership.signin.Adapter"
ACCOUNT_FORMS = {"user_token": "partnership.forms.account.LinkForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "partnership.links.LinkTokens"
# At most ten guesses in five minutes from one address, five for one account; the eleventh gets 429.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/5m/ip,5/5m/key",
    "reset_password": "10/5m/ip,5/5m/key",
    "reset_password_from_key": "10/5m/ip",
    "change_password": "10/5m/user",
    "reauthenticate": "10/5m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if read("PORTAL_TRUST_PROXY") else 0
# Recovery codes are ours (partnership.second_factor): allauth would keep them readable.
MFA_ADAPTER = "partnership.signin.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Safeguarding portal"

# ---- what the browser is told ----
SESSION_ENGINE = "partnership.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # a cookie of its own could not be __Host-
SESSION_COOKIE_AGE = 12 * 3600  # absolute; the idle limit is in partnership.middleware
SESSION_IDLE_SECONDS = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if not LOCAL:
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
if read("PORTAL_TRUST_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_MOST_BYTES = 20 * 1024 * 1024

# ---- mail ----
MAIL_ROUTE = read("PORTAL_MAIL")
EMAIL_BACKEND = {
    "files": "django.core.mail.backends.filebased.EmailBackend",
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "notify": "partnership.notices.notify.NotifyBackend",
}[MAIL_ROUTE]
MAIL_PER_MINUTE = read("PORTAL_MAIL_PER_MINUTE")
if MAIL_ROUTE == "notify":
    NOTIFY_API_KEY = read_for("NOTIFY_API_KEY", "PORTAL_MAIL=notify")
    NOTIFY_TEMPLATE_ID = read_for("NOTIFY_TEMPLATE_ID", "PORTAL_MAIL=notify")
    NOTIFY_ADDRESS = read("NOTIFY_ADDRESS")
EMAIL_FILE_PATH = DATA / "mails"
EMAIL_HOST = read("SMTP_HOST")
EMAIL_PORT = read("SMTP_PORT")
EMAIL_HOST_USER = read("SMTP_USER") or ""
EMAIL_HOST_PASSWORD = read("SMTP_PASSWORD") or ""
EMAIL_USE_TLS = read("SMTP_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = read("PORTAL_MAIL_FROM")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# ---- jobs ----
CELERY_BROKER_URL = read("CELERY_BROKER_URL") or f"sqla+sqlite:///{DATA / 'broker.sqlite3'}"
CELERY_TASK_ALWAYS_EAGER = False

# ---- language and time ----
LANGUAGE_CODE = "en-gb"
USE_I18N = True
TIME_ZONE = "Europe/London"
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"weasyprint": {"level": "ERROR"}, "fontTools": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": read("PORTAL_LOG_LEVEL")},
}
