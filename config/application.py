"""The door to the WSGI applications: production is served only when every check of `manage.py check` passes
(SAFETY D-21), and a process that has had words in its memory which must not stay there ends soon (V-2).
"""

import os
import signal
from threading import Timer

from django.conf import settings
from django.core.checks import ERROR, CheckMessage, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import DEFAULT_DB_ALIAS, connections

from office.wall.clear_text import had_clear_text

STAY = 10  # seconds: a crowd at the door does not cost a new process for each letter


class EndingApplication:
    """The application of a worker of gunicorn that ends some seconds after it had a citizen's words, a name
    or a key in its memory: what Python frees stays readable there. The server begins another at once.
    """

    def __init__(self, application: WSGIHandler):
        self.application = application
        self.is_ending = False

    def __call__(self, environ, start_response):
        answer = self.application(environ, start_response)
        if not self.is_ending and "gunicorn.socket" in environ and leaves_words(environ):
            self.is_ending = True
            end = Timer(STAY, os.kill, (os.getpid(), signal.SIGTERM))  # a request under way is finished
            end.daemon = True
            end.start()
        return answer


def leaves_words(environ) -> bool:
    """Whether a citizen wrote or asked here, or what is kept sealed was in the clear."""
    path = environ["PATH_INFO"]
    by_citizen = path.startswith("/open/") and (environ["REQUEST_METHOD"] == "POST" or "/appeal/" in path)
    return by_citizen or had_clear_text()


def make_application() -> EndingApplication:
    """The application of the settings in the environment.

    Raises ImproperlyConfigured with every fault by name, in production only: the server then ends instead of
    answering.
    """
    application = get_wsgi_application()
    if settings.PRODUCTION and (faults := find_faults()):
        raise ImproperlyConfigured("The portal is not served:\n" + "\n".join(map(fault_line, faults)))
    return EndingApplication(application)


def find_faults() -> list[CheckMessage]:
    """Errors of all checks, those of deployment and of the database among them."""
    try:
        messages = run_checks(include_deployment_checks=True, databases=[DEFAULT_DB_ALIAS])
    finally:
        connections.close_all()  # a server that forks later must not share it
    return [message for message in messages if message.level >= ERROR and not message.is_silenced()]


def fault_line(fault: CheckMessage) -> str:
    return f"{fault.id}: {fault.msg}" + (f" → {fault.hint}" if fault.hint else "")
