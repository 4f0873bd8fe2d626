"""Settings, read from the environment. Without PORTAL_ENV=dev, production defaults hold."""

import re
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from portal.logs import logging_config
from portal.schedule import CELERY_BEAT_SCHEDULE  # noqa: F401

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEV = env.str("PORTAL_ENV", "production") == "dev"
PROCESS = env.str("PORTAL_PROCESS", "command")  # web, worker, beat or command
DEBUG = False


def needed(name: str) -> str:
    """A setting that production cannot start without."""
    value = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set {name}; docs/production.md says how.")
    return value


SECRET_KEY = env.str("SECRET_KEY", "only-for-development") if DEV else needed("SECRET_KEY")
# With which ID numbers and health data are sealed: portal.sealed.
DATA_KEYS = [
    key.strip()
    for key in (
        env.str("DATA_KEYS", "b25seS1mb3ItZGV2ZWxvcG1lbnQtbm8tc2VjcmV0ISE=")
        if DEV
        else needed("DATA_KEYS")
    ).split(",")
]
ALLOWED_HOSTS = (
    env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
    if DEV
    else [host.strip() for host in needed("ALLOWED_HOSTS").split(",")]
)
# "*.example.vn" is written ".example.vn".
FIRST_HOST = ALLOWED_HOSTS[0].lstrip(".")
BASE_URL = env.str("PORTAL_BASE_URL", f"https://{FIRST_HOST}").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[BASE_URL])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "frontend",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_standardized_errors",
    "django_filters",
    "rules.apps.AutodiscoverRulesConfig",
    "pgtrigger",
    "pghistory",
    "phonenumber_field",
    "django_cotton",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_structlog",
    "django_prometheus",
    "portal.apps.PortalConfig",
    "portal.accounts",
    "portal.reference",
    "portal.people",
    "portal.notices",
    "portal.files",
    "portal.search",
    "portal.alerts",
    "portal.api",
    "training",
    "training.enrolment",
    "training.orders",
    "jobs",
    "jobs.moderation",
    "jobs.applications",
    "jobs.departures",
    "jobs.needs",
    "jobs.complaints",
    "jobs.bulk",
    "matching.recommend",
    *(["matching.sample", "matching.bench"] if DEV else []),
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "frontend.signing_in.SignInFirstMiddleware",
    "portal.accounts.middleware.LastUseMiddleware",
    "portal.accounts.middleware.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "frontend.middleware.FrameMiddleware",
    "frontend.middleware.TooManyTriesMiddleware",
    "frontend.middleware.NotAllowedMiddleware",
    # Within those that choose the language and set headers; none of them reads the body.
    "portal.middleware.BodyLimitMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frontend.context.site",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# Data stores
DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres:///benviec")}
DATABASES["default"].update(CONN_MAX_AGE=300, CONN_HEALTH_CHECKS=True, ATOMIC_REQUESTS=False)
if PROCESS == "web":
    # A page that waits longer than this has lost its reader; the pool keeps connections warm.
    DATABASES["default"].update(
        CONN_MAX_AGE=0,
        OPTIONS={
            "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", 8), "timeout": 10},
            "options": "-c statement_timeout=8000 -c lock_timeout=4000",
        },
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A database number at the end of the address is left out: broker and cache have their own.
REDIS_URL = re.sub(r"(?<=[^/])/\d*$", "", env.str("REDIS_URL", "redis://127.0.0.1:6379"))
CACHES = {
    "default": {
        "BACKEND": "portal.cache.TolerantRedisCache",
        "LOCATION": f"{REDIS_URL}/{env.int('REDIS_CACHE_DB', 1)}",
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 1},
        "KEY_PREFIX": "benviec",
    }
}
ELASTICSEARCH_HOSTS = env.list("ELASTICSEARCH_URL", default=["http://127.0.0.1:9200"])
SEARCH_INDEX_PREFIX = env.str("SEARCH_INDEX_PREFIX", "benviec")
SEARCH_REPLICAS = env.int("SEARCH_REPLICAS", 0 if DEV else 1)

# Celery
CELERY_BROKER_URL = f"{REDIS_URL}/{env.int('REDIS_BROKER_DB', 0)}"
# Without these a worker stays deaf after a Redis link that is dead but open (measured).
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 10,
    "socket_connect_timeout": 5,
    "health_check_interval": 10,
    "socket_keepalive": True,
    "visibility_timeout": 3600,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 1800
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
# Sign-in codes have their own queue, so that one worker can be kept free for them. A worker
# without -Q serves both.
CELERY_TASK_QUEUES = [Queue("celery"), Queue("urgent")]
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TASK_ROUTES = {"portal.notices.tasks.send": {"queue": "urgent"}}

# People and sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after_sign_in"
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "frontend.forms.sign_in.LoginForm",
    "signup": "frontend.forms.sign_in.SignupForm",
    "confirm_login_code": "frontend.forms.sign_in.LoginCodeForm",
    "add_email": "frontend.forms.sign_in.AddEmailForm",
    "verify_phone": "frontend.forms.sign_in.PhoneCodeForm",
    "confirm_email_verification_code": "frontend.forms.sign_in.EmailCodeForm",
    "change_password": "frontend.forms.sign_in.ChangePasswordForm",
    "set_password": "frontend.forms.sign_in.SetPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"phone", "email"}
