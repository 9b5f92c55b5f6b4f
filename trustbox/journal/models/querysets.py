"""Querysets of appeals and of the rows that belong to one."""

from office.kyrgyz import fold
from office.wall.models.wall import WalledQuerySet


class AppealQuerySet(WalledQuerySet):
    def open(self):
        """Those whose term still runs."""
        return self.filter(state__in=self.model.OPEN)

    def not_summarised(self):
        """Those whose short content nobody has confirmed, as long as their words stand."""
        rows = self.filter(summary="", disposal=None)
        return rows.exclude(kind="unreadable").exclude(state__in=("cancelled", "lost"))

    def in_order(self):
        return self.order_by("-year", "-number")

    def text_matches(self, words):
        """Entries whose number, text or short content has every word; of who wrote nothing is searched.

        An organisation has some hundreds a year: they are read here.
        """
        wanted = fold(words).split()
        found = [
            pk
            for pk, number, *texts in self.order_by().values_list("pk", "number", "text", "summary")
            if all(word == str(number) or any(word in fold(text) for text in texts) for word in wanted)
        ]
        return self.filter(pk__in=found)


class AppealPartQuerySet(WalledQuerySet):
    """What hangs on an appeal is hidden with it."""

    WALL = "appeal__wall"
