"""Production refuses to start when something it needs is missing or open (SAFETY D-21)."""

import os
from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.files.storage import default_storage
from django.db import connection


@register(Tags.security)
def check_secrets(app_configs, **kwargs):
    """Two long keys, each in a file that others cannot read."""
    return [
        *key_errors("PORTAL_SECRET_KEY", settings.SECRET_KEY, "secret-key", "portal.E001"),
        *key_errors("PORTAL_CHAIN_KEY", settings.CHAIN_KEY, "chain-key", "portal.E006"),
    ]


def key_errors(name, key, file, code):
    if settings.PRODUCTION and len(key) < 50:
        yield Error(
            f"{name} is missing or shorter than 50 characters.",
            hint=f"{name}_FILE=/etc/portal/{file}",
            id=code,
        )
    path = os.environ.get(f"{name}_FILE")
    if path and Path(path).stat().st_mode & 0o077:
        yield Error(f"{path} can be read by others.", hint="chmod 400", id="portal.E002")


@register(Tags.security)
def check_folders(app_configs, **kwargs):
    """Database and files hold what the law keeps secret: no other user of the machine looks into their folders (SAFETY A-1, A-8)."""
    places = {settings.VAR, Path(default_storage.location)}
    return [
        Error(f"{place} can be read by others.", hint="chmod 700", id="portal.E008")
        for place in sorted(places)
        if settings.PRODUCTION
        and place.exists()
        and place.stat().st_mode & 0o007
        and is_open_to_others(place.parent)
    ]


def is_open_to_others(place):
    """Whether others reach this folder: one closed folder above closes all below."""
    return all(folder.stat().st_mode & 0o001 for folder in (place, *place.parents))


@register(Tags.security)
def check_hosts(app_configs, **kwargs):
    """Exact host names: a wildcard lets a forged Host header into mails."""
    if settings.PRODUCTION and (not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS):
        return [Error("PORTAL_HOSTS must name the portal's own host names.", id="portal.E003")]
    return []


@register(Tags.security)
def check_debug(app_configs, **kwargs):
    """Debug pages show what must not be shown."""
    return (
        [Error("DEBUG is on in production.", id="portal.E004")]
        if settings.PRODUCTION and settings.DEBUG
        else []
    )


@register(Tags.database)
def check_durability(app_configs, databases=None, **kwargs):
    """The database must not lose what it has acknowledged (SAFETY D-14). Asked of a live connection, in production only."""
    if not settings.PRODUCTION or not databases:
        return []
    wanted = {
        "sqlite": {"PRAGMA foreign_keys": {1}, "PRAGMA synchronous": {2, 3}},
        "postgresql": {
            "SHOW fsync": {"on"},
            "SHOW synchronous_commit": {"on", "remote_apply", "remote_write", "local"},
            "SHOW full_page_writes": {"on"},
            # A superuser walks round the row policies (SAFETY D-1).
            "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user": {False},
        },
    }[connection.vendor]
    errors = []
    with connection.cursor() as cursor:
        for question, answers in wanted.items():
            cursor.execute(question)
            if (answer := cursor.fetchone()[0]) not in answers:
                errors.append(
                    Error(
                        f"{question} answers {answer!r}: acknowledged rows could be lost, or seen by another body.",
                        id="portal.E005",
                    )
                )
    return errors


@register(Tags.database)
def check_custodians(app_configs, databases=None, **kwargs):
    """A vault has two custodians with verified keys: by fewer nothing is sealed, and what was sealed may be lost with one key."""
    if not databases or "office_keeping" not in connection.introspection.table_names():
        return []
    from office.models.organisation import Organisation
    from office.wall.actions import decided_mode, has_keepers, thinly_sealed

    found = []
    for body in Organisation.objects.working():
        if decided_mode(body) == "vault" and not has_keepers(body):
            found.append(
                Warning(
                    f"{body.code} decided for the vault and has fewer than two custodians: names go into paper envelopes.",
                    hint="The head names custodians; each makes a key and re-enters the recovery sheet.",
                    id="portal.W001",
                )
            )
        if fields := thinly_sealed(body):
            found.append(
                Error(f"{body.code}: {fields} sealed fields have fewer than two live keys.", id="portal.E007")
            )
    return found
