"""Electronic signatures of the papers of a signed order: files kept byte for byte beside the scans.

The signer is as declared; whether a signature holds is asked each time anew (`electronic_signatures`), and
where it cannot be asked the file stays «not verified».
"""

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.database.owned import Owned
from office.database.triggers import Guard
from office.files.electronic_signatures import read_signatures, sign_pdf
from office.files.models import StoredFile, WrongFile
from office.papers.models import Annex, Order
from office.registers.workflow import Refused

PDF = "application/pdf"
# What stands apart from the paper it signs, by the end of its name: its bytes have no mark of their own.
DETACHED = {
    ".p7s": "application/pkcs7-signature",
    ".cms": "application/cms",
    ".sig": "application/octet-stream",
}


class SignatureFile(Owned):
    """A signed PDF or a detached signature of the text (`annex` empty) or of an annex of an order."""

    GUARDS = (
        Guard("a_filed_signature_is_never_changed", "UPDATE"),
        Guard("a_filed_signature_is_never_deleted", "DELETE"),
    )

    order = models.ForeignKey(Order, models.PROTECT, related_name="signature_files")
    annex = models.ForeignKey(Annex, models.PROTECT, null=True, blank=True, related_name="+")
    file = models.OneToOneField(
        StoredFile, models.PROTECT, related_name="+", verbose_name=gettext_lazy("file")
    )
    signer = models.CharField(gettext_lazy("signer, as declared"), max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(signer=""), name="a_filed_signature_has_its_signer")
        ]

    def __str__(self):
        return f"{self.signer}: {self.annex or self.order}"

    @property
    def is_pdf(self):
        return self.file.kind == PDF

    def begins_as(self, paper) -> bool:
        """Whether the file begins with the bytes of a frozen paper: signatures are written after them."""
        return self.file.read().startswith(bytes(paper.pdf))

    def signatures(self):
        """The signatures of a signed PDF, checked now; [] for a detached one. WrongFile, FileNotFoundError,
        ValueError when the store holds other bytes.
        """
        return read_signatures(self.file.read()) if self.is_pdf else []


def signature_kind(name: str, content: bytes) -> str:
    """The media type of a signature. WrongFile for what is none."""
    if content.startswith(b"%PDF-"):
        return PDF
    kind = next((kind for end, kind in DETACHED.items() if name.lower().endswith(end)), "")
    if not kind:
        raise WrongFile(gettext_lazy("A signature is a signed PDF or a file .p7s, .cms or .sig."))
    return kind


@transaction.atomic
def file_signature(order, annex, *, signer, name, content, by) -> SignatureFile:
    """Keep a signature of a paper that was made elsewhere. Refused before the order is signed; WrongFile."""
    refuse_unsigned(order)
    kind = signature_kind(name, content)
    file = StoredFile.store(order.organisation, name=name, content=content, by=by, kind=kind)
    return SignatureFile.objects.create(
        organisation=order.organisation, order=order, annex=annex, file=file, signer=signer
    )


@transaction.atomic
def sign_paper(order, annex, *, key, password, by) -> SignatureFile:
    """Sign a frozen paper with a key file (PKCS#12) that is used this once and kept nowhere.

    The newest signed file is signed again, so that earlier signatures stay. Refused, WrongFile.
    """
    refuse_unsigned(order)
    earlier = [row for row in order.signature_files.filter(annex=annex).select_related("file") if row.is_pdf]
    paper = order.papers.filter(annex=annex).last()
    pdf = earlier[-1].file.read() if earlier else bytes(paper.pdf)
    signed = sign_pdf(pdf, key, password)
    signer = read_signatures(signed)[-1].signer[:200]
    return file_signature(order, annex, signer=signer, name=f"{paper.sha256[:12]}.pdf", content=signed, by=by)


def refuse_unsigned(order):
    if not order.is_signed:
        raise Refused(_("Only the papers of a signed order are signed electronically."))
