"""What lay before a sitting of the working group: the words of lists in work when its minutes are closed."""

from office.lists.models import ListEdition
from office.models.commission import Commission


def words_of_lists(meeting) -> dict[str, str]:
    """{key of an edition in work: digest of its words now}; {} for a sitting of another commission."""
    if meeting.commission.kind != Commission.Kind.WORKING_GROUP:
        return {}
    return {
        edition.seen_key: edition.words_sha256()
        for model in ListEdition.__subclasses__()
        for edition in model.objects.of(meeting.organisation).filter(state=ListEdition.State.DRAFT)
    }
