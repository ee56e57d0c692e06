"""Two observers of one lesson: the page on which they compare, and how far the school's observers agree."""

from observe.web.pairs import agreement, comparison
from observe.web.pairs.room import blueprint

__all__ = ["agreement", "blueprint", "comparison"]
