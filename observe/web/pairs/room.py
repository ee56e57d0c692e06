"""The blueprint that the pages of pairs hang on; they stand in the leadership's room."""

from flask import Blueprint

from observe.web.pairs.words import figure_words

blueprint = Blueprint("pairs", __name__, url_prefix="/leadership")
blueprint.add_app_template_filter(figure_words)
