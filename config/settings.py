"""Settings of the portal, read from the environment and safe by default.

`PORTAL_MODE` is `production` (default), `demo` or `test`. Production refuses to start without its secrets
(`office/checks.py`).
"""

import os
from datetime import date
from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from config.database import database_settings
from config.stores import store_settings

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("PORTAL_VAR", BASE_DIR / "var"))
MODE = os.environ.get("PORTAL_MODE", "production")
DEMO = MODE == "demo"
PRODUCTION = MODE == "production"
# The day a served test or demo lives on (ISO). Production never reads it, and its check refuses a start with
# it.
TODAY = (
    date.fromisoformat(os.environ["PORTAL_TODAY"])
    if MODE in ("demo", "test") and os.environ.get("PORTAL_TODAY")
    else None
)

DEBUG = False
VERSION = "0.1.0"


def read_secret(name: str) -> str:
    """From the variable `name` or the file named in `<name>_FILE`; a fixed one only for tests; else empty,
    and the check refuses.
    """
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    return os.environ.get(name, "" if MODE != "test" else "only-for-tests" * 5)


SECRET_KEY = read_secret("PORTAL_SECRET_KEY")
# Seals the journals. It lies outside the database and outside its backup: whoever holds both can write the
# past anew.
CHAIN_KEY = read_secret("PORTAL_CHAIN_KEY")
ALLOWED_HOSTS = [
    host
    for host in os.environ.get("PORTAL_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,testserver").split(
        ","
    )
    if host
]
# Where a citizen who reads a printed paper finds the portal.
PUBLIC_ADDRESS = os.environ.get(
    "PORTAL_ADDRESS",
    f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION and ALLOWED_HOSTS else "http://127.0.0.1:8000",
)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

INSTALLED_APPS = [
    "config",
    "office",
    "risks",
    "positions",
    "plans",
    "trustbox",
    "monitoring",
    "standards",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "config.static.StaticConfig",
    "django.contrib.humanize",  # the times on the pages of sessions and keys
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
]

