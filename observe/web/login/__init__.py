"""The door of the house: signing in and out, invitations, and a form that outlives its login. Knows no other room."""

from observe.web.login import invitation, views
from observe.web.login.cookie import init_app
from observe.web.login.room import blueprint
from observe.web.login.views import come_back

__all__ = ["blueprint", "come_back", "init_app", "invitation", "views"]
