"""What the notebook says about versions side by side, what was set aside, the count on both sides and the file."""

from flask_babel import lazy_gettext as _l

RECORDS = {
    # Two versions of one observation
    "two_versions": _l("There are two versions of this observation."),
    "two_versions_do": _l("Both are kept. Put them side by side and choose what is to count."),
    "two_versions_way": _l("See both"),
    "two_versions_short": _l("Two versions"),
    "two_versions_far": _l("Another tablet has written on this observation too."),
    "two_versions_far_do": _l("That version comes to this tablet with the next connection, once you are signed in."),
    "resolve": _l("Two versions"),
    "resolve_eyebrow": _l("Two versions of one observation"),
    "resolve_draft": _l("You are changing this observation just now."),
    "resolve_draft_do": _l("Finish the change first, or discard it. Then put the versions side by side."),
    "resolve_not_here": _l("The text of one of the versions is not on this tablet."),
    "resolve_not_here_do": _l("It is on the server. Nothing is lost, and the one that counts can be read online."),
    "resolve_only_one": _l("There is only one version on this tablet."),
    "resolve_only_one_do": _l("Either it is settled already, or the other one has not been fetched yet."),
    "resolve_withdrawn": _l("In one of the places the observation was withdrawn."),
    "resolve_withdrawn_do": _l("Save to keep it, or withdraw it here too."),
    "resolve_version_here": _l("Version {n} · this tablet · {when}"),
    "resolve_version_elsewhere": _l("Version {n} · another tablet · {when}"),
    "resolve_take": _l("Take version {n} as a whole"),
    "resolve_taken": _l("Version {n} is chosen for every line. Save to make it count."),
    "resolve_one_side": _l("Changed in one of the versions, and chosen for you."),
    "resolve_missing": {
        "one": _l("{n} line waits for your choice."),
        "other": _l("{n} lines wait for your choice."),
    },
    "resolve_spoken": _l("Saved as one version."),
    "resolve_rating": _l("Rating: {title}"),
    "resolve_notes": _l("A note"),
    "resolve_no_note": _l("Not in this version"),
    "resolve_empty": _l("Nothing"),
    "resolve_yes": _l("Yes"),
    "resolve_no": _l("No"),
    "resolve_else": _l("Something else ({name})"),
    "resolve_teacher": _l("Teacher"),
    "resolve_section": _l("Class"),
    "resolve_subject": _l("Subject"),
    "resolve_grade_level": _l("Grade level"),
    "resolve_minutes": _l("Length"),
    "resolve_n_minutes": {"one": _l("{n} minute"), "other": _l("{n} minutes")},
    "resolve_focus": _l("Focus"),
    "resolve_wish": _l("What the teacher wished to be looked at"),
    "resolve_also_present": _l("Also present"),
    "resolve_broken_off": _l("Broken off"),
    "resolve_is_practice": _l("Practice"),
    "resolve_worked": _l("What worked"),
    "resolve_worked_notes": _l("Notes that are taken along"),
    "resolve_n_notes": {"one": _l("{n} note"), "other": _l("{n} notes")},
    "resolve_question": _l("One question"),
    "resolve_next_step": _l("Proposal for the next step"),
    "resolve_next_step_on": _l("Until when"),
    "resolve_share": _l("When the teacher gets it"),
    "resolve_share_now": _l("At once"),
    "resolve_share_talk": _l("After your talk"),
    # A day that may be wrong
    "day_asked": {
        "one": _l("{n} observation has a day that may be wrong."),
        "other": _l("{n} observations have a day that may be wrong."),
    },
    "day_asked_do": _l("The tablet’s clock may have been wrong. You know when the visit was."),
    "day_way": _l("Look at the day"),
    "day_doubted_do": _l(
        "The tablet wrote {when}, and its clock may have been wrong. Until you have put in the day, the observation "
        "counts by the day on which it reached the server."
    ),
    "day_missing": _l("Choose a day and a time."),
    "day_ahead": _l("The visit cannot begin in the future."),
    "day_long_ago": _l("That is more than two years ago. Choose a later day."),
    "day_saved": _l("The day is saved."),
    # A draft that another tablet left
    "left_aside": _l("Begun on another tablet"),
    "left_see": _l("See it"),
    "left_discard_text": _l("The copy on the server disappears. What is on the other tablet stays there."),
    "left_goes_on": _l("It stands here now. Go on writing."),
    "left_unshown": _l("Its text cannot be shown here."),
    "left_unshown_do": _l("It was written by another edition of the notebook. It is kept on the server."),
    # A draft that was left lying
    "old_drafts": {
        "one": _l("{n} draft has been lying for more than {days} days."),
        "other": _l("{n} drafts have been lying for more than {days} days."),
    },
    "old_drafts_do": _l("Finish it or discard it. Nobody but you can read a draft."),
    "old_drafts_way": _l("Open the oldest"),
    # A text that this tablet has let go of
    "read_online": _l("Read it online"),
    "pruned": _l("The text is no longer on this tablet."),
    "pruned_do": _l("It is on the server and in a backup. The server was asked before it was removed here."),
    "badge_missing": {
        "one": _l("{n} observation is missing on the server."),
        "other": _l("{n} observations are missing on the server."),
    },
    "badge_missing_do": _l("The server had said that it was safe, from {when}. Tell the administration today."),
    "aside_open": _l("Open it"),
    "aside_missing_title": _l("The observation of {name} is missing on the server."),
    "aside_missing": _l(
        "The server had confirmed it and a backup held it, so the text was removed from this tablet. Now the server "
        "does not have it: it was set back to an older copy. The administration has to fetch it from the backup."
    ),
    # What the server set aside
    "aside_unknown_author": _l(
        "The server does not know that you have used this tablet. The text is on the tablet and on the server. Sign "
        "in on this tablet; then it is taken in by itself."
    ),
    "aside_other_content": _l(
        "The server has another text with the same number. Both are kept. Press Edit and Done to send yours anew."
    ),
    "aside_too_new": _l(
        "The server is older than the notebook. The text is on the tablet and on the server, and is taken in when "
        "the server is renewed."
    ),
    "aside_cannot_open": _l(
        "The server could not open the sealed text. It is on the tablet and on the server, sealed. Tell the "
        "administration, and do not clear this tablet."
    ),
    "aside_unreadable": _l(
        "The server could not read it. The text is whole on this tablet, and its bytes are kept on the server. "
        "Tell the administration, and do not clear this tablet."
    ),
    # The count on both sides
    "counted": _l("{here} on this tablet, {there} on the server"),
    "counted_at": _l("Counted: {when}."),
    "counted_means": _l("What was written on this tablet is counted, each correction by itself."),
    "counted_again": {
        "one": _l("{n} was missing on the server. It is here, and is sent again by itself."),
        "other": _l("{n} were missing on the server. They are here, and are sent again by themselves."),
    },
    "counted_only_here": {
        "one": _l("{n} is on this tablet alone so far."),
        "other": _l("{n} are on this tablet alone so far."),
    },
    "not_counted": _l("Not counted yet"),
    "not_counted_do": _l("The server is asked for every text by its fingerprint. It needs a connection."),
    "counting_spoken": _l("Counting on both sides."),
    # The receipt
    "receipt": _l("Receipt from the server"),
    "receipt_person": _l("Notebook of"),
    "receipt_tablet": _l("Name of the tablet"),
    "receipt_counted": _l("Counted on both sides"),
    "receipt_number": _l("No. {seq}"),
    "receipt_place_ready": _l("Only on this tablet"),
    "receipt_place_received": _l("Received"),
    "receipt_place_safe": _l("Safe in a backup"),
    "receipt_place_shared": _l("Received, the teacher can read it"),
    "receipt_place_read": _l("Received, read by the teacher"),
    "receipt_place_withdrawn": _l("Withdrawn"),
    "receipt_place_set_aside": _l("Received, set aside"),
    "receipt_place_too_big": _l("Only on this tablet: too large to send"),
    "receipt_place_refused": _l("Only on this tablet: not taken"),
    "receipt_place_missing": _l("Missing on the server"),
    "receipt_place_erased": _l("Erased"),
    # The file
    "capsule_holds": {
        "one": _l("Only on this tablet: {n} finished, {drafts} in draft."),
        "other": _l("Only on this tablet: {n} finished, {drafts} in draft."),
    },
    "capsule_made": _l("The file is called {name}."),
    "capsule_made_do": {
        "one": _l("It holds {n} finished version and {drafts} in draft. Everything is still on the tablet too."),
        "other": _l("It holds {n} finished versions and {drafts} in draft. Everything is still on the tablet too."),
    },
    "capsule_broken": {
        "one": _l("{n} row could not be read; what could be saved of it is in the file."),
        "other": _l("{n} rows could not be read; what could be saved of them is in the file."),
    },
}
