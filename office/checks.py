"""Production refuses to start when something it needs is missing or open (SAFETY D-21)."""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import Error, Tags, Warning, register
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from office.database.actor import act_for_all
from office.database.grants import rights_lacking, role_at_hand, tables_in_hand
from office.recovery.programs import install_line


@register(Tags.security)
def check_secrets(app_configs, **kwargs):
    """Two long keys and the password of the mail server, each in a file that others cannot read."""
    return [
        *key_errors("PORTAL_SECRET_KEY", settings.SECRET_KEY, "secret-key", "portal.E001"),
        *key_errors("PORTAL_CHAIN_KEY", settings.CHAIN_KEY, "chain-key", "portal.E006"),
        *open_file_errors("PORTAL_BACKUP_S3_SECRET"),
        *open_file_errors("PORTAL_MAIL_PASSWORD"),
    ]


def key_errors(name, key, file, code):
    if settings.PRODUCTION and len(key) < 50:
        yield Error(
            f"{name} is missing or shorter than 50 characters.",
            hint=f"{name}_FILE=/etc/portal/{file}",
            id=code,
        )
    yield from open_file_errors(name)


def open_file_errors(name):
    """A secret's file that others can read."""
    path = os.environ.get(f"{name}_FILE")
    if path and Path(path).stat().st_mode & 0o077:
        yield Error(f"{path} can be read by others.", hint="chmod 400", id="portal.E002")


@register(Tags.security)
def check_folders(app_configs, **kwargs):
    """Database and files hold what the law keeps secret: no other user of the machine looks into their
    folders (SAFETY A-1, A-8).
    """
    places = {settings.VAR, *default_storage.folders()}
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


@register(Tags.staticfiles, deploy=True)
def check_collected_files(app_configs, **kwargs):
    """What pages are drawn with is collected: without it they stand there without looks, or not at all."""
    known = getattr(staticfiles_storage, "hashed_files", None)
    if not settings.PRODUCTION or known is None:
        return []
    own = Path(settings.BASE_DIR, "static")
    paths = (path.relative_to(own).as_posix() for path in own.rglob("*") if path.is_file())
    missing = sorted(path for path in paths if path not in known)
    if not missing:
        return []
    return [
        Error(
            f"Files of the pages are not collected: {missing[0]} and {len(missing) - 1} more.",
            hint="./portal manage collectstatic --no-input",
            id="portal.E011",
        )
    ]


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


@register(Tags.security)
def check_clock(app_configs, **kwargs):
    """A portal people work with lives on today: no setting dates its papers back or forward."""
    if settings.PRODUCTION and (os.environ.get("PORTAL_TODAY") or settings.TODAY):
        return [
            Error("PORTAL_TODAY sets another day than today.", hint="unset PORTAL_TODAY", id="portal.E010")
        ]
    return []


@register(Tags.database)
def check_durability(app_configs, databases=None, **kwargs):
    """The database must not lose what it has acknowledged (SAFETY D-14).

    Asked of a live connection, in production only.
    """
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
                        f"{question} answers {answer!r}: acknowledged rows could be lost, or seen by "
                        f"another body.",
                        id="portal.E005",
                    )
                )
    return errors


@register(Tags.database)
def check_roles(app_configs, databases=None, **kwargs):
    """The portal runs as a role that owns no table, since an owner empties tables and switches triggers off,
    and that may do with each what the portal does.

    A warning: an install of one role goes on after an upgrade (ADR 18). Not asked of the owner in `migrate`.
    """
    if not settings.PRODUCTION or not databases or connection.vendor != "postgresql":
        return []
    runtime, owner = connection.settings_dict, settings.DATABASE_OWNER
    return [] if owner and runtime["USER"] == owner["USER"] else list(role_warnings(runtime["NAME"]))


