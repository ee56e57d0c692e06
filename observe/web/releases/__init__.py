"""Releases, read by whoever they are opened to, and made and opened by principals. Nothing live is shown here."""

from observe.web.releases import acts, downloads, views  # noqa: F401 (opens their addresses)
from observe.web.releases.room import blueprint

__all__ = ["blueprint"]
