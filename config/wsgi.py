"""The WSGI application that gunicorn serves."""

import os

from config.application import make_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = make_application()
