"""Settings of the citizen's side as a process of its own: the same install without session, sign-in, cookie
or request in the log.

    DJANGO_SETTINGS_MODULE=config.settings_public gunicorn config.public_wsgi

The web server in front sends `/open/` and `/static/` here, with its own access log off.
"""

from copy import deepcopy

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS, LOGGING, TEMPLATES

ROOT_URLCONF = "config.public_root"
WSGI_APPLICATION = "config.public_wsgi.application"

# Nobody signs in here; allauth refuses to start without the middleware that would know a person.
INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith("allauth")]
AUTHENTICATION_BACKENDS = []

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "office.middleware.NoStoreMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "office.seals.clock_order.ReadOnlyMiddleware",
]
TEMPLATES = deepcopy(TEMPLATES)
TEMPLATES[0]["OPTIONS"] |= {  # type: ignore[operator]
    "context_processors": ["django.template.context_processors.request"]
}
SECURE_REFERRER_POLICY = "no-referrer"

# Here the log strips every record, whatever its address (SAFETY P-8).
LOGGING = deepcopy(LOGGING)
LOGGING["filters"]["quiet"]["everything"] = True  # type: ignore[index]
