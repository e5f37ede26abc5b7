"""Read the PORTAL_… environment into typed values; a wrong value stops the start and says what is expected."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from urllib.parse import unquote, urlsplit

Network = IPv4Network | IPv6Network
ENCRYPTION = ("sslmode", "sslrootcert")
HIGHEST_PORT = 65535
MAIL_PORTS = {"smtp": 587, "smtps": 465}


class Mode(StrEnum):
    """Name the ways the portal can run."""

    DEMO = "demo"
    TEST = "test"
    PRODUCTION = "production"


class WrongSetting(Exception):  # noqa: N818 - named as the command line prints it
    """Name the variable, what it must hold and an example; carries no value, for values may be secret."""

    def __init__(self, name: str, expected: str, example: str) -> None:
        super().__init__(f"{name}: expected {expected}, for example {name}={example}")


@dataclass(frozen=True, slots=True, repr=False)
class MailServer:
    """Say where mail goes out; always over TLS, from the first byte or after STARTTLS."""

    host: str
    port: int
    user: str
    password: str
    is_tls_from_start: bool


@dataclass(frozen=True, slots=True)
class Listen:
    """Say where the portal listens: an address and a port, or a socket in the file system."""

    address: str
    port: int
    socket: Path | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Environment:
    """Hold the whole environment of a process, checked."""

    mode: Mode
    data_dir: Path
    database: dict[str, str] | None
    database_role: str
    controller_file: Path | None
    secret_key_file: Path
    key_file: Path
    journal_heads: Path
    hosts: tuple[str, ...]
    trusted_proxies: tuple[Network, ...]
    mail_server: MailServer | None
    origin: str
    tls_cert: Path | None
    tls_key: Path | None
    listen: Listen | None
    http_port: int | None
    metrics_token: str
    import_folder: Path | None


def read_environment() -> Environment:
    """Read and check all variables. Raises: WrongSetting."""
    mode = _mode()
    data_dir = _data_dir(mode)
    hosts = _hosts(mode)
    return Environment(
        mode=mode,
        data_dir=data_dir,
        database=_database(),
        database_role=os.environ.get("PORTAL_DATABASE_ROLE", "portal_web"),
        controller_file=_optional_path("PORTAL_CONTROLLER"),
        secret_key_file=_optional_path("PORTAL_SECRET_KEY_FILE") or data_dir / "secret_key",
        key_file=_optional_path("PORTAL_KEY_FILE") or data_dir / "keys",
        journal_heads=_optional_path("PORTAL_JOURNAL_HEADS") or data_dir / "journal_heads.jsonl",
        hosts=hosts,
        trusted_proxies=_networks("PORTAL_TRUSTED_PROXIES"),
        mail_server=_mail_server(),
        origin=_origin(mode, hosts),
        tls_cert=_optional_path("PORTAL_TLS_CERT"),
        tls_key=_optional_path("PORTAL_TLS_KEY"),
        listen=_listen(),
        http_port=_http_port(),
        metrics_token=os.environ.get("PORTAL_METRICS_TOKEN", ""),
        import_folder=_import_folder(),
    )


def _mode() -> Mode:
    try:
        return Mode(os.environ.get("PORTAL_MODE", "production"))
    except ValueError:
        raise WrongSetting("PORTAL_MODE", "demo, test or production", "production") from None


def _data_dir(mode: Mode) -> Path:
    text = os.environ.get("PORTAL_DATA_DIR")
    if text:
        return Path(text)
    if mode is Mode.PRODUCTION:
        raise WrongSetting("PORTAL_DATA_DIR", "a folder for keys, files and logs", "/var/lib/partnerportal")
    return Path(__file__).resolve().parents[2] / "var" / mode.value


def _database() -> dict[str, str] | None:
    text = os.environ.get("PORTAL_DATABASE_URL")
    if not text:
        return None
    url = urlsplit(text)
    if url.scheme not in {"postgresql", "postgres"} or not url.path.strip("/"):
        raise WrongSetting(
            "PORTAL_DATABASE_URL",
            "a PostgreSQL address with a database",
            "postgresql://portal_web@db.internal/portal",
        )
    query = dict(pair.split("=", 1) for pair in url.query.split("&") if "=" in pair)
    host = unquote(url.hostname or "") or unquote(query.get("host", ""))
    return {
        "host": host,
        "port": str(url.port or query.get("port", "")),
        "dbname": unquote(url.path.strip("/")),
        "user": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        **_encryption(host, query),
    }


def _encryption(host: str, query: dict[str, str]) -> dict[str, str]:
    """Return libpq's settings: a connection that leaves the machine is encrypted whether asked or not (clause C39)."""
    is_local = not host or host.startswith("/") or host in {"localhost", "127.0.0.1", "::1"}
    named = {name: unquote(query[name]) for name in ENCRYPTION if name in query}
    return named if is_local else {"sslmode": "require", **named}


