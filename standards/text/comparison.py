"""Two versions of the text compared point by point."""

from django.utils.translation import gettext_lazy as _

from office.lists.diff import ADDED, CHANGED, REMOVED, RowChange, compare_tables
from office.papers.sheet import KEY
from standards.text.models import Standard
from standards.text.papers import STANDARD

WORDS = {CHANGED: _("changed"), ADDED: _("added"), REMOVED: _("removed")}


def earlier_versions(standard) -> list[Standard]:
    """The versions before this one that hold or once held, the nearest first."""
    rows = Standard.objects.of(standard.organisation).adopted()
    return list(rows.filter(number__lt=standard.number).order_by("-number"))


def flat_text_table(standard) -> dict:
    """The text as one group of rows, keyed by number."""
    rows = [
        {"code": point.code, "text": point.text, **({KEY: point.code} if point.code else {})}
        for point in standard.points.in_order()
    ]
    return STANDARD.table([("", rows)], name=standard.title)


def text_changes(since, standard) -> list[RowChange]:
    """Row changes from the earlier version to the later, in the order of the later."""
    return compare_tables(
        flat_text_table(since), flat_text_table(standard), known_by=("text",), group="", skip=("code",)
    )


def group_text_changes(found) -> list[dict]:
    """The changes under their kinds: [{kind, label, rows [{code, was, became}]}]."""
    return [
        {
            "kind": kind,
            "label": label,
            "rows": [text_change_row(change) for change in found if change.kind == kind],
        }
        for kind, label in WORDS.items()
        if any(change.kind == kind for change in found)
    ]


def text_change_row(change) -> dict[str, str]:
    text = change.cells["text"]
    if change.kind == CHANGED:
        return {"code": change.cells["code"], "was": change.fields[0].was, "became": change.fields[0].became}
    was, became = (text, "") if change.kind == REMOVED else ("", text)
    return {"code": change.cells["code"], "was": was, "became": became}
