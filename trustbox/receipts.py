"""What a sender holds in the hand: number, day, term and how it was counted, the head of the entry, the code.

The same on paper and screen.
"""

import hmac

from django.conf import settings
from django.urls import reverse

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
    """The same of a letter held in the tray: its number there, the day it came, the last day on which it
    stands in the journal.
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
        "code": codes.format_code(codes.normalise_code(code)),
        "groups": codes.format_code(codes.normalise_code(code)).split("-"),
        "envelope": f"{row.wall.envelope}/{row.year}" if row.wall.envelope else "",
        "address": f"{settings.PUBLIC_ADDRESS}{reverse('open:appeal_answer', args=[row.organisation.code])}",
    }


def is_code_of(appeal, typed: str) -> bool:
    """Whether the code opens this very appeal."""
    return hmac.compare_digest(codes.code_digest(typed[:200]), appeal.code_hash)
