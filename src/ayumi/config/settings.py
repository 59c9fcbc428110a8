"""Settings. Everything a city sets comes from the environment (names begin with AYUMI_)."""

import logging
import secrets
from pathlib import Path

from environs import Env, validate

import ayumi.shell
from ayumi.config.databases import database_settings
from ayumi.shell.security import CONTENT_SECURITY_POLICY as SHELL_CONTENT_SECURITY_POLICY
from ayumi.shell.security import with_form_targets

env = Env(prefix="AYUMI_")

DATA_FOLDER = Path(env.str("DATA_FOLDER", "var")).resolve()
"""Where the embedded database, its lock and the installation's secret lie."""


def _installation_secret() -> str:
    """Return the secret of this installation, made once and kept beside the database."""
    place = DATA_FOLDER / "secret"
    if not place.exists():
        DATA_FOLDER.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return place.read_text(encoding="ascii")


SECRET_KEY = env.str("SECRET_KEY", "") or _installation_secret()
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", "testserver"])
HTTPS = env.bool("HTTPS", False)

DATABASES = {"default": database_settings(env.str("DATABASE_URL", ""), DATA_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "ayumi.shell",
    "ayumi.tenancy",
    "ayumi.search",
    "ayumi.plans",
    "ayumi.rounds",
    "ayumi.importing",
    "ayumi.publishing",
    "django.contrib.auth",
    "django.contrib.humanize",  # templates of allauth.mfa load it
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # the templates of form fields that the shell does not have itself
    "django_htmx",
    "axes",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ayumi.shell.middleware.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ayumi.tenancy.middleware.MunicipalityMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ayumi.config.urls"
WSGI_APPLICATION = "ayumi.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ayumi.shell.context.shell_context",
            ],
        },
    },
]

AYUMI_NAVIGATION = [
    "ayumi.plans.navigation.navigation",
    "ayumi.rounds.navigation.navigation",
    "ayumi.importing.navigation.navigation",
    "ayumi.publishing.navigation.navigation",
    "ayumi.tenancy.navigation.navigation",
]

AYUMI_HEADER_ENTRIES = ["ayumi.rounds.navigation.header"]
AYUMI_HOME_PANELS = ["ayumi.rounds.navigation.home_panels"]

AYUMI_SEARCH_ROUTE = "search"
"""The page to which the search field of the header leads."""
AYUMI_SEARCH_KINDS = ["ayumi.plans.search_kinds.KINDS"]

# Sign-in
AUTH_USER_MODEL = "tenancy.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "ayumi.tenancy.sessions.Accounts",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "ayumi.tenancy.sign_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "ayumi.tenancy.sign_in.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "10/h/key"}
"""A whole city hall may stand behind one address. ``login_failed`` counts codes; axes counts passwords."""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "ayumi.tenancy.forms.AddPasskeyForm"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_PROVIDERS = env.json("IDENTITY_PROVIDERS", {})
SOCIALACCOUNT_AUTO_SIGNUP = False
IDENTITY_PROVIDER_ORIGINS = env.list("IDENTITY_PROVIDER_ORIGINS", [])
"""Where a sign-in may be sent on to, e.g. https://login.example.lg.jp: browsers ask the form's policy."""
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "ayumi.tenancy.sign_in.counted_name"
AXES_LOCKOUT_TEMPLATE = "shell/errors/lockout.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# Sessions do not write to the database on every request
SESSION_ENGINE = "ayumi.tenancy.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ayumi.shell.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = with_form_targets(SHELL_CONTENT_SECURITY_POLICY, IDENTITY_PROVIDER_ORIGINS)

# Language and time
LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
"""Each under its own name, so that everybody finds theirs."""
USE_I18N = True
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

# Static files are built before run time and shipped with the package
STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

AYUMI_FONT_FOLDER = Path(ayumi.shell.__file__).parent / "fonts"
"""The TrueType fonts of books, put there by the build."""

# Uploads
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "ayumi.importing.upload_limit.SizeLimitUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Mail: none unless a server is named
EMAIL_HOST = env.str("SMTP_HOST", "")
AYUMI_SENDS_MAIL = bool(EMAIL_HOST)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
EMAIL_PORT = env.int("SMTP_PORT", 25)
EMAIL_HOST_USER = env.str("SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.str("SMTP_PASSWORD", "")
SMTP_SECURITY = env.str("SMTP_SECURITY", "none", validate=validate.OneOf(["none", "starttls", "tls"]))
EMAIL_USE_TLS = SMTP_SECURITY == "starttls"
EMAIL_USE_SSL = SMTP_SECURITY == "tls"
EMAIL_TIMEOUT = 20
"""Seconds; a mail server that does not answer holds the worker up no longer."""
DEFAULT_FROM_EMAIL = env.str("SMTP_SENDER", "ayumi@localhost")
AYUMI_SITE_ADDRESS = env.str("SITE_ADDRESS", "")
"""Where people open Ayumi, e.g. https://ayumi.example.lg.jp, for the links in mails."""
logging.captureWarnings(True)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
