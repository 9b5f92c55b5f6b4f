"""The criteria, indicators and bands of order № 158."""

from django.db import migrations

from monitoring.data import order_158 as act


def fill(apps, schema_editor):
    CriteriaSet, Heading, Criterion, Indicator, Band = (apps.get_model("monitoring", name) for name in ("CriteriaSet", "Heading", "Criterion", "Indicator", "Band"))
    of = {"criteria_set": CriteriaSet.objects.create(code=act.CODE, name_ky=act.NAME[0], name_ru=act.NAME[1], valid_from=act.STARTS)}
    last = sum(len(heading.criteria) for heading in act.HEADINGS)
    number = 0
    for place, heading in enumerate(act.HEADINGS, 1):
        row = Heading.objects.create(**of, number=place, text_ky=heading.ky, text_ru=heading.ru, short_ky=heading.short[0], short_ru=heading.short[1])
        for criterion in heading.criteria:
            number += 1
            Criterion.objects.create(**of, heading=row, number=number, text_ky=criterion.ky, text_ru=criterion.ru, documents=criterion.documents, about_recommendations=number == last)
    for score, (text_ky, text_ru) in act.INDICATORS.items():
        Indicator.objects.create(**of, score=score, text_ky=text_ky, text_ru=text_ru)
    for rank, (lowest, text_ky, text_ru) in enumerate(act.BANDS, 1):
        Band.objects.create(**of, rank=rank, lowest=lowest, text_ky=text_ky, text_ru=text_ru)


class Migration(migrations.Migration):
    replaces = [
        ("monitoring", "0002_reference"),
        ("monitoring", "0020_substitutes_and_own_documents"),  # the last: what depended on it comes after all
    ]
    dependencies = [("monitoring", "0001_tables")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
