"""What was set aside, for its author and for the administration: look, put right, let in, take out as a file.

One room for both, because both have the same thing before them; ``policy.quarantine`` says who sees how much of it.
"""

from observe.web.quarantine import acts, views  # noqa: F401 (each opens its addresses)
from observe.web.quarantine.room import blueprint

__all__ = ["blueprint"]
