"""Electronic signatures of the papers of an order: kept byte for byte, checked, made with a key used once."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from django.core.files.uploadedfile import SimpleUploadedFile

from office.files.electronic_signatures import REASONS, read_signatures, sign_pdf
from office.files.models import StoredFile, WrongFile
from office.files.signature_worker import name_words
from office.papers.signatures import SignatureFile, file_signature, sign_paper
from office.registers.workflow import Refused
from tests import make
from tests.page import Visitor
from tests.papers import annex_long_list

PASSWORD = "Купуя сөз"
HEAD, SECRETARY = "Токтогулов Бакыт", "Сыдыкова Айнура"
DETACHED = b"0\x82\x01\x00 CMS"
NOW = datetime.now(UTC)


def name_of(person):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, person)])


def key_usage(*, root):
    never = "key_encipherment data_encipherment key_agreement encipher_only decipher_only".split()
    uses = dict.fromkeys(never, False)
    return x509.KeyUsage(
        digital_signature=not root, content_commitment=not root, key_cert_sign=root, crl_sign=root, **uses
    )


def certificate(person, public_key, issuer, issuer_key, *, root):
    builder = x509.CertificateBuilder(
        issuer_name=name_of(issuer),
        subject_name=name_of(person),
        public_key=public_key,
        serial_number=x509.random_serial_number(),
        not_valid_before=NOW - timedelta(days=1),
        not_valid_after=NOW + timedelta(days=30),
    )
    builder = builder.add_extension(x509.BasicConstraints(ca=root, path_length=None), critical=True)
    return builder.add_extension(key_usage(root=root), critical=True).sign(issuer_key, hashes.SHA256())


@pytest.fixture(scope="module")
def authority():
    """A root and its key."""
    key = rsa.generate_private_key(65537, 2048)
    return certificate("Тамыр", key.public_key(), "Тамыр", key, root=True), key


@pytest.fixture(scope="module")
def keys(authority):
    """{person: a PKCS#12 file}"""
    root, root_key = authority
    files = {}
    for person in (HEAD, SECRETARY):
        key = rsa.generate_private_key(65537, 2048)
        own = certificate(person, key.public_key(), "Тамыр", root_key, root=False)
        locked = BestAvailableEncryption(PASSWORD.encode())
        files[person] = pkcs12.serialize_key_and_certificates(b"key", key, own, [root], locked)
    return files


@pytest.fixture
def roots(authority, tmp_path, settings):
    """The root installed by the administrator."""
    (tmp_path / "root.pem").write_bytes(authority[0].public_bytes(Encoding.PEM))
    settings.SIGNATURE_ROOTS = str(tmp_path)


@pytest.fixture
def order(body, clerk, head):
    row = make.order(body)
    annex_long_list(row)
    row.move("submit", by=clerk)
    row.move("sign", by=head)
    return row


def sign(order, keys, by, person=HEAD):
    return sign_paper(order, None, key=keys[person], password=PASSWORD, by=by)


def test_signature_is_written_after_the_paper_and_verified(order, keys, roots, head):
    row = sign(order, keys, head)
    paper = bytes(order.papers.get(annex=None).pdf)
    assert row.file.read().startswith(paper) and row.begins_as(order.papers.get(annex=None))
    (found,) = row.signatures()
    assert (found.signer, found.whole, found.trusted) == (HEAD, True, True)
    assert row.signer == HEAD


def test_signer_is_named_by_words_of_the_certificate_alone():
    subject = {
        "country_name": "KG",
        "organization_name": "Чынар айыл өкмөтү",
        "title": "Башчы",
        "common_name": "Асанов Бакыт",
    }
    assert name_words(subject) == "Асанов Бакыт, Башчы, Чынар айыл өкмөтү"
    assert name_words({"common_name": "Асанов", "organization_name": ["Асанов"]}) == "Асанов"


def test_second_signature_keeps_the_first(order, keys, roots, head):
    first, second = sign(order, keys, head), sign(order, keys, head, SECRETARY)
    assert second.file.read().startswith(first.file.read())
    one, other = second.signatures()
    assert HEAD in one.signer and SECRETARY in other.signer
    assert (one.whole, one.trusted, other.whole, other.trusted) == (True, True, True, True)


def test_flipped_byte_is_seen(order, keys, roots, head):
    signed = bytearray(sign(order, keys, head).file.read())
    signed[len(bytes(order.papers.get(annex=None).pdf)) // 2] ^= 1
    assert [(one.whole, one.trusted) for one in read_signatures(bytes(signed))] == [(False, False)]


def test_without_a_root_nothing_is_verified(order, keys, head):
    assert [(one.whole, one.trusted) for one in sign(order, keys, head).signatures()] == [(True, False)]


@pytest.mark.parametrize(("key", "password"), [(None, "башка"), (b"no key", PASSWORD)])
def test_wrong_key_or_password_is_refused_and_leaves_nothing(key, password, order, keys, head):
    with pytest.raises(WrongFile, match=str(REASONS["key"])):
        sign_paper(order, None, key=key or keys[HEAD], password=password, by=head)
    assert not StoredFile.unscoped.exists() and not SignatureFile.unscoped.exists()


def test_key_is_stored_nowhere(order, keys, head):
    sign(order, keys, head)
    assert keys[HEAD] not in [file.read() for file in StoredFile.unscoped.all()]
    assert StoredFile.unscoped.count() == 1


def test_draft_is_not_signed_electronically(body, keys, head):
    with pytest.raises(Refused):
        sign(make.order(body), keys, head)


@pytest.mark.parametrize("name", ["буйрук.p7s", "буйрук.CMS", "буйрук.sig"])
def test_signature_that_stands_apart_is_kept_byte_for_byte(name, order, clerk):
    row = file_signature(order, None, signer=HEAD, name=name, content=DETACHED, by=clerk)
    assert (row.file.read(), row.file.name, row.signatures()) == (DETACHED, name, [])


def test_other_file_is_no_signature(order, clerk):
    with pytest.raises(WrongFile):
        file_signature(order, None, signer=HEAD, name="буйрук.exe", content=b"MZ", by=clerk)


def test_damaged_pdf_is_not_signed():
    with pytest.raises(WrongFile):
        sign_pdf(b"%PDF-1.7 nothing", b"", "")


# --- The screen --------------------------------------------------------------------------------------------


def test_head_signs_with_a_key_and_sees_it_verified(order, keys, roots, head):
    visitor = Visitor(head, language="ru")
    assert f"/orders/{order.pk}/key/" in visitor.get(order.get_absolute_url()).links
    upload = SimpleUploadedFile("key.p12", keys[HEAD])
    typed = {"paper": "0", "key": upload, "password": PASSWORD}
    assert visitor.post(f"/orders/{order.pk}/key/", typed).status_code == 302
    page = visitor.get(f"/orders/{order.pk}/signatures/{order.signature_files.get().pk}/")
    assert "проверена" in page.text and "байт в байт" in page.text


def test_clerk_files_a_signature_that_stands_as_not_verified(order, clerk):
    visitor = Visitor(clerk, language="ru")
    upload = SimpleUploadedFile("буйрук.p7s", DETACHED)
    typed = {"paper": "1", "signature": upload, "signer": HEAD}
    assert visitor.post(f"/orders/{order.pk}/signature/", typed).status_code == 302
    row = order.signature_files.get()
    assert row.annex == order.annexes.get()
    page = visitor.get(f"/orders/{order.pk}/signatures/{row.pk}/")
    assert "Не проверена" in page.text and HEAD in page.text
    assert f"/orders/{order.pk}/key/" not in visitor.get(order.get_absolute_url()).links


def test_signed_pdf_of_another_paper_says_so(order, keys, roots, head, clerk):
    signed = sign_pdf(bytes(order.annexes.get().paper.pdf), keys[HEAD], PASSWORD)
    row = file_signature(order, None, signer=HEAD, name="башка.pdf", content=signed, by=clerk)
    page = Visitor(clerk, language="ru").get(f"/orders/{order.pk}/signatures/{row.pk}/")
    assert "не является документом приказа" in page.text
