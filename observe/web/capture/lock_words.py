"""Sentences of shared tablets: the locked door, a lent notebook, what others have here, sealed texts, the PIN."""

from flask_babel import lazy_gettext as _l

LOCK = {
    "lock_title": _l("Lock of your notebook"),
    "lock_settings": _l("Lock and code"),
    "shared_known": _l("Several people have a notebook on this tablet."),
    "shared_hint": _l("Say yes before somebody else takes it in hand. A second person who signs in says it too."),
    "sealing_on": _l(
        "What you finish here is sealed: only the server can open it. You read it until you sign out, and again "
        "when you are back. Drafts are not sealed."
    ),
    "sealing_off": _l(
        "What you finish here is not sealed: the tablet is yours alone, or your municipality wants it so."
    ),
    "pin_set": _l("Set the code"),
    "pin_change": _l("Change the code"),
    "pin_short": _l("Choose at least {n} characters."),
    "pin_differs": _l("The two codes are not the same. Write the second one again."),
    "pin_is_set": _l("The code is set."),
    "pin_is_set_do": _l("After signing out it opens your notebook on this tablet, and on no other."),
    "pin_dropped": _l("The code is removed."),
    "pin_dropped_do": _l("After signing out your notebook opens when you sign in with a connection."),
    "pin_wrong": _l("That is not the code. Try again, or sign in."),
    "begin_locked": _l("New observation without opening"),
    "door_kept": _l("The observation is on the tablet"),
    "door_kept_do": _l("It lies in its owner’s notebook and is sent by itself. The notebook is locked."),
    "lent": _l("{name} is writing"),
    "lent_do": _l(
        "The notebook is locked, and only this observation can be seen. "
        "If you stop, it lies in the notebook as a draft."
    ),
    "lent_begin": _l("Begin"),
    "lent_stop": _l("Stop and lock"),
    "others_wait": {
        "one": _l("{n} observation of somebody else is only on this tablet."),
        "other": _l("{n} observations of others are only on this tablet."),
    },
    "others_wait_do": _l("They are sent when there is a connection. You cannot read them."),
    "sealed": _l("The text is sealed."),
    "sealed_do": _l("It can be read here again when the server has it and you have been online."),
    "sign_out_text_pin": _l(
        "The notebook is locked. Nothing is deleted. You open it again with your code, or by signing in."
    ),
    "sign_out_pin": _l("They stay here. You open the notebook again with your code, also without a network."),
}
