"""The books that a restore has closed: the administrator enters the last known number of each."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.duties import Source
from office.models.restored_book import RestoredBook
from office.recovery.actions import enter_known_number
from office.registers.forms import PortalForm, text_area
from office.registers.links import MyDayLine
from office.registers.register import Register
from office.roles import Act, may


class KnownNumberForm(PortalForm):
    """What paper, receipts and the public page say of a book."""

    known_last = forms.IntegerField(
        label=gettext_lazy("last known number"),
        min_value=0,
        max_value=1_000_000,
        help_text=gettext_lazy(
            "The highest number on the paper journal, on receipts, on printed heads and on the public page. "
            "If none is later than the copy, the last number in the copy. The numbers between are entered "
            "as lost."
        ),
    )

    class Meta:
        model = RestoredBook
        fields = ["known_last", "kept_heads"]
        widgets = {"kept_heads": text_area(4)}
        help_texts = {
            "kept_heads": gettext_lazy(
                "One a line, as they were given out: «dostuk 2026 № 12 · 31 · 7F3A-09BC-…»"
            )
        }

    def save_as(self, by):
        return enter_known_number(
            RestoredBook.objects.of(self.organisation).get(pk=self.instance.pk),
            known_last=self.cleaned_data["known_last"],
            kept_heads=self.cleaned_data["kept_heads"],
            by=by,
        )


RESTORED_BOOKS = Register(
    model=RestoredBook,
    space="restored_books",
    title=gettext_lazy("Books after a restore"),
    empty=gettext_lazy("The portal was never restored from a copy."),
    columns=("book_words", "year", "organisation", "last", "known_last", "standing"),
    sections=(
        ("", ("organisation", "book_words", "year", "standing", "last", "head", "copied_on", "restored_on")),
        ("", ("known_last", "kept_heads", "answered_on")),
    ),
    pages=("register", "record", "edit"),
    form=KnownNumberForm,
    read=Act.MANAGE,
    write=Act.MANAGE,
)


def closed_book_lines(person, organisation):
    """For the administrator: books that wait for their last known number since a restore."""
    if organisation is None or not may(person, Act.MANAGE, organisation):
        return []
    count = RESTORED_BOOKS.rows(person).waiting().count()
    words = _("Books closed since a restore: %(count)s") % {"count": count}
    return [MyDayLine(words, RESTORED_BOOKS.url("register"), state=_("closed"))] if count else []


MY_DAY = Source(closed_book_lines, (Act.MANAGE,), (lambda: RestoredBook.objects.anywhere().waiting(),))
