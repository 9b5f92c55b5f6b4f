"""The trust box: boxes, openings, the journal of appeals, terms, answers. An island: it imports the office alone."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrustboxConfig(AppConfig):
    name = "trustbox"

    def ready(self):
        from office.models import BOOK_NAMES
        from office.papers import FORMS
        from office.ticking import DAILY, RECOUNTS
        from office.verifying import HEADS, PROOFS
        from trustbox import book_papers as forms
        from trustbox.actions import recount
        from trustbox.proofs import books, kept
        from trustbox.reminders import remind
        from trustbox.tray_proofs import trays

        BOOK_NAMES["appeals"] = _("Register of appeals")
        BOOK_NAMES["tray"] = _("Quarantine tray")
        DAILY.extend([recount, remind])
        RECOUNTS.append(recount)
        PROOFS.extend([books, trays])
        FORMS.update(forms.FORMS)
        HEADS.append(kept)
