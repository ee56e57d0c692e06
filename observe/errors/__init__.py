"""Every refusal by name: a stable code, an HTTP status and a sentence that says what to do.

A sentence is an English source text for the doors to translate, with its facts as %(name)s. Nothing here writes to a
page: the web door makes a page of a refusal, the tablet's door makes JSON, the command line makes one line.
"""

from typing import ClassVar


def N_(text: str) -> str:
    """Mark a sentence for translation without translating it here; extraction looks for this name."""
    return text


class Refusal(Exception):
    """What we do not do, and why. Facts fill the placeholders of the sentence."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400
    sentence: ClassVar[str] = N_("This could not be done.")

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.code, facts)

    def __str__(self) -> str:
        return self.sentence % self.facts


class NotFound(Refusal):
    code = "not_found"
    status = 404
    sentence = N_("There is nothing here, or it is not for you. Check the address, or go to the start page.")


class Forbidden(Refusal):
    code = "forbidden"
    status = 403
    sentence = N_("You may know that this took place, but not read it. Ask the person who wrote it.")


class LeadersOnly(Refusal):
    code = "leaders_only"
    status = 403
    sentence = N_("This page is for the leaders of the school. Go to the start page to find what is yours.")


class AdministrationOnly(Refusal):
    code = "administration_only"
    status = 403
    sentence = N_("This page is for the administration. Go to the start page to find what is yours.")


class AuthRequired(Refusal):
    code = "auth_required"
    status = 401
    sentence = N_("Sign in to go on. What you wrote is kept.")


class WrongPassword(Refusal):
    code = "wrong_password"
    status = 422
    sentence = N_("E-mail and password do not match. Check both, or ask your administration for a new link.")


class TooManyAttempts(Refusal):
    code = "too_many_attempts"
    status = 429
    sentence = N_("Too many attempts. Wait %(minutes)s min. and try again.")


class StaleForm(Refusal):
    code = "stale_form"
    status = 400
    sentence = N_("The page had been open too long, and nothing was sent. Open it again, and send it from there.")


class InvitationUsedOrOld(Refusal):
    code = "invitation_used_or_old"
    status = 410
    sentence = N_("This link has been used or is too old. Ask your administration for a new one.")


class EmptyResponse(Refusal):
    code = "empty_response"
    status = 422
    sentence = N_("Write your response first. Nothing has been sent.")


class DeviceStolen(Refusal):
    code = "device_stolen"
    status = 403
    sentence = N_("This tablet was reported stolen. Sign in again on it if it is back.")


class TooManyPushes(Refusal):
    code = "too_many_pushes"
    status = 429
    sentence = N_("This tablet sends too often. Nothing of this was stored; it is sent again in %(seconds)s seconds.")


class TooLarge(Refusal):
    code = "too_large"
    status = 413
    sentence = N_(
        "The request is larger than %(bytes)s bytes or has more than %(versions)s versions. Send it in parts."
    )


class UnknownEncoding(Refusal):
    code = "unknown_encoding"
    status = 415
    sentence = N_("The body of the request is no JSON in UTF-8, plain or by gzip. Send it again without gzip.")


class NotJson(Refusal):
    code = "not_json"
    status = 400
    sentence = N_("The request is not JSON, or lacks %(field)s.")


class Busy(Refusal):
    code = "busy"
    status = 503
    sentence = N_("The store is busy. What was sent was not stored: it is sent again by itself.")


class NoCapsule(Refusal):
    code = "no_capsule"
    status = 422
    sentence = N_("This file was not written by a notebook of ours. Nothing was taken in. Save it anew on the tablet.")


class HeadsMoved(Refusal):
    code = "heads_moved"
    status = 409
    sentence = N_("Another version came while you chose. Nothing was saved: look at all of them, and choose again.")


class NotResolved(Refusal):
    code = "not_resolved"
    status = 409
    sentence = N_("What you chose cannot count, and nothing was saved. Both versions are kept. It said: %(reason)s")


class NotRepairable(Refusal):
    code = "not_repairable"
    status = 409
    sentence = N_("%(vid)s stays in quarantine: %(reason)s.")


class UnknownEmail(Refusal):
    code = "unknown_email"
    status = 404
    sentence = N_("Nobody in the roster has the e-mail %(email)s. Import the roster, or correct the address.")


class EmailOfSeveral(Refusal):
    code = "email_of_several"
    status = 409
    sentence = N_("Several people have the e-mail %(email)s. Correct the roster first.")


class EmailTaken(Refusal):
    code = "email_taken"
    status = 409
    sentence = N_("Somebody has the e-mail %(email)s already. Send them a link with `observe invite %(email)s`.")


class WhichMunicipality(Refusal):
    code = "which_municipality"
    status = 409
    sentence = N_("Say which municipality with --municipality: %(names)s.")


class UnfinishedNotice(Refusal):
    code = "unfinished_notice"
    status = 422
    sentence = N_("%(file)s has a place that nobody filled in: %(place)s.")


class UnreadableNotice(Refusal):
    code = "unreadable_notice"
    status = 422
    sentence = N_("%(file)s is empty, or it is not text in UTF-8.")


class DatabaseBehind(Refusal):
    code = "database_behind"
    status = 503
    sentence = N_("The database is not at the newest migration. Run `observe migrate` first.")


class FaultyFile(Refusal):
    code = "faulty_file"
    status = 422
    sentence = N_("%(file)s was not taken in. Places to put right, listed above: %(n)s. Nothing was changed.")


class OtherMunicipality(Refusal):
    code = "other_municipality"
    status = 409
    sentence = N_("The roster is of another municipality (%(source_id)s) than this: %(names)s. Nothing was changed.")


class MuchEnds(Refusal):
    code = "much_ends"
    status = 409
    sentence = N_(
        "So much ends that it may be a mistake: %(n_ends)s of %(n_appointments)s appointments, %(n_schools)s schools. "
        "Nothing was changed. If it is right, run it again with --confirm-ends %(n_ends)s."
    )


class VersionTaken(Refusal):
    code = "version_taken"
    status = 409
    sentence = N_("%(key)s version %(version)s is here with other content. Versions never change: take a new number.")


class NotInQuarantine(Refusal):
    code = "not_in_quarantine"
    status = 404
    sentence = N_("%(n)s in quarantine begin with %(which)s. Name one: observe quarantine list shows them.")


class SealKeyStillNeeded(Refusal):
    code = "seal_key_still_needed"
    status = 409
    sentence = N_(
        "%(n)s tablets from before the key %(kid)s was retired may still bring what is sealed to it. Retire those that "
        "are out of use, and keep the key until then."
    )


class NotARetiredSealKey(Refusal):
    code = "not_a_retired_seal_key"
    status = 404
    sentence = N_("%(kid)s is no key that was retired and is still here. Nothing was destroyed.")


class NoSuchTeacher(Refusal):
    code = "no_such_teacher"
    status = 404
    sentence = N_("%(n)s people are called %(name)s. Give the e-mail or the id of one.")


class BackupFailed(Refusal):
    code = "backup_failed"
    status = 500
    sentence = N_("No backup was made: %(reason)s. Nothing is left of it, and the earlier ones are as they were.")


class BackupDamaged(Refusal):
    code = "backup_damaged"
    status = 409
    sentence = N_("%(name)s is not whole: %(reason)s. `observe backup --list` names the others.")


class BackupRunning(Refusal):
    code = "backup_running"
    status = 409
    sentence = N_("Another backup or restore is at work in %(folder)s. Wait until it has ended.")


class NoSuchBackup(Refusal):
    code = "no_such_backup"
    status = 404
    sentence = N_("No backup %(name)s is in %(folder)s. `observe backup --list` names those that are.")


class StoreInUse(Refusal):
    code = "store_in_use"
    status = 409
    sentence = N_("The database is in use. Stop `observe serve` and whatever else works on it, then run this again.")


class NoSuchRecord(Refusal):
    code = "no_such_record"
    status = 404
    sentence = N_("%(n)s records have the id %(rid)s. Name the one author with --author.")


class CheckFailed(Refusal):
    code = "check_failed"
    status = 500
    sentence = N_("%(n)s things are wrong; they are listed above. docs/operations.md says what to do.")
