"""The administration's room: what in the municipality needs a hand. No observation's text is read here."""

from observe.web.administration import patterns, views  # noqa: F401 (open its addresses)
from observe.web.administration.room import blueprint

__all__ = ["blueprint"]
