"""Rows found by their words: a folded column beside the text, and the search in it."""

from django.db import models

from office.database.owned import OwnedQuerySet
from office.database.search_index import LETTERS, FoundRows
from office.kyrgyz import fold

# Rows that are read before the index is asked, and how many of them make words so common that reading on is
# sooner done than asking for all rows that have them.
SAMPLE = 1000
COMMON = 20


class SearchableQuerySet(OwnedQuerySet):
    def text_matches(self, words):
        """Rows that have every word. Forgives н for ң, о for ө, у for ү, case and Latin typing."""
        wanted = fold(words).split()
        rows = self
        for word in wanted:
            rows = rows.filter(search__contains=word)
        long = [word for word in wanted if len(word) >= LETTERS]
        if long and self._have_seldom(wanted):
            rows = rows.filter(pk__in=FoundRows(self.model, long))
        return rows

    def _have_seldom(self, words: list[str]) -> bool:
        """Whether the rows are many, and few of the first have every word."""
        texts = list(self.order_by().values_list("search", flat=True)[:SAMPLE])
        common = sum(all(word in text for word in words) for text in texts)
        return len(texts) == SAMPLE and common < COMMON


class Searchable(models.Model):
    """A row with the folded words it is found by; each says in `searched_texts` which they are."""

    search = models.TextField(editable=False, default="")

    class Meta:
        abstract = True

    @property
    def searched_texts(self) -> list[str]:
        raise NotImplementedError

    def index(self):
        """Fill the folded search column; the caller saves."""
        self.search = fold(" ".join(self.searched_texts))
