"""Settings, read once from the environment (names OBSERVE_*); refuses to start half-configured outside development."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from secrets import token_hex

MODES = ("production", "development", "demo", "test")
ROOT = Path(__file__).resolve().parent
# 256 bits, as 64 hexadecimal digits or any string at least as long: shorter secrets can be guessed off line.
SHORTEST_SECRET = 32


class UnusableSettings(Exception):
    """A setting is missing or wrong; the text names it and says what to set."""


@dataclass(frozen=True)
class Settings:
    """All that differs between two homes of the same release. Docs: ``docs/operations.md``."""

    mode: str = "development"
    """production, development, demo (the cast as buttons, invented people only) or test."""
    secret_key: str = field(default="", repr=False)
    """Signs cookies and form tokens."""
    witness_key: str = field(default="", repr=False)
    """Signs what tablets keep as proof of the server's history; must survive a restored database."""
    seal_keys_path: str = ""
    """Folder of the private keys that open what shared tablets seal; to be backed up apart from the database."""
    database_url: str = ""
    """SQLAlchemy URL, sqlite:///... or postgresql+psycopg://..."""
    instance_path: str = ""
    """Folder for the SQLite file, the demo's roster and the keys of development."""
    base_url: str = "http://localhost:8000"
    """How people reach it, without a slash at the end: links in mails start with it."""
    smtp_host: str = ""
    """Empty: nothing is mailed, and the badge alone tells."""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_starttls: bool = False
    mail_from: str = "observe@localhost"
    proxies: int = 0
    """How many proxies in front add to X-Forwarded-*: the address of who asks is read from what they say."""
    workers: int = 2
    """Processes of ``observe serve``."""
    backup_path: str = ""
    """Folder of the backups and of the ledger of erasures; best on another disk than the database."""
    backup_is_apart: bool = False
    """That folder is on another disk than the database, or copied to one, though it does not look so."""
    backup_nightly: bool = True
    """Whether ``observe serve`` makes a backup every night."""

    @property
    def is_open_to_the_cast(self) -> bool:
        return self.mode == "demo"

    @property
    def has_secure_cookies(self) -> bool:
        return self.base_url.startswith("https://")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read OBSERVE_<NAME> for each field; raises UnusableSettings naming the variable."""
        given = {f.name: _read(f.type, f"OBSERVE_{f.name.upper()}", environ) for f in fields(cls)}
        return cls(**{name: value for name, value in given.items() if value is not None}).completed()

    def completed(self) -> "Settings":
        """The same with the defaults that depend on the mode; secrets are never invented in production."""
        if self.mode not in MODES:
            raise UnusableSettings(f"OBSERVE_MODE is {self.mode!r}; use one of {', '.join(MODES)}.")
        instance = Path(self.instance_path or ROOT.parent / "instance").resolve()
        made = {
            "instance_path": str(instance),
            "database_url": self.database_url or f"sqlite:///{instance / 'observe.sqlite'}",
            "secret_key": self.secret_key or self._development_key(instance, "secret"),
            "backup_path": str(Path(self.backup_path or instance / "backups").resolve()),
            "witness_key": self.witness_key or self._development_key(instance, "witness"),
            "seal_keys_path": str(Path(self.seal_keys_path or instance / "seal_keys").resolve()),
        }
        self._check(made)
        return Settings(**{f.name: made.get(f.name, getattr(self, f.name)) for f in fields(self)})

    def _development_key(self, instance: Path, name: str) -> str:
        """A random key kept beside the development database, so that a restart signs nobody out."""
        if self.mode == "production":
            raise UnusableSettings(f"OBSERVE_{name.upper()}_KEY is not set: make one with `openssl rand -hex 32`.")
        path = instance / f"{name}.key"
        if not path.exists():
            instance.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(token_hex(32))
        return path.read_text()

    def _check(self, made: Mapping[str, str]) -> None:
        for name in ("secret_key", "witness_key"):
            if len(made[name]) < SHORTEST_SECRET:
                raise UnusableSettings(f"OBSERVE_{name.upper()} is shorter than {SHORTEST_SECRET} characters.")
        if self.mode == "production" and not self.base_url.startswith("https://"):
            raise UnusableSettings(
                "OBSERVE_BASE_URL must start with https:// in production: tablets refuse to work offline without it."
            )


def _read(kind: object, variable: str, environ: Mapping[str, str]) -> object:
    text = environ.get(variable)
    if text is None:
        return None
    if kind is bool:
        if text.lower() not in ("0", "1", "true", "false", ""):
            raise UnusableSettings(f"{variable} is {text!r}; use 1 or 0.")
        return text.lower() in ("1", "true")
    if kind is int:
        if not text.isdecimal():
            raise UnusableSettings(f"{variable} is {text!r}; use a whole number.")
        return int(text)
    return text
