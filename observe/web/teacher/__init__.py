"""The teacher's room: feedback on one's own lessons, read and answered. Shows nobody else's observation to anybody."""

from observe.web.teacher import answers, feedback, patterns, self_ratings
from observe.web.teacher.room import blueprint

__all__ = ["answers", "blueprint", "feedback", "patterns", "self_ratings"]