def role_warnings(database):
    role = role_at_hand()
    if tables_in_hand():
        yield Warning(
            f"The role {role} owns the portal's tables: it could empty a journal or switch its triggers off.",
            hint=(
                f"As the administrator of the server: CREATE ROLE portal_owner LOGIN NOSUPERUSER "
                f"NOBYPASSRLS PASSWORD '…'; then in the database {database}: REASSIGN OWNED BY "
                f"{role} TO portal_owner; then with PORTAL_DATABASE_OWNER_URL naming it: "
                f"./portal manage migrate"
            ),
            id="portal.W007",
        )
    if lacking := rights_lacking():
        yield Warning(
            f"The role {role} may not do what the portal does with {len(lacking)} tables, such as "
            f"{lacking[0]}.",
            hint="With PORTAL_DATABASE_OWNER_URL naming the owner of the tables: ./portal manage migrate",
            id="portal.W009",
        )


@register(Tags.database)
def check_programs(app_configs, databases=None, **kwargs):
    """The programs of a backup are looked for by day, not in the night when they are missed."""
    if not settings.PRODUCTION or not databases or not settings.BACKUPS:
        return []
    wanted = ["age", "tar", *(["pg_dump", "pg_restore"] if connection.vendor == "postgresql" else [])]
    return [
        Warning(f"{name} is not installed: no backup can be made.", hint=install_line(name), id="portal.W010")
        for name in wanted
        if not shutil.which(name)
    ]


@register(Tags.database)
def history(app_configs, databases=None, **kwargs):
    """An install of before a squash has applied all that was squashed, or `migrate` would create tables that
    are there.
    """
    if not databases:
        return []
    if not (missing := lacking(applied_migrations(), known_migrations())):
        return []
    names = ", ".join(f"{app}.{name}" for app, name in missing)
    return [
        Error(
            f"This database was left half-way by an earlier version of the portal. It lacks "
            f"{len(missing)} migrations: {names}.",
            hint=(
                "Run `migrate` with the version that has these migrations (commit 05e504b), then "
                "with this one."
            ),
            id="portal.E009",
        )
    ]


def applied_migrations():
    """Keys (app, name) that this database has recorded."""
    return set(MigrationRecorder(connection).applied_migrations())


def known_migrations():
    """Migrations of this code by their keys."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return loader.disk_migrations


def lacking(applied, known):
    """Keys of squashed migrations that an install of before the squash lacks; of a new install, even an
    interrupted one, none.

    A squashed migration records what it replaces together with itself: what is recorded without it was
    applied before the squash.
    """
    squashed = {key: set(migration.replaces) for key, migration in known.items()}
    replaced = set().union(*squashed.values())
    by_squashed = set().union(*(replaces for key, replaces in squashed.items() if key in applied))
    return sorted(replaced - applied) if (replaced & applied) - by_squashed else []


def waiting(applied, known):
    """Keys of the migrations that `migrate` would apply."""
    return {
        key
        for key, migration in known.items()
        if key not in applied and not (migration.replaces and applied.issuperset(migration.replaces))
    }


@register(Tags.database)
def check_custodians(app_configs, databases=None, **kwargs):
    """A vault has two custodians with verified keys: by fewer nothing is sealed, and what was sealed may be
    lost with one key.

    Not asked of a database that waits for its migrations: it may lack the columns, and `migrate` asks these
    checks first.
    """
    if not databases or waiting(applied_migrations(), known_migrations()):
        return []
    with act_for_all():
        return list(custodian_faults())


def custodian_faults():
    from office.models.organisation import Organisation
    from office.wall.actions import decided_mode, has_keepers, thinly_sealed

    for organisation in Organisation.objects.working():
        if decided_mode(organisation) == "vault" and not has_keepers(organisation):
            yield (
                Warning(
                    f"{organisation.code} decided for the vault and has fewer than two custodians: names "
                    f"go into paper envelopes.",
                    hint="The head names custodians; each makes a key and re-enters the recovery sheet.",
                    id="portal.W001",
                )
            )
        # One organisation's lost key stops nobody else: its own vault takes no new name (`keeping_mode`), and
        # its pages and `./portal status` name it.
        if fields := thinly_sealed(organisation):
            yield (
                Warning(
                    f"{organisation.code}: {fields} sealed fields have fewer than two live keys.",
                    hint=(
                        "The head names a custodian; another custodian seals the earlier identities to the "
                        "new key."
                    ),
                    id="portal.W002",
                )
            )
