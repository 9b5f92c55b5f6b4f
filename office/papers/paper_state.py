"""Whether a paper of an order holds: the one answer of the record, of the check page and of the open page."""

from dataclasses import dataclass

from office.papers.frozen import Publication
from office.papers.models import Annex, Order
from office.papers.official import replaced_by


@dataclass(frozen=True)
class Standing:
    """What became of an annex of a signed order.

    `replaced` is the annex that took its place, `withdrawn` the publication of the annex that was
    taken off the open page and not put there again.
    """

    order: Order
    replaced: Annex | None = None
    withdrawn: Publication | None = None

    @property
    def newer(self) -> Publication | None:
        """Where the annex that took its place is published."""
        if self.replaced is None:
            return None
        shown = Publication.objects.open_of(self.replaced.organisation)
        return shown.filter(paper__annex=self.replaced).first()

    @property
    def holds(self) -> bool:
        """Whether it is in force and nothing was said against it."""
        return self.order.is_in_force and not self.replaced and not self.withdrawn

    @property
    def holds_in_part(self) -> bool:
        """Whether the order is in force though this annex was replaced."""
        return self.order.is_in_force and self.replaced is not None


def annex_standing(annex, *, now=None, plan=None, publications=None) -> Standing:
    """The standing of an annex; `now` and `plan` as `replaced_by` takes them, `publications` all of the annex
    where the caller has them.
    """
    replaced = replaced_by(annex, now, plan)
    known = publications_of(annex) if publications is None else publications
    shown = any(one.withdrawn_on is None for one in known)
    return Standing(annex.order, replaced, None if shown or not known else known[0])


def text_standing(order) -> Standing:
    """The standing of the text of an order."""
    known = list(Publication.objects.of(order.organisation).filter(paper__order=order, paper__annex=None))
    shown = any(one.withdrawn_on is None for one in known)
    return Standing(order, None, None if shown or not known else known[0])


def publications_of(annex) -> list[Publication]:
    """All publications of the papers of an annex, the newest first."""
    return list(Publication.objects.of(annex.organisation).filter(paper__annex=annex))
