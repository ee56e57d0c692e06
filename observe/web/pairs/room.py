"""The blueprint that the pages of pairs hang on; they stand in the leadership's room."""

from flask import Blueprint

from observe.web.pairs.words import chance_words, collapse_words, figure_words, hint_words

blueprint = Blueprint("pairs", __name__, url_prefix="/leadership")
for _words in (figure_words, hint_words, chance_words, collapse_words):
    blueprint.add_app_template_filter(_words)
