"""Builders of the standard: a version with a short text, adopted or not."""

from datetime import date

from standards.models import Point, Standard

TEXT = (
    ("chapter", "I", "Жалпы жоболор"),
    ("point", "1", "Стандарт мыйзамга ылайык иштелип чыккан."),
    ("paragraph", "", "Ошону менен бирге жүрүм-турум этика кодексине ылайык келет."),
    ("chapter", "II", "Тыюулар"),
    ("point", "14", "Кызматкерге коюлган тыюулар:"),
    ("subpoint", "14.4", "Мыйзамдарда каралбаган сый акыларды жана белектерди алууга;"),
)


def standard(body, number=1, points=TEXT, **fields):
    """A draft with its points."""
    row = Standard.objects.create(
        organisation=body,
        number=number,
        **{
            "title": "Кызматкерлердин жүрүм-турум стандарттары",
            "act": "2024-жылдын 25-ноябрындагы № 629-Б буйругу",
            **fields,
        },
    )
    for place, (kind, code, text) in enumerate(points, 1):
        point = Point(organisation=body, standard=row, place=place, kind=kind, code=code, text=text)
        point.index()
        point.save()
    return row


def in_force(body, officer, number=1, day=date(2026, 1, 12), **fields):
    """A version that holds."""
    return standard(body, number, **fields).move("enforce", by=officer, day=day)
