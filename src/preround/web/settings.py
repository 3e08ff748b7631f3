"""Settings of the local web app: SQLite, no account, no address but this machine."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from csp.constants import NONE, SELF

from preround.web.database import from_address, sqlite
from preround.web.home import data_home, form_key

WEB = Path(__file__).resolve().parent
HOME = data_home()

SECRET_KEY = form_key(HOME)
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "preround.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "preround.web.once.KeptOnce",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "preround.web.middleware.ErrorPages",
]

ROOT_URLCONF = "preround.web.urls"
WSGI_APPLICATION = "preround.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "preround.web.context.page",
            ],
            "builtins": ["preround.web.templatetags.ui"],
            "libraries": {"ui": "preround.web.templatetags.ui"},
        },
    }
]
DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {
    "default": from_address(DATABASE_URL) if DATABASE_URL else sqlite(HOME / "preround.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Nothing leaves the machine and nothing runs that the package does not ship.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_NAME = "preround-form"
CSRF_FAILURE_VIEW = "preround.web.middleware.csrf_refused"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

MEGABYTE = 1024 * 1024
#: The largest file a page takes; `DATA_UPLOAD_MAX_MEMORY_SIZE` counts the other fields.
UPLOAD_MAX_BYTES = 10 * MEGABYTE
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * MEGABYTE
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_HANDLERS = ["preround.web.uploads.CappedMemoryHandler"]

LANGUAGE_CODE = "en-us"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"


def _static_stamp() -> str:
    """Name the static files by what they are, so that a browser may keep them forever."""
    digest = hashlib.blake2b(digest_size=6)
    for path in sorted((WEB / "static").rglob("*")):
        if path.is_file():
            stat = path.stat()
            digest.update(f"{path.name}{stat.st_size}{stat.st_mtime_ns}".encode())
    return digest.hexdigest()


STATIC_URL = f"/static/{_static_stamp()}/"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 31_536_000
WHITENOISE_ALLOW_ALL_ORIGINS = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"screen": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["screen"], "level": "WARNING"},
    "loggers": {
        "django.request": {"handlers": ["screen"], "level": "ERROR", "propagate": False},
        "waitress.queue": {"level": "ERROR"},
    },
}
