"""What the tables of the register refuse, whoever writes; what they know."""

import pytest
from django.db import IntegrityError, connection, transaction

from office.models.organisation import Unit
from risks.data.catalogues import SECTORS, SOURCES, ZONES
from risks.models.method import Band, CatalogueEntry, FunctionKind, Indicator, Method
from risks.models.risk import Risk
from risks.papers import FUNCTION_HEADINGS
from risks.score_rules import METHODS
from tests import make


def refused(statement, *values):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_reference_tables_are_the_acts(db):
    assert {kind.code: kind.heading for kind in FunctionKind.objects.all()} == FUNCTION_HEADINGS
    counts = {
        name: CatalogueEntry.objects.filter(catalogue=name).count() for name in ("zone", "sector", "source")
    }
    assert counts == {"zone": len(ZONES), "sector": len(SECTORS), "source": len(SOURCES)}


def test_bands_in_the_database_are_those_of_the_pure_method(db):
    for method in METHODS:
        bands = Band.objects.filter(method__code=method.code).values_list("lowest", "highest", "level")
        assert list(bands) == [(band.least, band.most, band.level) for band in method.bands]
        assert Method.objects.get(code=method.code).rules == method


def test_indicators_are_empty_at_delivery(db):
    assert not Indicator.objects.exists()


def test_a_risk_of_the_list_has_a_level(body):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.risk(body, level="")
    refused("UPDATE risks_risk SET level = '' WHERE id = %s", make.risk(body).pk)


@pytest.mark.parametrize("column", ["level", "category", "state"])
def test_unknown_words_are_refused(body, column):
    refused(f"UPDATE risks_risk SET {column} = 'enormous' WHERE id = %s", make.risk(body).pk)


def test_a_sheet_belongs_to_the_risk_that_takes_it(body):
    one, other = make.risk(body), make.risk(body, position=2)
    make.agreed_sheet(one, 2, 2)
    one.refresh_from_db()
    refused("UPDATE risks_risk SET assessment_id = %s WHERE id = %s", one.assessment_id, other.pk)


def test_search_forgives_letters_case_and_latin_typing(body):
    risk = make.risk(body, situation="Жөлөк пулдар жөнүндө")
    for words in ("жонундо", "ЖӨНҮНДӨ", "pul jonundo"):
        assert list(Risk.objects.of(body).text_matches(words)) == [risk]
    assert not Risk.objects.of(body).text_matches("мектеп").exists()


def test_unit_is_the_body_s_own_words_or_that_of_the_staffing_table(body):
    unit = Unit.objects.create(organisation=body, name_ky="Аппарат")
    assert make.risk(body, unit=unit).unit_words == "Аппарат"
    assert make.risk(body, unit=unit, unit_text="Мектептер", position=2).unit_words == "Мектептер"
