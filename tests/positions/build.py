"""Plain builders of posts and rows of the list, with posts nobody holds."""

from office.models.organisation import Unit
from positions.models.exposures import Exposure
from positions.models.posts import Post


def unit(body, name="Социалдык бөлүм"):
    return Unit.objects.create(organisation=body, name_ky=name)


def post(body, name="Башкы адис", **fields):
    row = Post(organisation=body, name_ky=name, **fields)
    row.index()
    row.assign_position()
    row.save()
    return row


def exposure(body, where=None, level="medium", state="listed", **fields):
    """A row of the list with a level given by a person."""
    row = Exposure(
        organisation=body,
        post=where or post(body),
        state=state,
        **{
            "powers": "Жөлөк пулдарды дайындоо",
            "areas": "Документтерди кабыл алуу;\nчечимдерди даярдоо",
            "given_level": level,
            "given_reason": "Жумушчу топтун чечими" if level else "",
            "level": level,
            **fields,
        },
    )
    row.index()
    if state == "listed":
        row.assign_position()
    row.save()
    return row
