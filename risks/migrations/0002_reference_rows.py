"""The kinds of functions, the two methods and the catalogues of the method of 2016, as the acts have them."""

from django.db import migrations

from risks.data.catalogues import (
    BARRIERS,
    FUNCTION_KINDS,
    SECTORS,
    SIGNS,
    SOURCES,
    VALID_FROM,
    ZONES,
)
from risks.scoring import METHODS

METHOD_NAMES = {
    "281": ("281-буйруктун методикасы (деңгээл тандалат)", "Методика приказа 281 (уровень выбирается)"),
    "232": ("232-токтомдун матрицасы (баллдардын суммасы)", "Матрица постановления 232 (сумма баллов)"),
}
CATALOGUES = {"zone": ZONES, "sector": SECTORS, "source": SOURCES, "sign": SIGNS, "barrier": BARRIERS}


def fill(apps, schema_editor):
    create_function_kinds(apps.get_model("risks", "FunctionKind"))
    create_methods(apps.get_model("risks", "Method"), apps.get_model("risks", "Band"))
    create_catalogues(apps.get_model("risks", "CatalogueEntry"))


def create_function_kinds(FunctionKind):
    FunctionKind.objects.bulk_create(
        FunctionKind(
            code=kind.code,
            name_ky=kind.name_ky,
            name_ru=kind.name_ru,
            heading=kind.heading_ky,
            position=position,
            valid_from=VALID_FROM,
        )
        for position, kind in enumerate(FUNCTION_KINDS, 1)
    )


def create_methods(Method, Band):
    for method in METHODS:
        name_ky, name_ru = METHOD_NAMES[method.code]
        row = Method.objects.create(
            code=method.code,
            name_ky=name_ky,
            name_ru=name_ru,
            uses_points=method.uses_points,
            residual_steps=method.residual_steps,
            valid_from=method.starts,
        )
        Band.objects.bulk_create(
            Band(method=row, level=band.level, rank=rank, lowest=band.least, highest=band.most)
            for rank, band in enumerate(method.bands)
        )


def create_catalogues(CatalogueEntry):
    CatalogueEntry.objects.bulk_create(
        CatalogueEntry(
            catalogue=catalogue,
            code=entry.code,
            name_ky=entry.ky,
            name_ru=entry.ru,
            valid_from=entry.valid_from,
        )
        for catalogue, entries in CATALOGUES.items()
        for entry in entries
    )


class Migration(migrations.Migration):
    replaces = [
        ("risks", "0002_reference"),
        ("risks", "0004_catalogues"),
        ("risks", "0021_signs_and_barriers"),
        ("risks", "0022_editions_from_the_office"),  # the last: what depended on it comes after all
    ]
    dependencies = [("risks", "0001_tables")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