MIDDLEWARE = [
    "office.log_lines.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "office.middleware.NoStoreMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "office.operations.probes.ProbeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "office.accounts.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "office.accounts.sessions.IdleMiddleware",
    "office.files.uploads.EarlyAnswerMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "office.middleware.OwnPasswordMiddleware",
    "office.middleware.SecondFactorMiddleware",
    "office.seals.clock_order.ReadOnlyMiddleware",
    "office.middleware.ActorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.navigation_context",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {"default": database_settings(DATABASE_URL, VAR)}
# Whose the tables are on PostgreSQL, known to `migrate`, `restore`, `rewrite_tables` and `backup` alone; None
# where the own role of the portal owns them.
DATABASE_OWNER_URL = os.environ.get("PORTAL_DATABASE_OWNER_URL", "") if DATABASE_URL else ""
DATABASE_OWNER = database_settings(DATABASE_OWNER_URL, VAR) if DATABASE_OWNER_URL else None
# The same by a role that sees every row: row security would hide most of them from the portal's own.
BACKUP_DATABASE_URL = os.environ.get("PORTAL_BACKUP_DATABASE_URL") or DATABASE_URL
BACKUP_DATABASE = database_settings(BACKUP_DATABASE_URL, VAR)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits must count across processes: local memory counts per worker.
# Used tickets lie here too: Django's own 300 rows would throw them away on the day many write, and a letter
# sent again would stand there twice.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# A bucket of the S3 kind for the files of rows (ADR 22); without one they lie in a folder.
FILES_S3 = store_settings("PORTAL_FILES_S3", os.environ)
STORAGES = {
    "default": {"BACKEND": "office.files.object_store.ObjectStorage"}
    if FILES_S3.bucket
    else {
        "BACKEND": "office.files.store.DurableStorage",
        "OPTIONS": {"location": os.environ.get("PORTAL_FILES", VAR / "files")},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODE != "test"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Where `./portal backup` puts its files, the key it seals them to, how often the offline key is tried.
# Roots that electronic signatures are checked against: a folder of .pem, .crt, .cer, .der files.
SIGNATURE_ROOTS = os.environ.get("PORTAL_SIGNATURE_ROOTS", "")
BACKUPS = os.environ.get("PORTAL_BACKUPS", "")
BACKUP_RECIPIENT = os.environ.get("PORTAL_BACKUP_RECIPIENT", "")
# A store of the S3 kind they are sent to besides; no bucket, no store.
BACKUP_S3 = store_settings("PORTAL_BACKUP_S3", os.environ)
# A good backup older than this many days stands on the administrator's day; 0 reminds of none.
BACKUP_DAYS = int(os.environ.get("PORTAL_BACKUP_DAYS") or (7 if PRODUCTION else 0))
DRILL_MONTHS = int(os.environ.get("PORTAL_DRILL_MONTHS") or 6)
# With less room on the disk than this a process calls itself not ready (`/readyz`).
DISK_FREE = int(os.environ.get("PORTAL_DISK_FREE_MB") or 500) * 2**20
FILE_UPLOAD_HANDLERS = ["office.files.uploads.BoundedUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
NODE = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap/css", NODE / "bootstrap/dist/css"),
    ("bootstrap/js", NODE / "bootstrap/dist/js"),
    ("bootstrap-icons", NODE / "bootstrap-icons/font"),
    *(
        (f"tinos/{face}", NODE / f"@expo-google-fonts/tinos/{face}")
        for face in ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")
    ),
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_USE_FINDERS = MODE == "test"

# How many proxies stand in front and add the address they were called from to X-Forwarded-For. Said too few,
# a proxy's address is taken for everybody's; too many, and a stranger names his own; 0: none is known.
BEHIND_PROXY = os.environ.get("PORTAL_BEHIND_PROXY", "") not in ("", "0")
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PORTAL_PROXY_COUNT") or BEHIND_PROXY)

AUTH_USER_MODEL = "office.Person"
AUTHENTICATION_BACKENDS = ["office.accounts.codes.PasswordOrCode"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "office.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
# Who guesses waits, longer the more was guessed, and nobody waits for another: none of allauth's own limits
# counts by address, which may be a proxy's. `login_failed_from` is counted by `office.accounts` where the
# address is the client's; a whole office may share one.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/m/key,10/10m/key,20/h/key",
    "login_failed_from": "100/5m/ip",
    "reauthenticate": "5/m/user,20/h/user",
}
# So many days a one-time code of the administrator holds.
SIGN_IN_CODE_DAYS = int(os.environ.get("PORTAL_CODE_DAYS") or 3)
MFA_RATE_LIMITS = {"webauthn_login": None}  # there is nothing to guess
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
MFA_ADAPTER = "office.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# The rule that an address be confirmed first guards against accounts that strangers make: here nobody can.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Ачык"
# A second factor is asked of every role that approves or can see an appeal; the demo lets people look round
# without.
SECOND_FACTOR_REQUIRED = PRODUCTION
# Nothing is written by a clock that stands behind the last entry; tests and demo live on days of their own.
CLOCK_GUARDED = PRODUCTION

SESSION_COOKIE_AGE = 12 * 3600
IDLE_SECONDS = 60 * int(os.environ.get("PORTAL_IDLE_MINUTES") or (30 if PRODUCTION else 0))
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.views.form_expired"
if PRODUCTION:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = (
        "__Host-session",
        "__Host-csrf",
        "__Host-language",
    )
LANGUAGE_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # asked on the machine itself, without TLS
SECURE_HSTS_SECONDS = 365 * 86400 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}

LANGUAGE_CODE = "ky"
LANGUAGES = [("ky", _("Kyrgyz")), ("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bishkek"

DEFAULT_FROM_EMAIL = os.environ.get("PORTAL_MAIL_FROM", "portal@localhost")
MAIL_SECURITY = os.environ.get("PORTAL_MAIL_SECURITY") or "none"  # or `starttls`, `tls`
MAIL_SERVER = {
    "host": os.environ.get("PORTAL_MAIL_HOST") or "localhost",
    "port": int(os.environ.get("PORTAL_MAIL_PORT") or {"starttls": 587, "tls": 465}.get(MAIL_SECURITY, 25)),
    "username": os.environ.get("PORTAL_MAIL_USER", ""),
    "password": read_secret("PORTAL_MAIL_PASSWORD") if PRODUCTION else "",
    "use_tls": MAIL_SECURITY == "starttls",
    "use_ssl": MAIL_SECURITY == "tls",
    "timeout": 10,
}
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend"
        if PRODUCTION
        else "django.core.mail.backends.locmem.EmailBackend",
        **({"OPTIONS": MAIL_SERVER} if PRODUCTION else {}),
    }
}

# `line` for whoever reads, `json` for whatever collects: one object a line, without any content.
LOG_FORMAT = os.environ.get("PORTAL_LOG_FORMAT") or "line"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "office.log_lines.JsonFormatter"},
    },
    # Of the citizen's side the log knows that something broke and where in the code, nothing more (SAFETY
    # P-8).
    "filters": {"quiet": {"()": "office.log_redaction.WithoutRequest", "everything": False}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["quiet"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers write addresses, and mail what was sent.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
