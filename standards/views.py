"""What the standard does beside its five pages."""

from office.roles import Act, may
from standards.contexts import chapters

READS = ("GET", "HEAD")


def beside_standard(request, standard):
    """The text of the version, chapter by chapter, each point under its address."""
    keeps = standard.is_editable and may(request.user, Act.STANDARD, standard.organisation)
    return {"chapters": chapters(standard.points.in_order()), "keeps": keeps}
