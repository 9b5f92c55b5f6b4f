"""Contexts of the pages of boxes and of the list of openings."""

from django.urls import reverse
from django.utils.translation import gettext as _

from office.papers.downloads import KIND_NAMES
from office.registers.links import Link
from office.roles import Act, may
from trustbox.boxes.models.boxes import Box
from trustbox.boxes.models.openings import Opening


def opening_list_context(request, rows):
    """List context: boxes that can be opened now, links to the journal of openings."""
    copies = [Link(KIND_NAMES[kind], reverse("openings:journal", args=[kind])) for kind in ("pdf", "docx")]
    if request.organisation is None or not may(request.user, Act.OPEN_BOX, request.organisation):
        return {"boxes": [], "exports": copies}
    open_by_box = {row.box_id: row for row in Opening.objects.of(request.organisation).open()}
    boxes = Box.objects.of(request.organisation).in_use()
    return {"boxes": [box_open_link(box, open_by_box.get(box.pk)) for box in boxes], "exports": copies}


def box_open_link(box, open_opening):
    """Link that opens a box, or leads back into its open opening."""
    if open_opening:
        return Link(f"{box} · {open_opening.get_state_display()}", open_opening.get_absolute_url())
    return Link(str(box), reverse("openings:create", args=[box.pk]))


def box_context(request, box):
    """Record context: openings of the box, URL of the next one, the poster."""
    may_open = may(request.user, Act.OPEN_BOX, box.organisation) and box.takes_more
    open_opening = box.openings.open().first()
    return {
        "openings": list(box.openings.all()[:20]),
        "open_url": reverse("openings:create", args=[box.pk]) if may_open and not open_opening else "",
        "open_opening": open_opening,
        "papers": [Link(_("Poster"), reverse("boxes:poster", args=[box.pk]), icon="printer")],
    }
