"""An internal certificate authority and a server certificate for a name or a private address.

A browser gives a microphone to secure pages only, and no public certificate exists for an office
without Internet (day.md D26). The authority's key never leaves the folder; machines are given its
certificate once (`/ca.crt`)."""

import ipaddress
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CA_CERT: Final = "ca.crt"
CA_KEY: Final = "ca.key"
CERT: Final = "server.crt"
KEY: Final = "server.key"
CA_YEARS: Final = 10
DAYS: Final = 397
"""Chrome takes no longer-lived certificate of a public authority; ours stay within it, too."""


class BadName(ValueError):
    """Neither a host name nor an address."""


def make(folder: Path, names: Sequence[str], office: str = "Cầu Nối", days: int = DAYS) -> Path:
    """A certificate for `names` (host names or IP addresses) in `folder`, for `days`, signed by the
    authority there, which is made if there is none. Returns the certificate's path. Raises
    BadName."""
    alternatives = [_alternative(name) for name in names]
    if not alternatives:
        raise BadName("no name given")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    authority, authority_key = _authority(folder, office)
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])]))
        .issuer_name(authority.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # clients' clocks differ
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_identifies(authority_key), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    _write_key(folder / KEY, key)
    chain = _pem(certificate) + _pem(authority)
    (folder / CERT).write_bytes(chain)
    return folder / CERT


def until(path: Path) -> int:
    """Until when the certificate in `path` (PEM; a chain's first) is valid, in ms since 1970."""
    certificate = x509.load_pem_x509_certificates(path.read_bytes())[0]
    return round(certificate.not_valid_after_utc.timestamp() * 1000)


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        labels = name.split(".")
    if len(name) > 253 or not all(_is_label(label) for label in labels):
        raise BadName(name)
    return x509.DNSName(name)


def _is_label(label: str) -> bool:
    plain = label.isascii() and label.replace("-", "a").isalnum()
    return plain and 0 < len(label) <= 63 and not label.startswith("-") and not label.endswith("-")


def _authority(folder: Path, office: str) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    if (folder / CA_KEY).exists():
        key = serialization.load_pem_private_key((folder / CA_KEY).read_bytes(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return x509.load_pem_x509_certificate((folder / CA_CERT).read_bytes()), key
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{office} - CA nội bộ"[:64])])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * CA_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_signs_only(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write_key(folder / CA_KEY, key)
    (folder / CA_CERT).write_bytes(_pem(certificate))
    return certificate, key


def _signs_only() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=True, crl_sign=True,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _identifies(key: ec.EllipticCurvePrivateKey) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    path.touch(mode=0o600)
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
