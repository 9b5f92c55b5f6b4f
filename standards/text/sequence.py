"""The points of a draft put in another order: what moves along, which numbers follow, how it is undone.

Numbers run as in 629-Б: chapters in Roman figures, points through the whole text, sub-points within their
point.
"""

from hashlib import sha256

from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from office.kyrgyz import roman_number
from office.registers.workflow import Refused
from standards.text.models import Point

LEVELS = {Point.Kind.CHAPTER: 0, Point.Kind.POINT: 1, Point.Kind.SUBPOINT: 2, Point.Kind.PARAGRAPH: 2}


def point_level(point) -> int:
    return LEVELS[point.kind]


def block_end(points, start) -> int:
    """The place behind the block that begins at `start`: a chapter with its points, a point with its
    sub-points.
    """
    depth = point_level(points[start])
    following = range(start + 1, len(points))
    return next((at for at in following if depth == 2 or point_level(points[at]) <= depth), len(points))


def shifted_points(points, start, way) -> list:
    """The points in the new order when the block at `start` goes one step «up» or «down». Refused where there
    is no step.
    """
    end = block_end(points, start)
    block, rest = points[start:end], points[:start] + points[end:]
    place = step_up(points, start) if way == "up" else step_down(rest, start, point_level(points[start]))
    found = rest[:place] + block + rest[place:]
    if not is_well_formed(found):
        raise Refused(_("A sub-point stands under a point of its chapter: there is none there."))
    return found


def step_up(points, start) -> int:
    """Index the block moves to: before the nearest row above that it may pass."""
    depth = point_level(points[start])
    above = [at for at in range(start) if point_level(points[at]) <= depth]
    if not above or depth and above[-1] == 0 and point_level(points[0]) == 0:
        raise Refused(_("It stands first already."))
    return above[-1]


def step_down(rest, start, depth) -> int:
    """Index the block moves to among the `rest`: behind the nearest block below, or into the next chapter."""
    if start >= len(rest):
        raise Refused(_("It stands last already."))
    if depth == 0:
        return block_end(rest, start)
    if point_level(rest[start]) == 2 or depth == 2:
        return start + 1
    if point_level(rest[start]) == 1:
        return block_end(rest, start)
    # Into the next chapter, behind the words it begins with.
    return next((at for at in range(start + 1, len(rest)) if point_level(rest[at]) < 2), len(rest))


def is_well_formed(points) -> bool:
    """Whether every sub-point stands under a point of its chapter."""
    under = False
    for point in points:
        under = {Point.Kind.CHAPTER: False, Point.Kind.POINT: True}.get(point.kind, under)
        if point.kind == Point.Kind.SUBPOINT and not under:
            return False
    return True


def point_numbers(points) -> list[str]:
    """The numbers of a text in this order; a paragraph has none."""
    chapter = point = sub = 0
    found = []
    for row in points:
        if row.kind == Point.Kind.CHAPTER:
            chapter += 1
        elif row.kind == Point.Kind.POINT:
            point, sub = point + 1, 0
        elif row.kind == Point.Kind.SUBPOINT:
            sub += 1
        found.append(
            {
                "chapter": roman_number(chapter) if chapter else "",
                "point": str(point),
                "subpoint": f"{point}.{sub}",
            }.get(row.kind, "")
        )
    return found


@transaction.atomic
def shift_point(point, way) -> dict:
    """Move a point of a draft one step and number the text anew.

    Returns what `undo_shift` needs. Refused where it cannot be moved.
    """
    standard = lock_draft(point.standard)
    points = list(standard.points.in_order())
    before = [[row.pk, row.place, row.code] for row in points]
    order = shifted_points(points, next(at for at, row in enumerate(points) if row.pk == point.pk), way)
    rewrite_order(standard, order, point_numbers(order))
    return {"standard": standard.pk, "before": before, "after": text_digest(standard)}


@transaction.atomic
def undo_shift(standard, kept) -> None:
    """Put the text back as it stood before the last move. Refused when anything was changed since."""
    lock_draft(standard)
    if not kept or kept["standard"] != standard.pk or kept["after"] != text_digest(standard):
        raise Refused(_("The text was changed since: there is nothing to undo."))
    rows = standard.points.in_bulk()
    codes = {pk: code for pk, _place, code in kept["before"]}
    rewrite_order(standard, [rows[pk] for pk in codes], list(codes.values()))


def lock_draft(standard):
    """Lock and return the draft. Refused when the version is not in work."""
    standard.refresh_from_db(
        from_queryset=type(standard).objects.of(standard.organisation).select_for_update()
    )
    if not standard.is_editable:
        raise Refused(_("The version is no longer in work."))
    return standard


def rewrite_order(standard, points, codes) -> None:
    """Store new places and codes. Codes are first set to «~pk», because they are unique per version."""
    changed = []
    for place, (point, code) in enumerate(zip(points, codes, strict=True), 1):
        if (point.place, point.code) != (place, code):
            point.place, point.code = place, code
            point.index()
            changed.append(point)
    numbered = standard.points.filter(pk__in=[point.pk for point in changed]).exclude(code="")
    numbered.update(code=Concat(Value("~"), Cast(F("pk"), CharField())))
    Point.objects.of(standard.organisation).bulk_update(changed, ["place", "code", "search"])


def text_digest(standard) -> str:
    """Hash of pk, place, code and version of all points."""
    rows = standard.points.in_order().values_list("pk", "place", "code", "version")
    return sha256(repr(list(rows)).encode()).hexdigest()
