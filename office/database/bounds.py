"""Numbers beyond every column: no row has one, so a look-up finds none, on both engines alike.

Django says so of `exact` and its like on a whole number, but not of `in` and not of the look-ups of
relations: there SQLite raises OverflowError.
"""

from django.core.exceptions import EmptyResultSet
from django.db.models import IntegerField
from django.db.models.fields.related import ForeignObject
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.db.models.lookups import In

# The widest column of both engines.
LEAST, MOST = -(2**63), 2**63 - 1


def is_within_bounds(value) -> bool:
    """Whether an engine takes the value of a look-up; what is no whole number is not judged here."""
    return not isinstance(value, int) or LEAST <= value <= MOST


class BoundedIn:
    """Of a list only the numbers that a row can have."""

    def get_prep_lookup(self):
        values = super().get_prep_lookup()
        # Beside a list: a query or a list with expressions.
        return [value for value in values if is_within_bounds(value)] if isinstance(values, list) else values


@IntegerField.register_lookup
class IntegerIn(BoundedIn, In):
    pass


@ForeignObject.register_lookup
class ForeignIn(BoundedIn, RelatedIn):
    pass


@ForeignObject.register_lookup
class ForeignExact(RelatedExact):
    def process_rhs(self, compiler, connection):
        if not is_within_bounds(self.rhs):
            raise EmptyResultSet
        return super().process_rhs(compiler, connection)
