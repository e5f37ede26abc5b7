"""Look at the certificate before the server takes it: readable, matching its key, in time, in the right form."""

from __future__ import annotations

import ssl
from datetime import datetime
from pathlib import Path

from cryptography import x509

from partnerportal.config.serving.listening import Certificate
from partnerportal.config.serving.refusals import unusable_certificate

PKCS8 = "-----BEGIN PRIVATE KEY-----"


def check_certificate(certificate: Certificate, now: datetime) -> None:
    """Return when the server can use both files. Raises: Lacking with the file and the next step."""
    for path in (certificate.chain, certificate.key):
        _read(path)
    if PKCS8 not in _read(certificate.key):
        raise unusable_certificate(
            certificate.key,
            "Der Schlüssel muss unverschlüsselt im Format PKCS#8 vorliegen: openssl pkcs8 -topk8 -nocrypt",
            "the key must be unencrypted PKCS#8: openssl pkcs8 -topk8 -nocrypt",
        )
    _check_match(certificate)
    if valid_until(certificate.chain) <= now:
        raise unusable_certificate(
            certificate.chain,
            "Das Zertifikat ist abgelaufen. Bitte erneuern Sie es.",
            "the certificate has expired; please renew it.",
        )


def valid_until(chain: Path) -> datetime:
    """Return the end (UTC) of the first certificate in the file. Raises: OSError, ValueError."""
    return x509.load_pem_x509_certificates(chain.read_bytes())[0].not_valid_after_utc


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise unusable_certificate(
            path,
            "Die Datei lässt sich nicht lesen. Bitte prüfen Sie Ort, Rechte und Format (PEM).",
            "the file cannot be read; please check its place, permissions and format (PEM).",
        ) from error


def _check_match(certificate: Certificate) -> None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate.chain, certificate.key)
    except ssl.SSLError as error:
        raise unusable_certificate(
            certificate.chain,
            "Zertifikat und Schlüssel passen nicht zusammen. Bitte nennen Sie das richtige Paar.",
            "certificate and key do not belong together; please name the right pair.",
        ) from error
