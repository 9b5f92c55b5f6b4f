"""The WSGI application of the citizen's side alone (`config.settings_public`)."""

import os

from config.application import make_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_public")

application = make_application()
