"""What the notebook says of its store under stress: a cleared tablet, a dead store, unreadable rows, two windows."""

from flask_babel import lazy_gettext as _l

STORE = {
    # The store ended under the page
    "trouble_lost_do": _l("What stands here is not saved yet. Copy it, and then load the page again."),
    "trouble_lost_held": _l(
        "What you have written is kept. The page loads itself again as soon as you pause, and then it is saved."
    ),
    "trouble_replaced_do": _l("What stands here is not saved yet. Copy it, and then load the page again."),
    "trouble_replaced_held": _l(
        "What you have written is kept. The page loads itself again as soon as you pause, and then it is saved."
    ),
    "door_lost_do": _l("What was saved is still on the tablet. Load the page again."),
    "door_replaced_do": _l("What was saved is still on the tablet. Load the page again."),
    "restored": _l("Everything you had written is saved on the tablet."),
    "restored_do": _l("The browser had lost the connection to what is saved, so the page was loaded again."),
    "close_line": _l("Close"),
    "to_notebook": _l("Back to the notebook"),
    # Rows that cannot be read
    "unreadable_rows": {
        "one": _l("{n} text on this tablet cannot be read."),
        "other": _l("{n} texts on this tablet cannot be read."),
    },
    "unreadable_rows_do": _l(
        "Nothing is deleted, and everything else is here. The outbox makes a file of it for whoever helps you."
    ),
    "unreadable_see": _l("Open the outbox"),
    "aside_unreadable_here": _l("The browser cannot read this text any more, so it is not sent. Nothing is deleted."),
    # The browser cleared the notebook
    "cleared": _l("The browser has deleted what was kept on this tablet."),
    "cleared_do": {
        "one": _l(
            "{n} observation from before is safe on the server, and the list fetches it again. The server last heard "
            "of this notebook {when}; what was not sent by then may be missing."
        ),
        "other": _l(
            "{n} observations from before are safe on the server, and the list fetches them again. The server last "
            "heard of this notebook {when}; what was not sent by then may be missing."
        ),
    },
    "cleared_none_do": _l(
        "The server had received no observation from it, and last heard of it {when}. What you wrote and did not send "
        "may be missing."
    ),
    "cleared_home": _l(
        "Put the notebook on the home screen, where the browser keeps it better. If something is missing, tell "
        "whoever helps you with the tablet."
    ),
    "cleared_seen": _l("I have seen it"),
    # Two windows
    "window_behind": _l("Something was written in this visit in another window."),
    "window_behind_do": _l("Both are kept. Look at them together before you finish."),
    "window_show": _l("Show it all"),
    "window_wrote": _l("The other window has: “{value}”"),
    "window_take_too": _l("Add it"),
    "window_take": _l("Use that"),
    "window_drop": _l("Drop it"),
    "window_choose": _l("Choose first what is to stand of what two windows wrote."),
    "window_yes": _l("yes"),
    "window_no": _l("no"),
    "window_not_observed": _l("not observed"),
    "window_field_composer": _l("Two windows wrote on a new note."),
    "window_field_note": _l("Two windows changed the same note."),
    "window_field_rating": _l("Two windows rated {code}."),
    "window_field_worked": _l("Two windows wrote what worked."),
    "window_field_question": _l("Two windows wrote the question."),
    "window_field_next_step": _l("Two windows wrote the next step."),
    "window_field_next_step_on": _l("Two windows set the day of the next step."),
    "window_field_minutes": _l("Two windows set the minutes."),
    "window_field_share": _l("Two windows chose when the teacher gets it."),
    "window_field_teacher": _l("Two windows chose a teacher."),
    "window_field_section": _l("Two windows chose a class."),
    "window_field_other": _l("Two windows changed the same thing."),
}
