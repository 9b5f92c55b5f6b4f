"""Rows under the guards of printed papers and what comes back of them: for `test_guards.py`."""

from office.papers.print_marks import PrintMark
from office.papers.scans import ScannedPage
from office.papers.signatures import SignatureFile
from tests import make

CASES = {
    (PrintMark, "UPDATE", "a_mark_of_a_print_is_never_changed"): lambda body: (
        make.row(PrintMark, body),
        {"token": "0" * 32},
    ),
    (PrintMark, "DELETE", "a_mark_of_a_print_is_never_deleted"): lambda body: (make.row(PrintMark, body), {}),
    (ScannedPage, "UPDATE", "a_scanned_page_is_never_changed"): lambda body: (
        make.row(ScannedPage, body),
        {"file_page": 9},
    ),
    (ScannedPage, "DELETE", "a_scanned_page_is_never_deleted"): lambda body: (
        make.row(ScannedPage, body),
        {},
    ),
    (SignatureFile, "UPDATE", "a_filed_signature_is_never_changed"): lambda body: (
        make.row(SignatureFile, body),
        {"signer": "Башка"},
    ),
    (SignatureFile, "DELETE", "a_filed_signature_is_never_deleted"): lambda body: (
        make.row(SignatureFile, body),
        {},
    ),
}
