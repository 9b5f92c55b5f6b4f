#!/bin/sh
# A detached .p7s made without the option «binary» signs other bytes than those of the file.
#
# One would guess that a detached signature in DER over a PDF or a text signs the file as it is: no mail is meant, so
# the messageDigest inside equals the SHA-256 of the file. Both cryptography's PKCS7SignatureBuilder and `openssl cms
# -sign` take the bytes for the text of a letter unless told `PKCS7Options.Binary` or `-binary`, and digest them with
# each lone LF made CR LF. Whether that shows depends on the file: no line end, or CR LF only, and all agree. `openssl
# cms -verify` must be told the same as the signer: a good signature fails under the wrong word, and cryptography's
# signature over bytes with a lone LF and a zero byte, as in any PDF or .docx, fails under both.
#
# Versions: cryptography 50.0.2, OpenSSL 3.0.19; the digest read by asn1crypto 1.5.1.
#
# It matters because the office must check .p7s that came with a letter, and a register keeps the SHA-256 of the file
# beside it. A verifier that compares the digest itself (pyHanko, the tools of signing centres) calls such signature
# broken although nobody touched the file; one test with a one-line text never shows it.
. "$(dirname "$0")/lib/start"
need openssl "openssl"
packages cryptography==50.0.2 asn1crypto==1.5.1
openssl version
python - <<'PY'
import hashlib
import pathlib
import subprocess

import signer
from asn1crypto import cms
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7
from seen import finish, seen

FILES = {
    "one line": "Буйрук".encode(),
    "CR LF": "Буйрук\r\nбир\r\n".encode(),
    "LF": "Буйрук\nбир\n".encode(),
    "every byte": bytes(range(256)),
}


def digests_the_file(der, data):
    attributes = cms.ContentInfo.load(der)["content"]["signer_infos"][0]["signed_attrs"]
    digest = next(a["values"][0].native for a in attributes if a["type"].native == "message_digest")
    return digest == hashlib.sha256(data).digest()


def verifies(der, *options):
    pathlib.Path("s.p7s").write_bytes(der)
    command = ["openssl", "cms", "-verify", "-inform", "DER", "-in", "s.p7s", "-content", "file"]
    return subprocess.run([*command, "-noverify", "-out", "out", *options], capture_output=True).returncode == 0


def by_cryptography(data, *options):
    builder = pkcs7.PKCS7SignatureBuilder().set_data(data)
    builder = builder.add_signer(signer.certificate, signer.key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, *options])


def by_openssl(*options):
    command = ["openssl", "cms", "-sign", "-in", "file", "-signer", "c.pem", "-inkey", "k.pem"]
    subprocess.run([*command, "-outform", "DER", "-out", "o.p7s", *options], check=True, capture_output=True)
    return pathlib.Path("o.p7s").read_bytes()


def row(der, data):
    """The digest is of the file; verified as text; verified with -binary."""
    return digests_the_file(der, data), verifies(der), verifies(der, "-binary")


print("three answers: the digest is the file's, openssl verifies, openssl -binary verifies")
PLAIN = {
    "one line": (True, True, True),
    "CR LF": (True, True, True),
    "LF": (False, True, False),
    "every byte": (False, False, False),
}
for kind, data in FILES.items():
    pathlib.Path("file").write_bytes(data)
    seen(f"{kind}: cryptography", row(by_cryptography(data), data), guess=(True,) * 3, recorded=PLAIN[kind])
    digest = digests_the_file(by_openssl(), data)
    seen(f"{kind}: openssl, the digest", digest, guess=True, recorded=PLAIN[kind][0])
    binary = row(by_cryptography(data, pkcs7.PKCS7Options.Binary), data)
    right = (True, PLAIN[kind][0], True)
    seen(f"{kind}: cryptography with Binary", binary, guess=(True,) * 3, recorded=right)
    digest = digests_the_file(by_openssl("-binary"), data)
    seen(f"{kind}: openssl -binary, the digest", digest, guess=True, recorded=True)
finish()
PY
