"""The fourteen kinds of tampering that an attacker tried on the demo of 05e504b, of which nine passed unseen:
`verify` names table, body, row and column of each (SAFETY T-1).

Whoever does it owns the database: the triggers are off. The generated matrix over every table and column is
in `test_seals.py`.
"""

from hashlib import sha256
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from office.actions import publish_annex
from office.files.models import StoredFile
from office.models.audit import Change
from office.papers.frozen import Paper, Publication
from office.papers.models import Annex, OrderPoint
from office.papers.scans import file_scans
from office.seals.actions import seal_everything
from office.verification import verify
from risks.models.assessment import Assessment
from tests import make
from tests.papers import annex_long_list
from tests.test_controls import drop_triggers
from tests.trustbox import build
from trustbox.journal.models.appeals import Appeal


@pytest.fixture
def office(body, clerk, head):
    """A body with a published order in force and its scan, an agreed sheet and three appeals, all sealed."""
    order = make.order(body)
    OrderPoint.objects.create(organisation=body, order=order, number=9, text="Аткаруу жүктөлсүн")
    annex_long_list(order)
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    order.move("register", by=clerk, number="14-Б", date=timezone.localdate())
    publish_annex(order.annexes.get(), by=clerk)
    file_scans(order, [("buyruk.pdf", f"%PDF-1.7 scan {uuid4()}".encode())], by=clerk, unread=True)
    make.agreed_sheet(make.risk(body))
    for _time in range(3):
        build.appeal(body, by=clerk)
    seal_everything()
    assert list(verify()) == []
    drop_triggers()
    return order


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def row_of(model, **fields):
    return model.unscoped.filter(**fields).order_by("-pk").first()


def last_appeal():
    return Appeal.unscoped.order_by("place").last()


def change_appeal(column, value):
    """A tampering with a column of the last entry of the journal."""

    def change(order):
        row = last_appeal()
        sql(f"UPDATE trustbox_appeal SET {column} = %s WHERE id = %s", value, row.pk)
        return {("trustbox_appeal", f"№ {row.number}", column)}

    return change


def cut_off_the_last_appeal(order):
    row = last_appeal()
    sql("DELETE FROM trustbox_appealevent WHERE appeal_id = %s", row.pk)
    sql("DELETE FROM trustbox_appeal WHERE id = %s", row.pk)
    return {("trustbox_book", f"№ {row.number}", "length")}


def change_a_byte_of_a_filed_file(order):
    row = row_of(StoredFile, pk=order.scan_id)
    default_storage.delete(row.path)
    with default_storage.open(row.path, "wb") as file:
        file.write(b"%PDF-1.7 scam")
    return {("office_storedfile", str(row.pk), "sha256")}


def change_the_bytes_of_a_paper(order):
    row = row_of(Paper, order=order, annex=None)
    sql("UPDATE office_paper SET pdf = %s WHERE id = %s", b"%PDF-1.7 forged", row.pk)
    return {("office_paper", str(row.pk), "pdf")}


def exchange_a_paper_with_its_digest(order):
    row, forged = row_of(Paper, order=order, annex=None), b"%PDF-1.7 forged"
    digest = sha256(forged).hexdigest()
    sql("UPDATE office_paper SET pdf = %s, sha256 = %s WHERE id = %s", forged, digest, row.pk)
    return {("office_paper", str(row.pk), "sha256")}


def delete_a_paper(order):
    row = row_of(Paper, order=order, annex=None)
    sql("DELETE FROM office_paper WHERE id = %s", row.pk)
    return {("office_paper", str(row.pk), "id")}


def delete_rows_of_the_audit(order):
    found = list(Change.objects.filter(table_name="office_order").values_list("pk", flat=True)[:5])
    for pk in found:
        sql("DELETE FROM office_change WHERE id = %s", pk)
    return {("office_change", str(pk), "id") for pk in found}


def renumber_the_order(order):
    sql("UPDATE office_order SET number = '15-Б' WHERE id = %s", order.pk)
    return {("office_order", str(order.pk), "number")}


def cancel_the_order(order):
    sql("UPDATE office_order SET state = 'cancelled' WHERE id = %s", order.pk)
    return {("office_order", str(order.pk), "state")}


def rewrite_a_point(order):
    row = row_of(OrderPoint, order=order)
    sql("UPDATE office_orderpoint SET text = 'Башка' WHERE id = %s", row.pk)
    return {("office_orderpoint", str(row.pk), "text")}


def swap_the_token_of_an_annex(order):
    row = row_of(Annex, order=order)
    sql("UPDATE office_annex SET token = %s WHERE id = %s", "0" * 32, row.pk)
    return {("office_annex", str(row.pk), "token")}


def delete_a_publication(order):
    row = row_of(Publication)
    sql("DELETE FROM office_publication WHERE id = %s", row.pk)
    return {("office_publication", str(row.pk), "id")}


def change_an_agreed_score(order):
    row = row_of(Assessment, state="agreed")
    sql("UPDATE risks_assessment SET likelihood = 1 WHERE id = %s", row.pk)
    return {("risks_assessment", str(row.pk), "likelihood")}


# What was seen by the code of 05e504b, and what passed as «Everything is as it was stored».
SEEN_THEN = {
    "summary of an appeal": change_appeal("summary", "Башка"),
    "text of an appeal": change_appeal("text", "Башка"),
    "last appeal cut off": cut_off_the_last_appeal,
    "byte of a filed file": change_a_byte_of_a_filed_file,
    "bytes of a frozen paper": change_the_bytes_of_a_paper,
}
UNSEEN_THEN = {
    "rows of the audit deleted": delete_rows_of_the_audit,
    "number of a registered order": renumber_the_order,
    "text of a point of a signed order": rewrite_a_point,
    "frozen paper with its digest": exchange_a_paper_with_its_digest,
    "frozen paper deleted": delete_a_paper,
    "publication deleted": delete_a_publication,
    "score of an agreed sheet": change_an_agreed_score,
    "order set to cancelled": cancel_the_order,
    "token of an annex swapped": swap_the_token_of_an_annex,
}
KINDS = SEEN_THEN | UNSEEN_THEN


def test_there_are_fourteen_kinds():
    assert (len(SEEN_THEN), len(UNSEEN_THEN)) == (5, 9)


@pytest.mark.parametrize("kind", KINDS)
def test_tampering_is_named_with_table_body_row_and_column(kind, office, capsys):
    with transaction.atomic():
        expected = KINDS[kind](office)
        found = list(verify())
        transaction.set_rollback(True)
    assert expected <= {(fault.table, fault.number, fault.column) for fault in found}
    tables = {table for table, _number, _column in expected}
    assert {fault.body for fault in found if fault.table in tables} == {office.organisation.code}


def test_the_command_ends_with_1_and_a_line_that_names_it(office, capsys):
    renumber_the_order(office)
    with pytest.raises(CommandError):
        call_command("verify")
    line = f"office_order · {office.organisation.code} · official · {office.pk} · number: "
    assert line in capsys.readouterr().out


def test_control_an_untouched_install_has_no_fault(office):
    assert list(verify()) == []
