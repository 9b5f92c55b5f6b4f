"""What SQLite lacks for Kyrgyz: case beyond ASCII and the order of the alphabet.

PostgreSQL has both through ICU.
"""

from django.db.models import F
from django.db.models.functions import Collate

from office.kyrgyz import compare_kyrgyz

# Both engines know a collation of this name: here from `add_kyrgyz_functions`, on PostgreSQL from the first
# migration.
COLLATION = "ky"


def in_kyrgyz_order(field: str) -> Collate:
    """An ordering by the Kyrgyz alphabet: «ң» after «н», «ө» after «о», «ү» after «у»."""
    return Collate(F(field), COLLATION)


def add_kyrgyz_functions(connection, **kwargs):
    """Give a new SQLite connection the functions and the collation. Other engines need nothing."""
    if connection.vendor != "sqlite":
        return
    raw = connection.connection
    raw.create_function(
        "lower", 1, lambda text: text.lower() if isinstance(text, str) else text, deterministic=True
    )
    raw.create_function(
        "upper", 1, lambda text: text.upper() if isinstance(text, str) else text, deterministic=True
    )
    raw.create_collation(COLLATION, compare_kyrgyz)
