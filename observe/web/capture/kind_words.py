"""What the notebook says about walkthroughs, pupils' answers, tallies and looking at intervals."""

from flask_babel import lazy_gettext as _l

KINDS = {
    # A walkthrough
    "begin_visit": _l("Visit to a teacher"),
    "begin_walkthrough": _l("Walkthrough"),
    "walkthrough": _l("Walkthrough"),
    "walkthrough_where": _l("Where are you looking around?"),
    "whom_do_you_visit": _l("Whom are you visiting?"),
    "walkthrough_done": _l("Finished with this room?"),
    "untold_text": _l("Only you can read this"),
    "walkthrough_hint_name": _l("“{word}” looks like a name. A walkthrough names nobody."),
    "foot_walkthrough": _l("No teacher gets it. The ratings count among the school’s walkthroughs."),
    # Pupils' answers
    "pupils": _l("Ask a few pupils"),
    "pupils_asked": {"one": _l("{n} pupil was asked."), "other": _l("{n} pupils were asked.")},
    "pupils_none": _l("No pupil has been asked yet."),
    "pupils_seat": _l("Row {row} from the board, seat {place} from the left"),
    "pupils_which": _l("Seat {n} of {all}"),
    "pupils_forget": _l("Forget what the pupils answered?"),
    "pupils_forget_text": _l("The counts of this lesson disappear from the tablet."),
    "pupils_forget_yes": _l("Forget them"),
    # A tally
    "tally_unnamed": _l("Counted"),
    "tally_text": "{label}: {n}",
    "tool_keep": _l("Keep as a note"),
    "tool_close": _l("Close"),
    # Looking at intervals
    "every_n": _l("{n} s"),
    "label_working": _l("working"),
    "label_waiting": _l("waiting"),
    "label_other": _l("other"),
    "interval_first": _l("Look up in {n} seconds."),
    "interval_now": _l("Look up. What do you see?"),
    "interval_seen": _l("Noted. Next look in {n} seconds at the latest."),
    "interval_count": {"one": _l("Looked {n} time"), "other": _l("Looked {n} times")},
    "intervals_text": _l("Every {seconds} seconds: {counts}"),
    "intervals_caption": _l("Looked up every {n} seconds"),
    "intervals_not_seen": _l("not seen"),
    "intervals_missed": _l("not seen {n}"),
}
