"""The buttons beside the points of a draft: up, down, undo.

They work without script and keep the focus where the hand is.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from office.registers.policy import policy
from office.registers.workflow import Refused
from office.roles import Act
from standards.text import sequence
from standards.text.models import Point, Standard

SESSION_KEY = "text_before_the_last_move"  # in the session: who moved it is the one who may undo it
WAYS = ("up", "down")


def shift_page(way):
    """The view that moves a point, with what stands under it, one step `way`; the text is numbered anew."""

    @policy(Act.STANDARD, methods=("POST",))
    def view(request, pk):
        point = get_object_or_404(Point.objects.visible_to(request.user, Act.STANDARD), pk=pk)
        try:
            request.session[SESSION_KEY] = sequence.shift_point(point, way)
        except Refused as refused:
            messages.error(request, str(refused))
        # No fragment: a page with one would not put the focus back on the button.
        return redirect(f"{point.standard.get_absolute_url()}?moved={way}-{point.pk}")

    return view


@policy(Act.STANDARD, methods=("POST",))
def undo_page(request, pk):
    """Put the text back as it stood before one's last move."""
    standard = get_object_or_404(Standard.objects.visible_to(request.user, Act.STANDARD), pk=pk)
    try:
        sequence.undo_shift(standard, request.session.pop(SESSION_KEY, None))
        messages.success(request, _("The points stand as before."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(standard)


def mark_moved(request, points):
    """Yield the points; the one moved last gets `was_moved_up`/`was_moved_down` for the focus."""
    way, _dash, pk = request.GET.get("moved", "").partition("-")
    for point in points:
        if way in WAYS and pk == str(point.pk):
            setattr(point, f"was_moved_{way}", True)
        yield point


def can_undo(request, standard) -> bool:
    """Whether the person moved a point of this very text last."""
    return (request.session.get(SESSION_KEY) or {}).get("standard") == standard.pk
