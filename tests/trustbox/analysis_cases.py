"""A case for each guard of the analyses, as `tests/office/test_guards.py` reads them."""

from django.utils import timezone

from tests import make
from trustbox.analysis.models import Analysis


def submitted_analysis(body):
    return make.row(
        Analysis,
        body,
        kind="first",
        state="submitted",
        data={"parts": []},
        submitted_on=timezone.localdate(),
        submitted_by=make.row(make.Person, body),
        read_on=None,
        read_by=None,
    )


CASES = {
    (Analysis, "UPDATE", "a_submitted_analysis_is_only_read"): lambda body: (
        submitted_analysis(body),
        {"conclusions": "Башка корутунду"},
    ),
    (Analysis, "DELETE", "a_submitted_analysis_is_never_deleted"): lambda body: (
        submitted_analysis(body),
        {},
    ),
}
