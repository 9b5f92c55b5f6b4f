"""The door to the WSGI applications: production is served only when every check of `manage.py check` passes
(SAFETY D-21).
"""

from django.conf import settings
from django.core.checks import ERROR, CheckMessage, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import DEFAULT_DB_ALIAS, connections


def make_application() -> WSGIHandler:
    """The application of the settings in the environment.

    Raises ImproperlyConfigured with every fault by name, in production only: the server then ends instead of
    answering.
    """
    application = get_wsgi_application()
    if settings.PRODUCTION and (faults := find_faults()):
        raise ImproperlyConfigured("The portal is not served:\n" + "\n".join(map(fault_line, faults)))
    return application


def find_faults() -> list[CheckMessage]:
    """Errors of all checks, those of deployment and of the database among them."""
    try:
        messages = run_checks(include_deployment_checks=True, databases=[DEFAULT_DB_ALIAS])
    finally:
        connections.close_all()  # a server that forks later must not share it
    return [message for message in messages if message.level >= ERROR and not message.is_silenced()]


def fault_line(fault: CheckMessage) -> str:
    return f"{fault.id}: {fault.msg}" + (f" → {fault.hint}" if fault.hint else "")
