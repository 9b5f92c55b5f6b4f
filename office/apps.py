"""The institution: bodies, people, roles, orders, calendar, numbers, audit, printing."""

from django.apps import AppConfig, apps
from django.db.backends.signals import connection_created
from django.db.models import fields
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    name = "office"

    def ready(self):
        from office import (
            checks,  # noqa: F401  it registers the system checks
            official_records,
        )
        from office.database import (
            actor,
            bounds,  # noqa: F401  it registers the look-ups
            search_index,
            sqlite,
            triggers,
        )
        from office.files.waiting_files import store_waiting_files
        from office.handover.act import ROW_PAPERS as ACTS
        from office.lists.seen_words import words_of_lists
        from office.papers import order_words, row_papers
        from office.papers.official import forms_of_words
        from office.recovery.books import counter_books
        from office.registries import (
            BOOKS,
            COUNTERSIGNERS,
            DAILY_OF_FILES,
            DATED_FORMS,
            FORMS,
            FURTHER_REGISTERS,
            NUMBER_BOOK_NAMES,
            RECORDS,
            RETENTION,
            ROW_PAPERS,
            SEEN_AT_SITTINGS,
        )
        from office.retention import papers as retention_papers
        from office.retention.order_kinds import ORDER_KINDS
        from office.seals.deletion import deletion_guards
        from office.wall import papers as wall_papers
        from office.wall.erased_files import sweep_erased_files
        from office.wall.models.identity_opening import countersign_openings

        RECORDS.update(official_records.RECORDS)
        RETENTION.update(ORDER_KINDS)
        triggers.FURTHER_GUARDS.append(deletion_guards)
        FORMS.update(wall_papers.FORMS | retention_papers.FORMS)
        FORMS.update(
            forms_of_words(
                (order_words.LIST_ORDER, "Тизмекти же планды бекиткен буйруктун сөздөрү"),
                (order_words.SESSION_WORDS, "Кеңештин токтомунун сөздөрү"),
                (order_words.ORDER_CLAUSES, "Буйруктун жана токтомдун туруктуу сөздөрү"),
            )
        )
        DATED_FORMS.update(order_words.DATED_FORMS)
        DATED_FORMS.update(wall_papers.DATED_FORMS | retention_papers.DATED_FORMS)
        ROW_PAPERS.update(row_papers.ROW_PAPERS | ACTS)
        BOOKS.append(counter_books)
        COUNTERSIGNERS.append(countersign_openings)
        NUMBER_BOOK_NAMES.update(
            {
                "minutes": _("Minutes"),
                "transfers": _("Acts of transfer"),
                "disclosures": _("Register of disclosures"),
                "erasures": _("Erasures by law"),
                "disposals": _("Acts of disposal"),
                "identity-envelopes": _("Envelopes with identities"),
                "identity-openings": _("Openings of identities"),
            }
        )
        DAILY_OF_FILES.extend([sweep_erased_files, store_waiting_files])
        SEEN_AT_SITTINGS.append(words_of_lists)
        FURTHER_REGISTERS.extend(
            [
                (_("Official forms"), "layouts:register"),
                (_("Keeping of identities"), "keepings:register"),
                (_("Lost second factors"), "factor_removals:register"),
                (_("Letters"), "letters:register"),
                (_("Books after a restore"), "restored_books:register"),
            ]
        )
        # Django's «- Select an option -» is in no language of ours.
        fields.BLANK_CHOICE_LABEL = "—"

        # SQLite rebuilds a table to change it and loses its triggers on the way: drop them before, write them
        # anew after.
        pre_migrate.connect(triggers.drop_triggers, sender=self)
        # Django tells each app with tables in turn that all are migrated: once is enough.
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(triggers.install_triggers, sender=last)
        post_migrate.connect(search_index.install_search_indexes, sender=last)
        connection_created.connect(sqlite.add_kyrgyz_functions, dispatch_uid="office.database.sqlite")
        connection_created.connect(actor.open_in_scope, dispatch_uid="office.database.actor")
