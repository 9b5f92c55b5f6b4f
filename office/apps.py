"""The institution: bodies, people, roles, orders, calendar, numbers, audit, printing."""

from django.apps import AppConfig, apps
from django.db.backends.signals import connection_created
from django.db.models import fields
from django.db.models.signals import post_migrate, pre_migrate


class OfficeConfig(AppConfig):
    name = "office"

    def ready(self):
        from office import acting, checks, erasing, papers, sqlite, ticking, triggers, wall_papers  # noqa: F401

        papers.FORMS.update(wall_papers.FORMS)
        ticking.DAILY.append(erasing.sweep)
        # Django's «- Select an option -» is in no language of ours.
        fields.BLANK_CHOICE_LABEL = "—"

        # SQLite rebuilds a table to change it and loses its triggers on the way: drop them before, write them anew after.
        pre_migrate.connect(triggers.drop, sender=self)
        # Django tells each app with tables in turn that all are migrated: once is enough.
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(triggers.install, sender=last)
        connection_created.connect(sqlite.teach, dispatch_uid="office.sqlite")
        connection_created.connect(acting.open_to_commands, dispatch_uid="office.acting")
