"""Django's settings. Everything an operator may change is an environment variable (README, "Settings")."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from webui import databases
from webui import environment_variables as environment
from webui.resolutions.task_names import CHECK_WITH_UV, CHECKS
from webui.workers import folder_transport

BASE_DIR = Path(__file__).resolve().parent.parent
PAGES_DIR = BASE_DIR if environment.is_checkout(BASE_DIR) else BASE_DIR / "webui"  # setup.py moves them
# WHICHWHEEL_DATA_DIR (`var` of a checkout, else the user's data folder): Where SQLite, the key and the cache live.
# WHICHWHEEL_INDEX_CREDENTIALS_FILE (): A file with credentials for indexes; they never leave the workers.
# WHICHWHEEL_INDEX_CREDENTIALS (): The lines of such a file themselves.
DATA_DIR = environment.data_directory(BASE_DIR)
DATA_DIR.mkdir(parents=True, exist_ok=True)

# Django's debug mode: for development alone.
DEBUG = environment.flag("WHICHWHEEL_DEBUG")
# What cookies and tokens are signed with, the same for every process; "": a file of the data folder.
SECRET_KEY = environment.text("SECRET_KEY") or environment.secret_key(DATA_DIR)
# Names and addresses that people reach it by, beside those of this machine.
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *environment.names("WHICHWHEEL_ALLOWED_HOSTS")]
# Origins that forms may come from (https://NAME), where a reverse proxy ends TLS.
CSRF_TRUSTED_ORIGINS = environment.names("WHICHWHEEL_TRUSTED_ORIGINS")
# postgresql://USER:PASSWORD@HOST/NAME; "": SQLite in the data folder.
DATABASE_URL = environment.text("DATABASE_URL")
# The queue, redis://HOST/NUMBER; with it workers are started apart. "": a folder, for one machine.
REDIS_URL = environment.text("REDIS_URL")
# Another Redis, or another database of it, for what was read of indexes and limits; "": that of the queue.
CACHE_URL = environment.text("WHICHWHEEL_CACHE_URL") or REDIS_URL
# How long a Redis keeps what was read of indexes.
CACHE_DAYS = environment.number("WHICHWHEEL_CACHE_DAYS", 30)

# CIDRs of private indexes: every other private address is refused.
ALLOW_NETWORKS = environment.names("WHICHWHEEL_ALLOW_NETWORKS")
# The index that is asked where a paste names none; "": that of uv's and pip's own settings.
DEFAULT_INDEX = environment.text("WHICHWHEEL_DEFAULT_INDEX")
# How long one answer may take, and the verdict on a report, which solves what the report compares.
SOLVE_SECONDS = environment.number("WHICHWHEEL_SOLVE_SECONDS", 300)
# How long the reasons of a difference may take; 0: none are looked for.
EXPLAIN_SECONDS = environment.number("WHICHWHEEL_EXPLAIN_SECONDS", 180)
# How long one question about a finished answer may take.
ANSWER_SECONDS = environment.number("WHICHWHEEL_ANSWER_SECONDS", 60)
# Whether the real uv is asked the same: "never", on a "button", or "always", after the reasons. The default is the
# button where the extra `check` is installed.
UV_CHECK = environment.choice(
    "WHICHWHEEL_UV_CHECK", ("button", "never", "always") if find_spec("uv") else ("never", "button", "always")
)
# TOML: the labels that a verdict on a report suggests; "": our own.
LABELS_FILE = environment.text("WHICHWHEEL_LABELS_FILE")
INDEX_DATA_BYTES = 20_000_000  # of the index data that are kept with a submission, compressed
# What one submission may use of the workers, in all: answers, reasons and questions (working/budgets.py); 0: no limit.
SUBMISSION_SECONDS = environment.number("WHICHWHEEL_SUBMISSION_SECONDS", 900)
# What it may ask of indexes in all, by the same work (working/reading.py); 0: no limit but that of each run.
SUBMISSION_REQUESTS = int(environment.number("WHICHWHEEL_SUBMISSION_REQUESTS", 20_000))
# What it may read of indexes in all; 0: no limit but that of each run.
SUBMISSION_MEGABYTES = int(environment.number("WHICHWHEEL_SUBMISSION_MEGABYTES", 8192))
# Who sees what was read with the operator's credentials: the browser that asked for it, or everyone with its address.
PRIVATE_ANSWERS = environment.choice("WHICHWHEEL_PRIVATE_ANSWERS", ("author", "everyone"))
# How many days an answer is kept (working/retention.py); 0: for ever.
KEEP_DAYS = int(environment.number("WHICHWHEEL_KEEP_DAYS", 0))
# How much is stored in all; where it is more, the oldest answers expire. 0: no limit.
STORAGE_MEGABYTES = int(environment.number("WHICHWHEEL_STORAGE_MEGABYTES", 0))
# Between two looks at what has expired.
RETENTION_SECONDS = environment.number("WHICHWHEEL_RETENTION_SECONDS", 3600)
# Answers that may wait: more are refused with Retry-After. 0: no limit.
QUEUE_LIMIT = int(environment.number("WHICHWHEEL_QUEUE_LIMIT", 200))
PASTE_LIMIT_BYTES = 512 * 1024
LOCK_LIMIT_BYTES = 4 * 1024 * 1024
FILES_LIMIT_BYTES = 2 * 1024 * 1024  # of all files of one question, the one that is asked about included
UPLOAD_LIMIT_BYTES = 8 * 1024 * 1024  # of all uploads of one request; more is not kept (webui/bounded_upload.py)
# Pastes that are solved, per address and minute (webui/ratelimit.py); 0: no limit.
SUBMISSIONS_PER_MINUTE = environment.number("WHICHWHEEL_SUBMISSIONS_PER_MINUTE", 30)
# Texts that are read, per address and minute; 0: no limit.
PARSED_TEXTS_PER_MINUTE = environment.number("WHICHWHEEL_PARSED_TEXTS_PER_MINUTE", 60)
# Pages and pictures that are made, per address and minute; 0: no limit.
RENDERED_PAGES_PER_MINUTE = environment.number("WHICHWHEEL_RENDERED_PAGES_PER_MINUTE", 1200)
# CIDRs that may read /metrics; "": nobody. Behind a proxy, WHICHWHEEL_PROXIES has to name it.
METRICS_NETWORKS = environment.names("WHICHWHEEL_METRICS_NETWORKS")
# CIDRs of reverse proxies whose X-Forwarded-For is believed.
PROXIES = environment.names("WHICHWHEEL_PROXIES")

# How long a worker is not heard of before another one takes over; WHICHWHEEL_SWEEP_SECONDS come on top.
LEASE_SECONDS = environment.number("WHICHWHEEL_LEASE_SECONDS", 15)
# How often a worker says that it is at work on something.
HEARTBEAT_SECONDS = environment.number("WHICHWHEEL_HEARTBEAT_SECONDS", 5)
# How often lost work is looked for.
SWEEP_SECONDS = environment.number("WHICHWHEEL_SWEEP_SECONDS", 3)
# How long is waited for the database; 20 for workers, which have time.
DATABASE_SECONDS = environment.number("WHICHWHEEL_DATABASE_SECONDS", 1.5)
WORKER_DATABASE_SECONDS = 20  # a worker has time
# Connections to PostgreSQL that one process keeps; 0: one for each request or task.
DATABASE_CONNECTIONS = int(environment.number("WHICHWHEEL_DATABASE_CONNECTIONS", 8))
# How long something waits before its message is taken for lost, and sent again.
REQUEUE_SECONDS = environment.number("WHICHWHEEL_REQUEUE_SECONDS", 60)
LOST_WORKERS_LIMIT = 3

# Processes that solve beside the web where there is no REDIS_URL.
WORKERS = int(environment.number("WHICHWHEEL_WORKERS", 4))
# How many of them one address may hold; 0: all.
WORKERS_PER_ASKER = int(environment.number("WHICHWHEEL_WORKERS_PER_ASKER", 2))
# Address space of one process that solves; 0: no limit.
WORKER_MEMORY_MB = int(environment.number("WHICHWHEEL_WORKER_MEMORY_MB", 2048))
# A process that holds more after a task is replaced; 0: none is.
WORKER_KEPT_MEMORY_MB = int(environment.number("WHICHWHEEL_WORKER_KEPT_MEMORY_MB", 400))
# After so many tasks a process is replaced.
WORKER_TASKS = int(environment.number("WHICHWHEEL_WORKER_TASKS", 200))
# Priority of the processes that solve, as nice(1) counts.
WORKER_NICENESS = int(environment.number("WHICHWHEEL_WORKER_NICENESS", 10))
# A worker that was seen so lately is at work, as /readyz has it.
WORKER_SEEN_SECONDS = environment.number("WHICHWHEEL_WORKER_SEEN_SECONDS", 30)
KILL_SECONDS = 4  # behind a deadline that was not kept: then the kernel ends the process

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "webui.resolutions",
    "webui.api",
    "webui.team",
    "webui.hosting",
]
MIDDLEWARE = [
    "webui.hosting.log_context.RequestIdMiddleware",
    "webui.security.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",  # reads nothing where no page asks who it is
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "webui.errors.RefusedMethodMiddleware",
    "webui.storage_trouble.StorageTroubleMiddleware",
    "webui.api.middleware.ApiMiddleware",
    "webui.readers.ReadersMiddleware",
    "webui.team.closed.ClosedMiddleware",
]
ROOT_URLCONF = "webui.urls"
ASGI_APPLICATION = "webui.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PAGES_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "webui.context.product",
                "webui.team.context.team",
            ],
            "builtins": ["webui.resolutions.templatetags.page"],
        },
    }
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": databases.database(
        DATABASE_URL,
        DATA_DIR / "whichwheel.sqlite3" if DATABASE_URL else environment.private_file(DATA_DIR / "whichwheel.sqlite3"),
        DATABASE_SECONDS,
        DATABASE_CONNECTIONS,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "whichwheel",
    }
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# The team's table: people with accounts (webui/team). Nothing of it concerns a visitor without one.
AUTH_USER_MODEL = "team.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Sign-in by OpenID Connect as well (team/openid), where this is the address of a provider; needs the extra `openid`.
OPENID_ISSUER = environment.text("WHICHWHEEL_OPENID_ISSUER")
OPENID_CLIENT_ID = environment.text("WHICHWHEEL_OPENID_CLIENT_ID")  # this installation's name at the provider
OPENID_CLIENT_SECRET = environment.text("WHICHWHEEL_OPENID_CLIENT_SECRET")  # its secret there, sent to nobody else
# What the button calls the provider: "Sign in with …"; "": OpenID.
OPENID_NAME = environment.text("WHICHWHEEL_OPENID_NAME") or "OpenID"
# CIDRs in which the provider may stand where its address is private; nothing else may be asked there.
OPENID_NETWORKS = environment.names("WHICHWHEEL_OPENID_NETWORKS")
environment.refuse_half(
    {
        "WHICHWHEEL_OPENID_ISSUER": OPENID_ISSUER,
        "WHICHWHEEL_OPENID_CLIENT_ID": OPENID_CLIENT_ID,
        "WHICHWHEEL_OPENID_CLIENT_SECRET": OPENID_CLIENT_SECRET,
    },
    needed=("mozilla_django_oidc", "jwt", "cryptography"),
    extra="openid",
)
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
if OPENID_ISSUER:
    AUTHENTICATION_BACKENDS.append("webui.team.openid.backend.OpenIDBackend")
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "sign-in", "teams", "paste"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = environment.flag("WHICHWHEEL_HTTPS")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
VISITORS = environment.choice("WHICHWHEEL_VISITORS", ("welcome", "closed"))  # whether they may ask (team/closed.py)
INVITATION_DAYS = environment.number("WHICHWHEEL_INVITATION_DAYS", 7)  # that the link of an invitation works
# E-mail goes to the console where no server is named.
EMAIL_HOST = environment.text("WHICHWHEEL_EMAIL_HOST")
EMAIL_PORT = int(environment.number("WHICHWHEEL_EMAIL_PORT", 587))  # the port of that server
EMAIL_HOST_USER = environment.text("WHICHWHEEL_EMAIL_USER")  # who signs in there
EMAIL_HOST_PASSWORD = environment.text("WHICHWHEEL_EMAIL_PASSWORD")  # with which password
EMAIL_USE_TLS = not environment.flag("WHICHWHEEL_EMAIL_PLAIN")  # STARTTLS, unless the server is on this machine
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
# Whom invitations and resets come from.
DEFAULT_FROM_EMAIL = environment.text("WHICHWHEEL_EMAIL_FROM") or "whichwheel@localhost"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LANGUAGE_CODE = "en"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [PAGES_DIR / "static"]
# `manage.py serve` collects the files first; everything else finds them where they are.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_HANDLERS = ["webui.bounded_upload.BoundedUpload"]
DATA_UPLOAD_MAX_NUMBER_FILES = 1000  # how many are read says asking/sent_files.py
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * (PASTE_LIMIT_BYTES + LOCK_LIMIT_BYTES)  # encoding makes a form longer

# webui/security.py sends these headers; redirects to HTTPS and HSTS are those of the reverse proxy (docs/hosting.md).
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
# It is reached over HTTPS: cookies are for HTTPS alone, and a proxy's X-Forwarded-Proto is believed.
CSRF_COOKIE_SECURE = environment.flag("WHICHWHEEL_HTTPS")
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "webui.errors.csrf_failure"
if environment.flag("WHICHWHEEL_HTTPS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The names of Django 6's built-in setting.
SECURE_CSP: dict[str, list[str]] = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}

# Celery carries ids only; state, progress and results are rows of our database.
CELERY_BROKER_URL = REDIS_URL or f"{folder_transport.SCHEME}://localhost/"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ROUTES = {CHECK_WITH_UV: {"queue": CHECKS}}
CELERY_TASK_STORE_EAGER_RESULT = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = SOLVE_SECONDS + 60  # the solve's own deadline comes first
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# With REMAP_SIGTERM=SIGQUIT (`make worker`): SIGTERM waits so long for work in hand, which is then taken up by others.
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 0.5
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    {
        "visibility_timeout": int(2 * CELERY_TASK_TIME_LIMIT),
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
    }
    if REDIS_URL
    else folder_transport.options(DATA_DIR / "queue")
)
# What is done seldom, by how many seconds: `manage.py serve` sends it to the workers; so does a beat process.
SELDOM_TASKS = {"team.ask_again_of_new_uv": 3600.0, "team.ask_again_of_changed_indexes": 600.0}
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "resolutions.sweep", "schedule": SWEEP_SECONDS},
    "deliver": {"task": "api.deliver_due", "schedule": SWEEP_SECONDS},
    "verdicts": {"task": "team.take_verdicts", "schedule": SWEEP_SECONDS},
    **{name: {"task": name, "schedule": seconds} for name, seconds in SELDOM_TASKS.items()},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")

# "line" for people, "json" for programs: one object per line, with the ids of the request, submission and solve.
LOG_FORMAT = environment.choice("WHICHWHEEL_LOG_FORMAT", ("line", "json"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"belonging": {"()": "webui.hosting.log_context.Belonging"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s %(request)s %(submission)s %(solve)s %(question)s",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["belonging"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django warns of every 404 and every mistake in a paste; those are answers. Each request is a record in JSON alone.
    "loggers": {
        "webui": {"level": "INFO"},
        "httpx2": {"level": "WARNING"},  # it would name each address of an index
        "webui.requests": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
        "django.request": {"level": "ERROR"},
    },
}
