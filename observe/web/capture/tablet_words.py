"""What the notebook says about the tablet itself, about new editions, and how long something has been only here."""

from flask_babel import lazy_gettext as _l

TABLET = {
    # On top of every screen
    "unsent": {
        "one": _l("{n} observation is only on this tablet, {age} old"),
        "other": _l("{n} observations are only on this tablet, the oldest {age}"),
    },
    # A new edition
    "update_unsaved": _l("Something you have typed is not saved yet."),
    "update_unsaved_do": _l(
        "Look in the other windows of the notebook too. The new edition waits until everything is saved."
    ),
    "update_elsewhere": _l("The notebook was renewed in another window. This one still runs the former edition."),
    # The device page: lines on top
    "device": _l("This tablet"),
    "device_ready": _l("This tablet is ready for a lesson without a network."),
    "device_asking": _l("Trying what this tablet can do."),
    "cold_not_yet": _l("The notebook does not open without a network yet."),
    "cold_not_yet_do": _l("Stay connected for a moment, and load the page again."),
    "cold_never": _l("In this window the notebook cannot be opened without a network."),
    "cold_never_do": _l(
        "It is so in private windows and in some old browsers. Once open it works without a network all the same."
    ),
    "not_kept": _l("The browser has not promised to keep what is written."),
    "not_kept_do": _l("It may clear it when room is short. Put the notebook on the home screen, or ask the browser."),
    "ask_to_keep": _l("Ask the browser"),
    "clock_slow": _l("The tablet’s clock is {age} slow."),
    "clock_fast": _l("The tablet’s clock is {age} fast."),
    "clock_do": _l("Set it in the tablet’s settings, so that observations get the right time."),
    # The device page: what lies here
    "queue_drafts": _l("Drafts"),
    "queue_ready": _l("Only on this tablet"),
    "queue_held": _l("Received by the server"),
    "queue_settled": _l("In the backup too"),
    "queue_pruned": _l("On the server alone"),
    "queue_quarantined": _l("Set aside on the server"),
    "queue_too_big": _l("Too large to send"),
    "queue_refused_here": _l("Not taken by the server"),
    "queue_erased": _l("Erased on the server"),
    "queue_copy": _l("Copies from other tablets"),
    # The device page: what it can promise
    "fact_opened": _l("Opened from"),
    "opened_home": _l("The home screen"),
    "opened_tab": _l("A tab in the browser"),
    "fact_tried": _l("Room, tried"),
    "tried_value": _l("{n} MB written and read again in {ms} ms"),
    "tried_failed": _l("{n} MB could not be written ({code})"),
    "fact_guess": _l("Room, as the browser guesses"),
    "fact_saved": _l("Latest saving took"),
    "fact_clock": _l("Clock"),
    "clock_right": _l("Agrees with the server, compared {day} at {at}"),
    "clock_out": _l("{seconds} seconds from the server’s, compared {day} at {at}"),
    "clock_unknown": _l("Not compared yet"),
    # The device page: the program
    "fact_edition": _l("Edition"),
    "fact_cold": _l("Opens without a network"),
    "cold_yes": {"one": _l("Yes, {n} file is kept"), "other": _l("Yes, all {n} files are kept")},
    "cold_some": _l("Not yet: {n} of {all} files are kept"),
    "cold_no": _l("No"),
    "fact_worker": _l("Edition for opening without a network"),
    "fact_waiting": _l("A new edition"),
    "waiting_yes": _l("Waits to be taken"),
    "waiting_no": _l("None waits"),
    # The device page: for whoever helps
    "copied": _l("Copied."),
    "copy_by_hand": _l("The browser does not let us copy. The text is marked: copy it by hand."),
}
