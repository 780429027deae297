"""All settings, in one place. What an operator can set is read through `env` (docs/beheer/instellingen.md)."""

import sqlite3
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from bemanning.config import env
from bemanning.config.installation import data_folder, secret_key_file

PACKAGE = Path(__file__).resolve().parent.parent

# --- Where this installation lives -------------------------------------------------------------------------

# A demo shows one-click sign-in, so it may only ever be reached from the machine itself (checked below).
DEMO = env.flag("BEMANNING_DEMO")
DEBUG = env.flag("BEMANNING_DEBUG")
DATA = data_folder()
BASE_URL = env.text("BEMANNING_URL", "http://localhost:8000" if DEMO else None).rstrip("/")
_base = urlsplit(BASE_URL)
if _base.scheme not in {"http", "https"} or not _base.hostname:
    raise ImproperlyConfigured("BEMANNING_URL must be a whole address, such as https://bemanning.mijnschool.nl.")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
if DEMO and _base.hostname not in LOOPBACK:
    raise ImproperlyConfigured("BEMANNING_DEMO only works on localhost. Leave it out for a real school.")
HTTPS = _base.scheme == "https"

SECRET_KEY = env.secret("BEMANNING_SECRET_KEY", default_file=secret_key_file())
# The key-encryption keys stand outside the database: one per line, the first seals, the others only open.
ENCRYPTION_KEY_FILE = Path(env.text("BEMANNING_ENCRYPTION_KEY_FILE", str(DATA / "encryption.keys")))
ALLOWED_HOSTS = sorted(LOOPBACK | {"[::1]"}) if DEMO else [_base.hostname]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# Behind a proxy that ends TLS; the proxy must set and overwrite this header (docs/beheer).
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEMANNING_BEHIND_PROXY") else None

# --- Parts -------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    # Our apps come first: where a library has the same message, our words win.
    "bemanning.core",
    "bemanning.mail",
    "bemanning.accounts",
    "bemanning.schools",
    "bemanning.schoolyear",
    "bemanning.expertise",
    "bemanning.circles",
    "bemanning.worksheets",
    "bemanning.helprequests",
    "bemanning.digest",
    "bemanning.teamquestions",
    "bemanning.logbook",
    "bemanning.web",
    "bemanning.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "bemanning.core.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every view asks for sign-in unless it says otherwise (login_not_required); a test lists those.
    "bemanning.accounts.middleware.SignInRequired",
    "bemanning.accounts.middleware.PersonalLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "bemanning.accounts.middleware.LastSeen",
    "bemanning.schools.middleware.CurrentViewer",
]

ROOT_URLCONF = "bemanning.config.urls"
WSGI_APPLICATION = "bemanning.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bemanning.web.context.installation",
            ],
            "builtins": ["django.templatetags.i18n", "bemanning.web.templatetags.crew"],
        },
    }
]
FORM_RENDERER = "bemanning.web.forms.Renderer"

# --- Database ----------------------------------------------------------------------------------------------

# Before 3.51.3 SQLite's WAL could be reset under several connections and lose data; a rollback journal cannot.
SQLITE_JOURNAL = "WAL" if sqlite3.sqlite_version_info >= (3, 51, 3) else "DELETE"
DATABASES = {"default": env.database(env.text("DATABASE_URL", f"sqlite:///{DATA / 'bemanning.sqlite3'}"))}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={SQLITE_JOURNAL}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
# Opening a connection costs more than most queries, on SQLite too: it registers dozens of functions.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, because the rate limits of sign-in must be shared by all server processes.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}}

