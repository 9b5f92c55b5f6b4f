"""The trust box: boxes, openings, the journal of appeals, terms, answers. An island: it imports the office alone."""

from django.apps import AppConfig


class TrustboxConfig(AppConfig):
    name = "trustbox"

    def ready(self):
        from office.ticking import DAILY
        from office.verifying import HEADS, PROOFS
        from trustbox.actions import recount
        from trustbox.proofs import books, kept

        DAILY.append(recount)
        PROOFS.append(books)
        HEADS.append(kept)
