"""Django's settings, derived from the typed environment; nothing here is read from anywhere else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from partnerportal.config.controller import DEMO_CONTROLLER, controller_at, read_controller
from partnerportal.config.environment import ENCRYPTION, Mode, read_environment
from partnerportal.config.secrets import read_secret_key
from partnerportal.database.embedded import EmbeddedServer

ENVIRONMENT = read_environment()
MODE = ENVIRONMENT.mode
IS_DEMO = MODE is Mode.DEMO
DATA_DIR: Path = ENVIRONMENT.data_dir
SECRET_KEY = read_secret_key(ENVIRONMENT)
KEY_FILE: Path = ENVIRONMENT.key_file
JOURNAL_KEY_FILE: Path = DATA_DIR / "journal_key"  # only the worker needs it
JOURNAL_HEADS: Path = ENVIRONMENT.journal_heads
IMPORT_FOLDER: Path | None = ENVIRONMENT.import_folder  # deliveries put there are imported by the worker
MAY_USE_DEMO_KEYS = MODE is not Mode.PRODUCTION
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
# What the notice says about the operator; the committed documents are always built for the demo's operator.
CONTROLLER = controller_at(ENVIRONMENT.controller_file, may_be_demo=MODE is not Mode.PRODUCTION)
CONTROLLER_FILE: Path = ENVIRONMENT.controller_file or DEMO_CONTROLLER
REFERENCE_CONTROLLER = read_controller(DEMO_CONTROLLER)
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ONLY_ENCRYPTED = MODE is Mode.PRODUCTION
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ENVIRONMENT.hosts] if ONLY_ENCRYPTED else []
METRICS_TOKEN = ENVIRONMENT.metrics_token
# Which module serves production's pages; the proof of C39 starts it for real.
WEB_SERVER = "partnerportal.config.serving.server"
DEBUG = False

INSTALLED_APPS = [
    "partnerportal.config",
    "partnerportal.notice",
    "partnerportal.exchange",
    "partnerportal.api",
    "partnerportal.statements",
    "partnerportal.claims",
    "partnerportal.messages",
    "partnerportal.contracts",
    "partnerportal.documents",
    "partnerportal.routing",
    "partnerportal.partners",
    "partnerportal.accounts",
    "partnerportal.journal",
    "partnerportal.database",
    "partnerportal.ui",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "partnerportal.config.serving.front_door.FrontDoorMiddleware",
    "partnerportal.config.security_headers.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "partnerportal.config.request_log.RequestLogMiddleware",
    "partnerportal.accounts.middleware.GateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "partnerportal.accounts.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "partnerportal.accounts.middleware.ViewerMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "partnerportal.config.declared_exports.DeclaredExportsMiddleware",
]

ROOT_URLCONF = "partnerportal.config.urls"
WSGI_APPLICATION = "partnerportal.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "partnerportal.ui.environment.environment",
            "context_processors": [
                "partnerportal.config.shell.shell",
                "partnerportal.config.overview.deliveries",
            ],
        },
    },
]


# The role every connection of this process takes on, and returns to when nobody is asking any more.
DATABASE_ROLE = "portal_owner" if MODE is Mode.TEST else ENVIRONMENT.database_role


def _database() -> dict[str, Any]:
    role = DATABASE_ROLE
    parameters = ENVIRONMENT.database or EmbeddedServer(DATA_DIR).parameters(role)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parameters["dbname"],
        "USER": parameters.get("user", ""),
        "PASSWORD": parameters.get("password", ""),
        "HOST": parameters.get("host", ""),
        "PORT": parameters.get("port", ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # A login that is only a member of the role takes it on; a direct login as the role stays what it is.
        "OPTIONS": {
            "options": f"-c role={role} -c lock_timeout=10s -c statement_timeout=30s",
            **{name: parameters[name] for name in ENCRYPTION if name in parameters},
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Accounts, sessions, cookies
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["partnerportal.accounts.hashing.PortalArgon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "partnerportal.accounts.passwords.validators.PortalPasswordValidator"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "partnerportal.accounts.adapter.PortalAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
# Our own brakes stand in the database and know names and networks (accounts/rules/brakes.py, clause C51).
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
ACCOUNT_FORMS = {"login": "partnerportal.accounts.forms.sign_in.LoginForm"}
MFA_ADAPTER = "partnerportal.accounts.mfa_adapter.PortalMfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# How long a lost second factor stays on after two people agreed to take it off.
FACTOR_RECOVERY_WAIT = timedelta(hours=24)

SESSION_ENGINE = "partnerportal.accounts.sessions"
SESSION_IDLE = timedelta(minutes=15)
SESSION_ABSOLUTE = timedelta(hours=8)
SESSIONS_PER_ACCOUNT = (
    5  # places one account is signed in at; one more ends the one used longest ago (clause C06)
)
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE.total_seconds())
SESSION_SAVE_EVERY_REQUEST = False
# Browsers keep the __Host- prefix to Secure cookies; the demo on http://localhost gets plain names.
COOKIES_ARE_SECURE = MODE is Mode.PRODUCTION
_PREFIX = "__Host-" if COOKIES_ARE_SECURE else ""
SESSION_COOKIE_NAME = f"{_PREFIX}sitzung"
CSRF_COOKIE_NAME = f"{_PREFIX}formular"
LANGUAGE_COOKIE_NAME = f"{_PREFIX}sprache"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = COOKIES_ARE_SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "partnerportal.config.error_pages.csrf_failed"

# Records a partner's account may be shown a day (Berlin): from the first number its owner is told, from the second
# nothing more is shown until tomorrow (clause C04). A list of 25 contracts is 25 records, any other page is one.
READING_NOTICE = 1_000
READING_STOP = 3_000

# Uploads stay in memory: plain bytes never touch the disk (design.md section 4).
FILE_UPLOAD_HANDLERS = ["partnerportal.documents.upload_handler.BoundedMemoryUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 60

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "ui" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = MODE is not Mode.PRODUCTION
WHITENOISE_AUTOREFRESH = False
STATIC_ROOT = DATA_DIR / "static" if MODE is Mode.PRODUCTION else None

# One line for each connection the guard refused (partnerportal/config/outgoing_guard.py).
REFUSED_CONNECTIONS: Path = DATA_DIR / "refused_connections"

# Outgoing mail says only that there is news in the portal. Without a mail server it goes into a folder.
MAIL_DIR = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = CONTROLLER.operator.email
EMAIL_BACKEND = "partnerportal.config.mail.FolderBackend"
if ENVIRONMENT.mail_server is not None:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = ENVIRONMENT.mail_server.host, ENVIRONMENT.mail_server.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENVIRONMENT.mail_server.user, ENVIRONMENT.mail_server.password
    EMAIL_USE_SSL = ENVIRONMENT.mail_server.is_tls_from_start
    EMAIL_USE_TLS = not EMAIL_USE_SSL
    EMAIL_TIMEOUT = 20
PORTAL_ORIGIN = ENVIRONMENT.origin

PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful"}
PROCRASTINATE_ON_APP_READY = None

LOGGING_CONFIG = None
SILENCED_SYSTEM_CHECKS: list[str] = []
