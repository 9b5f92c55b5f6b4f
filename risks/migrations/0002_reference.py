"""The kinds of functions and the two methods, as the acts have them."""

from django.db import migrations

from risks.data.catalogues import FUNCTION_KINDS, VALID_FROM
from risks.score_rules import METHODS

NAMES = {
    "281": ("281-буйруктун методикасы (деңгээл тандалат)", "Методика приказа 281 (уровень выбирается)"),
    "232": ("232-токтомдун матрицасы (баллдардын суммасы)", "Матрица постановления 232 (сумма баллов)"),
}


def fill(apps, schema_editor):
    FunctionKind, Method, Band = (
        apps.get_model("risks", name) for name in ("FunctionKind", "Method", "Band")
    )
    for position, kind in enumerate(FUNCTION_KINDS, 1):
        FunctionKind.objects.create(
            code=kind.code,
            name_ky=kind.name_ky,
            name_ru=kind.name_ru,
            heading=kind.heading_ky,
            position=position,
            valid_from=VALID_FROM,
        )
    for method in METHODS:
        name_ky, name_ru = NAMES[method.code]
        row = Method.objects.create(
            code=method.code,
            name_ky=name_ky,
            name_ru=name_ru,
            uses_points=method.uses_points,
            residual_steps=method.residual_steps,
            valid_from=method.starts,
        )
        for rank, band in enumerate(method.bands):
            Band.objects.create(method=row, level=band.level, rank=rank, lowest=band.least, highest=band.most)


class Migration(migrations.Migration):
    dependencies = [("risks", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
