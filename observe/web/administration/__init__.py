"""The administration's room: what in the municipality needs a hand. No observation's text is read here."""

from observe.web.administration import downloads, patterns, releases, views  # noqa: F401 (open their addresses)
from observe.web.administration.room import blueprint

__all__ = ["blueprint"]
