"""The private keys of this server, for the door through which sealed versions come."""

from pathlib import Path

from flask import current_app

from observe.exchange.seal_keys import keyring_in
from observe.models.versions.sealing import Keyring


def keyring() -> Keyring:
    """Every key that is here; what no key opens goes to quarantine and is kept."""
    return keyring_in(Path(current_app.extensions["observe_settings"].seal_keys_path))
