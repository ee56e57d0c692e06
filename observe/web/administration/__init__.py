"""The administration's room: what in the municipality needs a hand. No observation's text is read here."""

from observe.web.administration import views  # noqa: F401 (opens its addresses)
from observe.web.administration.room import blueprint

__all__ = ["blueprint"]
