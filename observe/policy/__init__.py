"""Who may see and do what: questions only, one module per kind of thing. No Flask, no clock, nothing is written.

``visible_<nouns>(viewer, ...) -> Select`` is the rule; ``may_<verb>`` asks the same rule about one id, so that a list
and a page cannot disagree.
"""
