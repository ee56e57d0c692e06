"""What the notebook says about where a text is, about the connection, the tablet and its store, and at its doors."""

from flask_babel import lazy_gettext as _l

STATES = {
    # The one line that matters
    "badge_only_here": {
        "one": _l("{n} observation is only on this tablet."),
        "other": _l("{n} observations are only on this tablet."),
    },
    "badge_only_here_do": {
        "one": _l("It is from {when}, and is sent when there is a connection."),
        "other": _l("The oldest is from {when}. They are sent when there is a connection."),
    },
    "badge_refused": {
        "one": _l("{n} observation could not be sent."),
        "other": _l("{n} observations could not be sent."),
    },
    "badge_refused_do": _l("It is kept on the tablet, from {when}. See the outbox."),
    "badge_set_aside": {"one": _l("{n} observation is set aside."), "other": _l("{n} observations are set aside.")},
    "badge_set_aside_do": _l("The text is on the server, from {when}. The outbox says what is missing."),
    "badge_erased": {
        "one": _l("{n} observation was erased on the server."),
        "other": _l("{n} observations were erased on the server."),
    },
    "badge_erased_do": _l("Its time was up, or somebody had a right to it."),
    "badge_all_received": _l("All is received."),
    "badge_all_safe": _l("All is received and safe."),
    # The connection and the login
    "offline": _l("No connection. You can go on working."),
    "login_needed": _l("Sign in to see what teachers have read. Sending works without."),
    "login_to_send": _l("This tablet cannot send for you yet."),
    "login_to_send_do": _l("Sign in again, and it sends. What you write is on the tablet until then."),
    "sign_in": _l("Sign in"),
    "stopped_stolen": _l("This tablet was reported as lost."),
    "stopped_stolen_do": _l("What is written stays here. Sign in to send it."),
    "sending": _l("Sending."),
    "sending_spoken": _l("Trying to send now."),
    "next_try": _l("Tries again at {at}."),
    # The privacy notice
    "notice_unpublished": _l(
        "Your municipality has not published its privacy notice yet. Until then you can practise."
    ),
    "notice_unread": _l("Read how personal data is treated, before your first visit."),
    "notice_unread_do": _l("It takes two minutes. A practice observation needs nothing."),
    "notice_read": _l("Read it now"),
    "notice_lede": _l("It tells what is written about whom, who can read it, and when it is deleted."),
    "notice_hint": _l("The page that opens confirms your reading. It needs a connection."),
    "notice_is_read": _l("You have read it."),
    # A notebook that is not filled yet
    "unstocked": _l("The notebook has not fetched rubric and lists yet."),
    "unstocked_do": _l("It happens by itself once the administration has put them in and there is a connection."),
    # Where a record is
    "where_shared": _l("The teacher can read it"),
    "where_too_big": _l("Only on this tablet: too large to send"),
    "where_refused": _l("Only on this tablet: not taken"),
    "where_erased": _l("Erased on the server"),
    "where_practice_received": _l("Practice, seen by you alone"),
    "where_practice_safe": _l("Practice, seen by you alone"),
    # What was set aside, and what to do
    "aside_title": _l("The observation of {name} is set aside."),
    "refused_title": _l("The observation of {name} could not be sent."),
    "aside_unknown_teacher": _l(
        "The name is not in the school’s lists. The text is on the tablet and on the server. The administration "
        "links the name to a person; there is nothing more for you to do."
    ),
    "aside_unknown_rubric": _l(
        "The server does not know the rubric yet. The text is on the tablet and on the server, and is taken in once "
        "the rubric is there."
    ),
    "aside_no_permission": _l(
        "On that day you were not appointed at this school in the lists. The text is on the tablet and on the "
        "server. Ask the administration to look at the lists."
    ),
    "aside_invalid_field": _l(
        "Something in it could not be read by the server. The text is on the tablet and on the server. The "
        "administration can take it in."
    ),
    "aside_clock": _l(
        "The day does not fit: the tablet’s clock may have been wrong. The text is on the tablet and on the server. "
        "Open it and put in the day."
    ),
    "aside_too_big": _l(
        "The text is longer than the server takes. It stays on the tablet. Shorten it with Edit, or ask for help."
    ),
    "aside_refused": _l("The server did not take it as it is. It stays on the tablet. Ask for help and say the code."),
    "aside_other": _l("The text is on the tablet and on the server. The administration can see it and take it in."),
    "code": _l("Code: {code}"),
    # The tablet
    "fact_kept": _l("Kept by the browser"),
    "kept_yes": _l("Yes, also when room is short"),
    "kept_no": _l("Not promised. Install the notebook on the home screen."),
    "fact_since": _l("In use since"),
    "fact_tablet": _l("Name of the tablet"),
    "unknown": _l("The browser does not say"),
    "mb": _l("{n} MB"),
    "storage_left": _l("Room: {n} MB left"),
    "storage_low": _l("The tablet is nearly full."),
    "storage_low_do": _l("Nothing is deleted. Remove pictures or apps that you do not use."),
    "storage_private": _l("This window forgets when it is closed."),
    "storage_private_do": _l(
        "It looks like a private window. Open the notebook in an ordinary one before you observe."
    ),
    # What can be wrong with the store
    "trouble_missing": _l("This browser cannot keep an observation."),
    "trouble_missing_do": _l("Open the notebook in Safari, Chrome, Edge or Firefox, outside a private window."),
    "trouble_refused": _l("The browser does not let the notebook save."),
    "trouble_refused_do": _l(
        "It may be a private window, or site data may be switched off. Nothing is kept until that is changed."
    ),
    "trouble_full": _l("The tablet is full. The last thing you wrote is not saved."),
    "trouble_full_do": _l(
        "What was saved before is still here. Remove pictures or apps, and try again. Do not close this page."
    ),
    "trouble_lost": _l("The browser lost the connection to what is saved."),
    "trouble_unreadable": _l("What is saved on this tablet cannot be read just now."),
    "trouble_unreadable_do": _l(
        "Nothing has been deleted. Restart the tablet and open the notebook again before you observe."
    ),
    "trouble_blocked": _l("Another window holds the notebook."),
    "trouble_blocked_do": _l("Close the other windows with Observe, and try again."),
    "trouble_replaced": _l("The notebook was opened in a newer edition in another window."),
    "trouble_newer": _l("What is saved here was written by a newer edition of the notebook."),
    "trouble_newer_do": _l("Connect to the network and load the page again. Nothing has been deleted."),
    "trouble_gone": _l("That observation is not on this tablet."),
    "trouble_gone_do": _l("It may have been finished in another window."),
    "trouble_unforeseen": _l("Something went wrong in the notebook."),
    "trouble_unforeseen_do": _l("What was saved is still on the tablet. Load the page again."),
    "try_again": _l("Try again"),
    "reload": _l("Load again"),
    "update_waits": _l("There is a new edition of the notebook."),
    "update_take": _l("Take it now"),
    # Doors
    "door_stranger": _l("Sign in to open your notebook"),
    "door_stranger_do": _l("You do that once on this tablet. After that the notebook opens without a network too."),
    "door_locked": _l("The notebook is locked"),
    "door_locked_do": _l("What was written is still here and is sent by itself. Sign in to read and write."),
    "door_unreachable": _l("No connection"),
    "door_unreachable_do": _l(
        "The first time you open the notebook on this tablet, it needs the network. After that it does not."
    ),
    "door_other_person": _l("Somebody else is signed in"),
    "door_other_person_do": _l("This notebook is closed and stays on the tablet. What waits in it is still sent."),
    "open_notebook_of": _l("Open {name}’s notebook"),
    "sign_out": _l("Sign out"),
    "sign_out_heading": _l("Sign out, {name}?"),
    "sign_out_text": _l(
        "Signing out locks the notebook. Nothing is deleted. You open it again by signing in, and for that there "
        "must be a connection."
    ),
    "sign_out_unsent": {
        "one": _l("{n} observation or draft is only on this tablet."),
        "other": _l("{n} observations and drafts are only on this tablet."),
    },
    "sign_out_offline": _l("There is no connection just now."),
    "sign_out_unsent_do": _l("They stay here. You can read and go on with them only after signing in online."),
    "sign_out_yes": _l("Sign out all the same"),
    "stay": _l("Stay"),
}