# Our own sign-up form asks for either; allauth wants to see one of them marked as needed, and the
# e-mail one before it lets addresses be verified by code.
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone", "password1"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# A forgotten password is answered by signing in with a code; see frontend.urls_accounts.
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
# High by address, since a whole job fair may share one; low by account, against guessing.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "signup": "120/m/ip",
    "request_login_code": "120/m/ip,3/m/key,10/h/key",
    "verify_phone": "1/30s/key,10/h/key,60/m/ip",
    "change_phone": "5/m/user",
    # Says whether a phone has an account.
    "add_member": "30/h/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("NUM_PROXIES", 0)
MFA_TOTP_ISSUER = "Bến Việc"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "frontend.forms.sign_in.SecondFactorForm",
    "reauthenticate": "frontend.forms.sign_in.SecondFactorAgainForm",
    "activate_totp": "frontend.forms.sign_in.SecondFactorSetUpForm",
}
MFA_TOTP_TOLERANCE = 1
# Nobody gets in before a code has reached them, so an unverified address blocks nothing.
MFA_ALLOW_UNVERIFIED_EMAIL = True
PHONENUMBER_DEFAULT_REGION = "VN"
PHONENUMBER_DEFAULT_FORMAT = "NATIONAL"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True

# Whom people reach when they are stuck; the footer of every page shows it.
HELP_PHONE = env.str("PORTAL_HELP_PHONE", "")
HELP_EMAIL = env.str("PORTAL_HELP_EMAIL", "")

# Messages to people
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"Bến Việc <khong-tra-loi@{FIRST_HOST}>")
SMS_HTTP_URL = env.str("SMS_HTTP_URL", "")
SMS_HTTP_TOKEN = env.str("SMS_HTTP_TOKEN", "")
SMS_HTTP_TIMEOUT = env.float("SMS_HTTP_TIMEOUT", 5.0)  # seconds, to connect and to answer
SMS_BACKEND = "portal.notices.backends.HttpSms"
if DEV:
    EMAIL_BACKEND = "portal.notices.backends.DevEmailBackend"
    if not SMS_HTTP_URL:
        SMS_BACKEND = "portal.notices.backends.DevSms"
else:
    EMAIL_CONFIG = env.email_url("EMAIL_URL", default=None) if env.str("EMAIL_URL", "") else None
    if EMAIL_CONFIG is None:
        raise ImproperlyConfigured("Set EMAIL_URL; docs/production.md says how.")
    vars().update(EMAIL_CONFIG)
    needed("SMS_HTTP_URL")
    needed("SMS_HTTP_TOKEN")
EMAIL_TIMEOUT = 15

# The API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "knox.auth.TokenAuthentication",
        "portal.api.sessions.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["portal.api.parsers.JsonParser"],
    "DEFAULT_PAGINATION_CLASS": "portal.api.paging.PagePagination",
    "DEFAULT_SCHEMA_CLASS": "portal.api.schema.AutoSchema",
    # What OPTIONS would tell, the schema tells better.
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "portal.api.errors.exception_handler",
    "DEFAULT_THROTTLE_CLASSES": ["portal.api.throttles.PublicThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        # By address for visitors: a hall of 800 people at a drive has one address.
        "public": env.str("RATE_PUBLIC", "1200/minute"),
        "search": env.str("RATE_SEARCH", "1200/minute"),
        "suggest": env.str("RATE_SUGGEST", "3000/minute"),
        "tokens": env.str("RATE_TOKENS", "20/minute"),
        "complaints": env.str("RATE_COMPLAINTS", "20/hour"),
        # Laying out a PDF of years takes a server seconds.
        "own_data": env.str("RATE_OWN_DATA", "30/hour"),
    },
    "NUM_PROXIES": env.int("NUM_PROXIES", 0),
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "COERCE_DECIMAL_TO_STRING": False,
}
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_TTL": None, "TOKEN_LIMIT_PER_USER": 20}
SPECTACULAR_SETTINGS = {
    "TITLE": "Bến Việc API",
    "VERSION": "1",
    "DESCRIPTION": "Vocational training and job matching for Hải Phòng.",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    # Code lists stand where they are used; made components, they would need names by hand.
    "POSTPROCESSING_HOOKS": [],
}

# Languages, formats
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "frontend" / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
# Asked for by name (frontend.formats); on, it would write ids as "1.234" into addresses.
USE_THOUSAND_SEPARATOR = False

# Files
STATIC_URL = "/static/"
STATIC_ROOT = env.path("PORTAL_STATIC_ROOT", default=str(BASE_DIR / ".run" / "static"))
MEDIA_ROOT = env.path("PORTAL_MEDIA_ROOT", default=str(BASE_DIR / ".run" / "media"))
# Outside of MEDIA_ROOT: no web server may ever hand these out by itself.
PRIVATE_ROOT = env.path("PORTAL_PRIVATE_ROOT", default=str(BASE_DIR / ".run" / "private"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# A table of vacancies may have 7 MB, and its form a little more.
MAX_BODY_BYTES = 8 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Safety in the browser
SECURE_SSL_REDIRECT = not DEV
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_TLS_PROXY", False) else None
)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 0 if DEV else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEV
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEV
CSRF_FAILURE_VIEW = "frontend.views.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        *("camera", "microphone", "payment", "usb", "midi", "display-capture"),
        "geolocation",  # but for the pages of frontend.urls_public that search
    )
}

LOGGING = logging_config(dev=DEV)
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_USER_ID_FIELD = None
PGHISTORY_APPEND_ONLY = True
PROMETHEUS_EXPORT_MIGRATIONS = False
# Without it, only this machine itself may read /metrics.
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
