"""An agreed assessment sheet has a number of its book, on the page, in the register and on the paper."""

from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from office import clock
from risks.models.assessment import Assessment
from tests import make


def test_sheets_are_numbered_as_they_are_agreed(body, page, clerk):
    year = clock.today().year
    sheets = [make.agreed_sheet(make.risk(body)) for _time in range(2)]
    assert [(sheet.number, sheet.year) for sheet in sheets] == [(1, year), (2, year)]
    paper = page(clerk).get(f"/risks/assessments/{sheets[1].pk}/paper.pdf").content
    text = PdfReader(BytesIO(paper)).pages[0].extract_text().replace("\xa0", " ")
    assert f"№ 2/{year}" in text
    assert f"2/{year}" in page(clerk).get(sheets[1].get_absolute_url()).text
    assert f"2/{year}" in page(clerk).get("/risks/assessments/").text


def test_a_sheet_in_work_prints_a_blank_number(body, page, clerk):
    sheet = make.assessment_sheet(make.risk(body))
    paper = page(clerk).get(f"/risks/assessments/{sheet.pk}/paper.pdf").content
    assert "№ _____" in PdfReader(BytesIO(paper)).pages[0].extract_text().replace("\xa0", " ")


@pytest.mark.parametrize("values", [{"number": 7, "year": 2026}, {"number": 7}])
def test_the_database_gives_a_number_to_no_sheet_in_work(body, values):
    sheet = make.assessment_sheet(make.risk(body))
    with pytest.raises(IntegrityError, match="an_agreed_sheet_alone_has_a_number"), transaction.atomic():
        Assessment.objects.of(body).filter(pk=sheet.pk).update(**values)
