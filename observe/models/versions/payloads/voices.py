"""What pupils answered, as a payload has it: how many were asked and how often each answer came, nothing of one."""

from observe.models.versions.payloads.shapes import are_all, is_whole

VOICE_KEYS = frozenset(("set", "n", "counts"))
HIGHEST_SET = 255
MOST_PUPILS = 60
MOST_QUESTIONS = 8
FEWEST_ANSWERS, MOST_ANSWERS = 2, 5


def voice_fault(voice: object) -> str | None:
    """``{"set": which questions, "n": pupils asked, "counts": per question how often each answer}``, or null."""
    if voice is None:
        return None
    if type(voice) is not dict:
        return "payload.pupil_voice is not an object."
    for name, most in (("set", HIGHEST_SET), ("n", MOST_PUPILS)):
        if not is_whole(voice.get(name), 1, most):
            return f"payload.pupil_voice.{name} is {voice.get(name)!r:.80}."
    counts = voice.get("counts")
    is_right = are_all(counts, lambda row: _is_row(row, voice["n"])) and 1 <= len(counts) <= MOST_QUESTIONS
    if is_right and len(set(map(len, counts))) == 1:
        return None
    return f"payload.pupil_voice.counts is {counts!r:.200}."


def _is_row(row: object, n: int) -> bool:
    """A pupil may leave a question out, and gives one answer at most."""
    is_counts = are_all(row, lambda count: is_whole(count, 0, n)) and FEWEST_ANSWERS <= len(row) <= MOST_ANSWERS
    return is_counts and sum(row) <= n
