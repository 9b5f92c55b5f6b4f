"""The WSGI application of the citizen's side alone (`config.settings_public`)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_public")

application = get_wsgi_application()
