"""Rows found by their words: a folded column beside the text, and the search in it."""

from django.db import models

from office.database.owned import OwnedQuerySet
from office.kyrgyz import fold


class SearchableQuerySet(OwnedQuerySet):
    def text_matches(self, words):
        """Rows that have every word. Forgives н for ң, о for ө, у for ү, case and Latin typing."""
        rows = self
        for word in fold(words).split():
            rows = rows.filter(search__contains=word)
        return rows


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
