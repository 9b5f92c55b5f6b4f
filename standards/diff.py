"""Two versions of the text compared point by point."""

from django.utils.translation import gettext_lazy as _

from office.diff import ADDED, CHANGED, REMOVED, Change, compare
from office.sheets import KEY
from standards.models import Standard
from standards.papers import STANDARD

WORDS = {CHANGED: _("changed"), ADDED: _("added"), REMOVED: _("removed")}


def earlier(standard) -> list[Standard]:
    """The versions before this one that hold or once held, the nearest first."""
    rows = Standard.objects.of(standard.organisation).adopted()
    return list(rows.filter(number__lt=standard.number).order_by("-number"))


def flat(standard) -> dict:
    """The whole text as one group of rows, chapters among them; a numbered row is known again by its number."""
    rows = [
        {"code": point.code, "text": point.text, **({KEY: point.code} if point.code else {})}
        for point in standard.points.in_order()
    ]
    return STANDARD.table([("", rows)], name=standard.title)


def changes(since, standard) -> list[Change]:
    """What led from one version to the other, in the order of the newer text."""
    return compare(flat(since), flat(standard), known_by=("text",), group="", skip=("code",))


def grouped(found) -> list[dict]:
    """The changes under their kinds: [{kind, label, rows [{code, was, became}]}]."""
    return [
        {"kind": kind, "label": label, "rows": [row(change) for change in found if change.kind == kind]}
        for kind, label in WORDS.items()
        if any(change.kind == kind for change in found)
    ]


def row(change) -> dict[str, str]:
    text = change.cells["text"]
    if change.kind == CHANGED:
        return {"code": change.cells["code"], "was": change.fields[0].was, "became": change.fields[0].became}
    was, became = (text, "") if change.kind == REMOVED else ("", text)
    return {"code": change.cells["code"], "was": was, "became": became}
