"""Two versions of one observation side by side, for its author: choose or join, and save what follows both."""

from observe.web.resolving.views import blueprint

__all__ = ["blueprint"]
