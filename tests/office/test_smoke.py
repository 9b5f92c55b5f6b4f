import pytest
from django.db import IntegrityError, connection, transaction
from office.acting import acting
from office.models import Change, Order, Unscoped
from risks.models import Risk
from tests import make


def test_audit(clerk, body):
    with acting(clerk):
        risk = make.risk(body)
        risk.note = "жаңы"
        risk.save()
    changes = list(Change.objects.of_record(risk))
    assert [c.event for c in changes] == ["UPDATE", "INSERT"]
    assert changes[0].new == {"note": "жаңы"}
    assert changes[0].old == {"note": ""}
    assert changes[0].person_id == clerk.pk and changes[0].organisation_id == body.pk


def test_unscoped(body):
    with pytest.raises(Unscoped):
        list(Risk.objects.all())
    with pytest.raises(Unscoped):
        Risk.objects.count()


def test_band(body):
    risk = make.risk(body)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.sheet(risk, 3, 3, level="low")
    make.sheet(risk, 3, 3)


def test_order(body, cast, clerk, head):
    order = make.order(body)
    order.move("submit", by=clerk)
    order.move("return", by=head)
