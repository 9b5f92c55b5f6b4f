"""What lay before a sitting of the working group: the words of every list when its minutes are closed."""

from office.lists.models import ListEdition
from office.models.commission import Commission


def words_of_lists(meeting) -> dict[str, str]:
    """{`seen_key` of a list: digest of its words now}; {} for a sitting of another commission."""
    if meeting.commission.kind != Commission.Kind.WORKING_GROUP:
        return {}
    return {
        edition.seen_key: edition.words_sha256()
        for model in ListEdition.__subclasses__()
        for edition in model.lists_before_a_sitting(meeting.organisation)
    }
