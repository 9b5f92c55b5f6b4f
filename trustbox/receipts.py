"""What a sender holds in the hand: number, day, term and how it was counted, the head of the entry, the code. The same on paper and screen."""

import hmac

from django.conf import settings
from django.urls import reverse

from trustbox import codes, terms


def receipt(appeal, code: str) -> dict:
    """What the receipt page and the slip show. `code` is the one thing here that nobody can look up again."""
    return {
        "body": appeal.organisation,
        "number": f"{appeal.number}/{appeal.year}",
        "received": appeal.received_on,
        "registered": appeal.registered_on,
        "due": appeal.due_on,
        "counted": terms.counted(appeal),
        "head": f"{appeal.organisation.code} {appeal.year} № {appeal.number} · {appeal.head}",
        "code": codes.grouped(codes.bare(code)),
        "groups": codes.grouped(codes.bare(code)).split("-"),
        "envelope": f"{appeal.wall.envelope}/{appeal.year}" if appeal.wall.envelope else "",
        "address": f"{settings.PUBLIC_ADDRESS}{reverse('open:appeal_answer', args=[appeal.organisation.code])}",
    }


def is_code_of(appeal, typed: str) -> bool:
    """Whether the code opens this very appeal."""
    return hmac.compare_digest(codes.digest(typed[:200]), appeal.code_hash)
