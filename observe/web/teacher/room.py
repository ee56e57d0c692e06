"""The blueprint that the pages of the teacher's room hang on."""

from flask import Blueprint

blueprint = Blueprint("teacher", __name__, url_prefix="/teacher")