def _mail_server() -> MailServer | None:
    text = os.environ.get("PORTAL_SMTP_URL")
    if not text:
        return None
    url = urlsplit(text)
    if url.scheme not in MAIL_PORTS or not url.hostname:
        raise WrongSetting(
            "PORTAL_SMTP_URL",
            "a mail server, smtp:// with STARTTLS or smtps:// with TLS",
            "smtps://portal:secret@mail.internal",
        )
    return MailServer(
        host=url.hostname,
        port=url.port or MAIL_PORTS[url.scheme],
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        is_tls_from_start=url.scheme == "smtps",
    )


def _optional_path(name: str) -> Path | None:
    text = os.environ.get(name)
    return Path(text) if text else None


def _import_folder() -> Path | None:
    """Return the folder the worker watches for deliveries; none is watched without it."""
    folder = _optional_path("PORTAL_IMPORT_FOLDER")
    if folder is not None and not (folder.is_absolute() and folder.is_dir()):
        raise WrongSetting(
            "PORTAL_IMPORT_FOLDER", "an existing folder, by its full path", "/var/lib/partnerportal/inbox"
        )
    return folder


def _hosts(mode: Mode) -> tuple[str, ...]:
    text = os.environ.get("PORTAL_HOSTS", "")
    hosts = tuple(host.strip() for host in text.split(",") if host.strip())
    # A pattern would let a stranger's host name into links of mails and redirects.
    is_pattern = any("*" in host or host.startswith(".") for host in hosts)
    if mode is Mode.PRODUCTION and (not hosts or is_pattern):
        raise WrongSetting(
            "PORTAL_HOSTS", "the full host names of the portal, separated by commas", "portal.example"
        )
    if hosts:
        return hosts
    return ("localhost", "127.0.0.1", "testserver")


def _origin(mode: Mode, hosts: tuple[str, ...]) -> str:
    """Return the address that stands in mails: the demo knows its port, production is its first host over TLS."""
    if mode is Mode.PRODUCTION:
        return f"https://{hosts[0]}"
    return os.environ.get("PORTAL_ORIGIN", "http://localhost:8000")


def _networks(name: str) -> tuple[Network, ...]:
    parts = [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]
    try:
        return tuple(ip_network(part) for part in parts)
    except ValueError:
        raise WrongSetting(
            name, "addresses or networks of proxies, separated by commas", "10.0.0.5,fd00::/64"
        ) from None


def _listen() -> Listen | None:
    text = os.environ.get("PORTAL_LISTEN")
    if not text:
        return None
    if text.startswith("unix:/"):
        return Listen("", 0, Path(text.removeprefix("unix:")))
    address, _, port = text.rpartition(":")
    try:
        return Listen(str(ip_address(address.strip("[]"))), _port(port))
    except ValueError:
        raise WrongSetting(
            "PORTAL_LISTEN", "an address with a port, or unix: with a path", "[::]:443"
        ) from None


def _http_port() -> int | None:
    text = os.environ.get("PORTAL_HTTP_PORT")
    try:
        return _port(text) if text else None
    except ValueError:
        raise WrongSetting("PORTAL_HTTP_PORT", "the port of unencrypted requests", "80") from None


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= HIGHEST_PORT:
        raise ValueError
    return port
