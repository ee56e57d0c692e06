"""The extensions of Flask that the doors share, created unbound; create_app binds them."""

from flask_babel import Babel
from flask_htmx import HTMX
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

db = SQLAlchemy()
migrate = Migrate()
htmx = HTMX()
babel = Babel()
login = LoginManager()
csrf = CSRFProtect()
