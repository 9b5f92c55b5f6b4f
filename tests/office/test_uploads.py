"""A file that is too large is refused by its length before it is read; of what is read no more is kept than
can be filed, in memory alone.
"""

from office.files import uploads
from office.files.models import SCAN_LIMIT


def test_request_that_says_it_is_too_large_is_answered_and_then_read_away(sign_in, clerk, monkeypatch):
    monkeypatch.setattr(uploads, "MOST", 1000)
    answer = sign_in(clerk).post("/orders/new/", {"preamble": "х" * 2000})
    said = b"".join(answer.streaming_content).decode()
    assert (answer.status_code, len(said.encode())) == (413, int(answer["Content-Length"]))
    assert "Файл же форма өтө чоң" in said
    assert answer.wsgi_request.read() == b""


def test_of_a_file_that_is_too_large_little_more_than_the_limit_is_kept():
    handler, piece = uploads.BoundedUploadHandler(), b"x" * 2**20
    handler.new_file("scan", "scan.pdf", "application/pdf", 0)
    for number in range(60):
        handler.receive_data_chunk(piece, number * len(piece))
    kept = handler.file_complete(60 * len(piece))
    assert (kept.size, len(kept.read())) == (60 * len(piece), SCAN_LIMIT + len(piece))
