"""Rows of a body. Every query of them says whose rows it wants, or raises.

`Model.objects` is guarded: it runs only after `.visible_to(person)` or `.of(organisation)`. `Model.unscoped` is the plain
manager that Django itself needs (uniqueness, foreign keys, related sets); its uses in our code are listed in `tests/test_house.py`.
"""

from django.db import models
from django.db.models import FETCH_PEERS, Q

from office.roles import DOWNWARD, granting


class Unscoped(RuntimeError):
    """A query of owned rows ran without saying whose rows it wants."""


class OwnedQuerySet(models.QuerySet):
    """Vocabulary shared by all rows of a body. `RELEASED` tells which rows the body above may also read."""

    RELEASED: Q | None = None
    guarded = False

    def visible_to(self, person, act=None):
        """The rows `person` may read today: those of the person's bodies, and what bodies below have released.

        With `act`, only by appointments that allow it: a clerk of one body is perhaps a mere employee of another.
        """
        appointments = granting(person, act)
        mine = Q(organisation__in=sorted({pk for row in appointments for pk in row.reach}))
        below = Q() if act in DOWNWARD else self.RELEASED
        if below is not None:
            for row in appointments:
                mine |= below & Q(organisation__path__startswith=row.organisation.path)
        return self._allow(self.filter(mine))

    def of(self, organisation):
        """The rows of one body."""
        return self._allow(self.filter(organisation=organisation))

    def _allow(self, rows):
        rows.guarded = False
        return rows

    def _require_scope(self):
        # A related set is reached from a row that was itself found by scope: Django hands that row over as a hint.
        if self.guarded and "instance" not in self._hints:
            raise Unscoped(
                f"{self.model.__name__}.objects: say whose rows: .visible_to(person) or .of(organisation)"
            )

    def _clone(self):
        clone = super()._clone()
        clone.guarded = self.guarded
        return clone

    def _fetch_all(self):
        if self._result_cache is None:
            self._require_scope()
        super()._fetch_all()

    def iterator(self, *args, **kwargs):
        self._require_scope()
        return super().iterator(*args, **kwargs)

    def count(self):
        self._require_scope()
        return super().count()

    def exists(self):
        self._require_scope()
        return super().exists()

    def aggregate(self, *args, **kwargs):
        self._require_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs):
        self._require_scope()
        return super().update(**kwargs)

    update.alters_data = True

    def delete(self):
        self._require_scope()
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def resolve_expression(self, *args, **kwargs):
        self._require_scope()
        return super().resolve_expression(*args, **kwargs)


def managers(queryset=OwnedQuerySet):
    """Return the pair (unscoped, objects) of one queryset class; the first made is Django's default manager."""

    class Unguarded(models.Manager.from_queryset(queryset)):
        def get_queryset(self):
            return super().get_queryset().fetch_mode(FETCH_PEERS)

    class Guarded(Unguarded):
        def get_queryset(self):
            rows = super().get_queryset()
            rows.guarded = True
            return rows

    return Unguarded(), Guarded()


class Owned(models.Model):
    """A row that belongs to one body. `version` travels through every form, so that a stale one is noticed."""

    organisation = models.ForeignKey("office.Organisation", models.PROTECT, related_name="+", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped, objects = managers()

    class Meta:
        abstract = True
