"""The papers of one opening, box or entry by command: act, poster, slip."""

from django.conf import settings

from office.papers.row_papers import RowPaper
from trustbox.boxes.models.boxes import Box
from trustbox.boxes.models.openings import Opening
from trustbox.boxes.papers import act_paper, poster_context
from trustbox.journal.book_papers import slip_context
from trustbox.journal.models.appeals import Appeal
from trustbox.receipts import appeal_receipt_context, is_code_of


def fill_slip(appeal, code) -> dict:
    """The portal keeps no code: a slip is made only by whoever has it."""
    if not is_code_of(appeal, code):
        raise LookupError(
            "A slip is printed with the code of its sender alone: give it with --code (- reads it from the "
            "input), and the entry with --row. The portal does not know it."
        )
    return slip_context(appeal_receipt_context(appeal, code))


ROW_PAPERS = {
    "trustbox/act": RowPaper(
        "Кайрылууларды алуу актысы",
        lambda organisation: Opening.objects.of(organisation).order_by("-opened_on", "-pk"),
        lambda opening, code: act_paper(opening),
    ),
    "trustbox/poster": RowPaper(
        "“Ишеним кутучасынын” жарнагы",
        lambda organisation: Box.objects.of(organisation).order_by("-pk"),
        lambda box, code: poster_context(box, settings.PUBLIC_ADDRESS),
    ),
    "trustbox/slip": RowPaper(
        "Кайрылуунун дүмүрчөгү",
        lambda organisation: Appeal.objects.of(organisation).order_by("-pk"),
        fill_slip,
    ),
}
