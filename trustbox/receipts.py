"""Contexts of receipts: number, day, term and its explanation, head of the entry,
code; for paper and screen.
"""

import hmac

from django.conf import settings
from django.urls import reverse

from office.papers.typed_codes import format_code, normalise_code
from trustbox import codes
from trustbox.journal import terms
from trustbox.tray.actions import register_by


def appeal_receipt_context(appeal, code: str) -> dict:
    """Context of receipt page and slip. `code` is printed here and never stored."""
    return common_receipt_context(appeal, code) | {
        "number": f"{appeal.number}/{appeal.year}",
        "registered": appeal.registered_on,
        "due": appeal.due_on,
        "term_explanation": terms.term_explanation(appeal),
    }


def tray_receipt_context(letter, code: str) -> dict:
    """Receipt of a letter held in the tray: its number there, the day it came, the
    last day for the journal.
    """
    return common_receipt_context(letter, code) | {
        "number": letter.label,
        "is_in_tray": True,
        "register_by": register_by(letter),
    }


def common_receipt_context(row, code: str) -> dict:
    return {
        "body": row.organisation,
        "received": row.received_on,
        "head": f"{row.book.head_of(row.number)} · {row.head}",
        "code": format_code(normalise_code(code)),
        "groups": format_code(normalise_code(code)).split("-"),
        "envelope": row.wall.envelope_number,
        "brings_envelope": row.awaits_envelope,
        "address": f"{settings.PUBLIC_ADDRESS}{reverse('open:appeal_answer', args=[row.organisation.code])}",
    }


def is_code_of(appeal, typed: str) -> bool:
    """Whether the code opens this very appeal."""
    return hmac.compare_digest(codes.code_digest(typed[:200]), appeal.code_hash)
