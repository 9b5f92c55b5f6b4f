"""The trust box: boxes, openings, the journal of appeals, terms, answers.

An island: it imports the office alone.
"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrustboxConfig(AppConfig):
    name = "trustbox"

    def ready(self):
        from office.deferred import load_at_call
        from office.registries import (
            BOOKS,
            COUNTERSIGNERS,
            DAILY,
            DATED_FORMS,
            FORMS,
            HEAD_READERS,
            HEADS,
            LAST_DAYS,
            LOST_NUMBERS,
            NUMBER_BOOK_NAMES,
            OPEN_EXPORTS,
            PRIVATE_WORDS,
            PROOFS,
            RECORDS,
            RECOUNTS,
            RETENTION,
            ROW_PAPERS,
            SHELVES,
            WALL_BOOK_ACTS,
            WALL_BOOK_NAMES,
        )
        from office.roles import Act
        from trustbox import official_records, row_papers
        from trustbox.analysis import open_figures
        from trustbox.analysis import papers as analysis_papers
        from trustbox.boxes import papers as box_papers
        from trustbox.boxes.shelf import BOX_SHELF
        from trustbox.countersigned import countersign_books
        from trustbox.journal import book_papers, papers, visit_papers
        from trustbox.journal.actions import last_entry_day, recount_appeal_terms
        from trustbox.journal.export import open_books
        from trustbox.journal.proofs import check_kept_head, prove_books
        from trustbox.journal.reminders import remind_of_appeals
        from trustbox.record_kinds import APPEAL_KINDS
        from trustbox.recovery import enter_lost_entries, enter_lost_letters, journal_books, read_kept_head
        from trustbox.tray.proofs import prove_trays

        RECORDS.update(official_records.RECORDS)
        RETENTION.update(APPEAL_KINDS)
        WALL_BOOK_NAMES["appeals"] = _("Register of appeals")
        WALL_BOOK_NAMES["tray"] = _("Quarantine tray")
        NUMBER_BOOK_NAMES["appeals"] = _("Register of appeals")
        NUMBER_BOOK_NAMES["tray"] = _("Quarantine tray")
        NUMBER_BOOK_NAMES["openings"] = _("Journal of openings")
        WALL_BOOK_ACTS["appeals"] = WALL_BOOK_ACTS["tray"] = (Act.APPEALS, Act.EXTEND)
        mend_copies = load_at_call("trustbox.journal.mended_copies.mend_copies")
        DAILY.extend([recount_appeal_terms, remind_of_appeals, mend_copies])
        RECOUNTS.append(recount_appeal_terms)
        PROOFS.extend([prove_books, prove_trays])
        FORMS.update(book_papers.FORMS | visit_papers.FORMS)
        ROW_PAPERS.update(row_papers.ROW_PAPERS)
        DATED_FORMS.update(
            papers.DATED_FORMS
            | box_papers.DATED_FORMS
            | visit_papers.DATED_FORMS
            | open_figures.DATED_FORMS
            | analysis_papers.DATED_FORMS
        )
        PRIVATE_WORDS.append(load_at_call("trustbox.journal.masks.private_words"))
        SHELVES.append(BOX_SHELF)
        HEADS.append(check_kept_head)
        OPEN_EXPORTS.append(open_books)
        COUNTERSIGNERS.append(countersign_books)
        LAST_DAYS.append(last_entry_day)
        BOOKS.append(journal_books)
        HEAD_READERS.append(read_kept_head)
        LOST_NUMBERS.update(appeals=enter_lost_entries, tray=enter_lost_letters)
