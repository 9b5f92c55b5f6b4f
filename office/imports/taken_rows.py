"""The rows that an accepted import has added, and their way back while nobody has touched them."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from office.database.triggers import is_owned
from office.registers.workflow import Refused

SHOWN = 5  # rows that a refusal names


Added = list[tuple[str, dict[str, int]]]  # (label of a model, {primary key: version}), in their order


def added_rows(rows: Iterable[models.Model]) -> Added:
    """New rows as they are kept; a list, since a database may sort the keys of an object."""
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row._meta.label, {})[str(row.pk)] = row.version
    return list(found.items())


def stored_rows(organisation: Any, added: Added) -> list[models.Model]:
    """The rows that still stand."""
    found: list[models.Model] = []
    for label, versions in added:
        found += apps.get_model(label).objects.of(organisation).filter(pk__in=[int(pk) for pk in versions])
    return found


def refuse_touched(organisation: Any, added: Added) -> list[models.Model]:
    """The rows of an import, locked, as it has left them.

    Refused when one was changed or deleted since, or another row refers to it.
    """
    found: list[models.Model] = []
    touched: list[models.Model] = []
    for label, versions in added:
        model = apps.get_model(label)
        rows = list(
            model.objects.of(organisation).filter(pk__in=[int(pk) for pk in versions]).select_for_update()
        )
        if len(rows) < len(versions):
            raise Refused(_("Some rows of this import are no longer there. Correct the rest by hand."))
        used = used_keys(model, [row.pk for row in rows], added)
        touched += [row for row in rows if row.version != versions[str(row.pk)] or row.pk in used]
        found += rows
    refuse_rows(touched)
    return found


def refuse_rows(touched: list[Any]) -> None:
    if touched:
        raise Refused(
            _("Somebody has already worked on rows of this import, so they stay: %(rows)s")
            % {"rows": "; ".join(str(row) for row in touched[:SHOWN])}
        )


def refuse_used(model: Any, rows: list[Any]) -> None:
    """Refused when other rows refer to one of these."""
    used = used_keys(model, [row.pk for row in rows], [])
    refuse_rows([row for row in rows if row.pk in used])


def used_keys(model: Any, keys: list[int], added: Added) -> set[int]:
    """Those of the rows that other rows refer to; rows of the same import do not count."""
    used: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        is_reference = relation.auto_created and (relation.one_to_many or relation.one_to_one)
        if not is_reference or relation.concrete or relation.related_model._meta.auto_created:
            continue
        name, label = relation.field.attname, relation.related_model._meta.label
        own = [int(pk) for pk in dict(added).get(label, ())]
        rows = relation.related_model.objects
        rows = rows.anywhere() if is_owned(relation.related_model) else rows.all()
        links = rows.filter(**{f"{name}__in": keys}).exclude(pk__in=own)
        used |= set(links.values_list(name, flat=True))
    return used