# --- People and sign-in ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "bemanning.accounts.backends.Backend",
    "allauth.account.auth_backends.AuthenticationBackend",  # what a session of version 0.1.0 names
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "bemanning.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the mailed code is the proof, at every sign-in
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = True
# A whole school sits behind one address: the limit per address is wide, the limit per account is tight.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "600/m/ip,4/10m/key",
    # Wrong and right codes for one mail address together, whatever the browser and the server process.
    "try_login_code": "10/10m/key",
    # Codes typed to join a meeting. A whole school behind one address joins; guessing finds nothing in years.
    "join_meeting": "600/10m/ip",
    # A room of sixty phones behind one address gives its ideas in a minute or two; a program that joins anew each
    # time does not fill the board.
    "room_idea": "120/m/ip",
}
# How many proxies stand in front; each adds one address to X-Forwarded-For, and only those are believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("BEMANNING_PROXIES", 1 if SECURE_PROXY_SSL_HEADER else 0)
MFA_ADAPTER = "bemanning.accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or DEBUG
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_ENGINE = "bemanning.accounts.session_store"
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "bemanning.web.views.errors.csrf_failure"
# In a signed cookie: in the session each sentence would cost a transaction to write it and one to forget it.
MESSAGE_STORAGE = "bemanning.web.notices.CookieFirst"
MESSAGE_COOKIE_NAME = "__Host-notices" if HTTPS else "notices"
LANGUAGE_COOKIE_NAME = "__Host-language" if HTTPS else "language"
LANGUAGE_COOKIE_SECURE = HTTPS

# --- Headers (core/headers.py adds the content security policy) -----------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
X_FRAME_OPTIONS = "DENY"

# --- Bounds on what comes in ---------------------------------------------------------------------------------

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 600
MAX_TEXT = 20_000  # characters of one question, answer or follow-up
ATTACHMENT_MAX_BYTES = env.number("BEMANNING_ATTACHMENT_MAX_MB", 10) * 1_000_000
ATTACHMENTS_MAX = 5  # files beside one message
UPLOAD_MAX_BYTES = ATTACHMENT_MAX_BYTES * ATTACHMENTS_MAX  # of one request; the rest is not read
FILE_UPLOAD_HANDLERS = [
    "bemanning.core.uploads.Bound",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Matching ------------------------------------------------------------------------------------------------

# The folder of a sentence model on this machine; without it the matcher works alone.
EMBEDDINGS = Path(folder) if (folder := env.text("BEMANNING_EMBEDDINGS", "")) else None

# --- Language and time ---------------------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# --- Mail ------------------------------------------------------------------------------------------------------

_smtp_url = env.secret("BEMANNING_SMTP_URL", "")
if _smtp_url:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    globals().update(env.smtp(_smtp_url))
else:
    EMAIL_BACKEND = "bemanning.mail.folder.EmailBackend"
    EMAIL_FILE_PATH = str(DATA / "mail")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("BEMANNING_MAIL_FROM", f"Bemanning <bemanning@{_base.hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_KEEP_DAYS = 90  # how long the outbox remembers that a mail was sent (not what it said)

# Replies by mail (docs/beheer/mail-binnen.md). Without an address no mail asks for a reply, and none is taken.
INBOUND_ADDRESS = env.text("BEMANNING_INBOUND_ADDRESS", "").strip().lower()
INBOUND_LISTEN = env.listener(url) if (url := env.text("BEMANNING_INBOUND_LISTEN", "")) else None
INBOUND_MAILBOX = env.mailbox(url) if (url := env.secret("BEMANNING_INBOUND_IMAP_URL", "")) else None
INBOUND_DONE = env.text("BEMANNING_INBOUND_DONE", "Verwerkt")  # the folder that read mails are moved to
INBOUND_FAILED = "Mislukt"
INBOUND_POLL = env.number("BEMANNING_INBOUND_POLL", 30)  # seconds between two looks in the mailbox
INBOUND_MAX_BYTES = env.number("BEMANNING_INBOUND_MAX_MB", 25) * 1_000_000

# --- Static files ------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "bemanning.web.files.HashedFiles"
    },
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- Log: what happened, never what somebody wrote -----------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Anybody can ask for a wrong host name; that is answered with 400 and is no mistake of ours.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # The library of the receiver would log who writes to whom.
        "mail.log": {"level": "ERROR"},
        # Both tell every step of every PDF.
        "weasyprint": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
