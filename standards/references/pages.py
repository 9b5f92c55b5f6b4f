"""References: who has read one, and the paper itself; each reading is recorded."""

from functools import partial

from django.urls import reverse

from office.papers.downloads import file_or_redirect
from office.papers.page_style import with_page
from office.papers.printing import pdf
from office.registers.policy import policy
from office.registers.rows import find_row
from office.roles import Act

PAPER = "standards/print/reference.html"


def reference_context(request, reference):
    """Record context: who has read it, URL that opens the paper and stores the reading."""
    return {
        "readings": reference.readings.select_related("read_by"),
        "open_url": reverse("references:open", args=[reference.pk]),
    }


def reference_paper_page(register):
    """The paper as PDF by POST; each press stores a reading."""

    @policy(Act.DECIDE, ("POST",), register=register)
    def view(request, pk):
        reference = find_row(register, request, pk)
        data = {**reference.read(by=request.user), "number": str(reference.pk)}
        made_on = reference.asked_at.date()
        make = partial(pdf, PAPER, with_page(data, reference.organisation, made_on), made_on=made_on)
        return file_or_redirect(
            request, make, "pdf", f"reference-{reference.pk}", reference.get_absolute_url()
        )

    return view
