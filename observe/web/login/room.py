"""The blueprint that the pages of the door hang on."""

from flask import Blueprint

blueprint = Blueprint("login", __name__)
