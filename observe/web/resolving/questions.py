"""What differs as questions: each with an answer from every version, and for texts one that joins them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from observe.models.versions.merging import ABSENT, Field, differences, is_same
from observe.models.versions.resolving import Standoff
from observe.web.resolving.words import Wording

# The answer that stands for a text written from both.
JOIN = "join"
# Texts that may be joined: by their path.
TEXTS = (("wish",), ("feedback", "worked"), ("feedback", "question"), ("feedback", "next_step"))


@dataclass(frozen=True)
class Answer:
    value: str
    """The place of the first head that has it."""
    title: str
    text: str


@dataclass(frozen=True)
class Question:
    name: str
    legend: str
    field: Field
    answers: tuple[Answer, ...]
    chosen: str
    """Of ``answers`` or JOIN; empty for none."""
    joined_text: str | None
    """What stands in the field for joining; None where texts cannot be joined."""
    is_missing: bool = False

    def answered(self, form: Mapping[str, str]) -> "Question":
        """With what the form says; ``is_missing`` where it says nothing that can be chosen."""
        chosen, text = form.get(self.name, ""), form.get(f"{self.name}-text", self.joined_text)
        options = {answer.value for answer in self.answers} | ({JOIN} if self.joined_text is not None else set())
        is_missing = chosen not in options
        return replace(self, chosen=chosen, joined_text=self.joined_text and text, is_missing=is_missing)

    def value(self) -> object:
        """What was chosen; ABSENT for what is to go."""
        if self.chosen == JOIN:
            return self.joined_text.replace("\r\n", "\n")
        return self.field.values[int(self.chosen)] if self.chosen else ABSENT


def questions_of(standoff: Standoff, wording: Wording) -> list[Question]:
    """One for each difference, in the order of the form; nothing is chosen where both sides changed it."""
    puts = standoff.puts
    fields = differences(standoff.base, [side.body["payload"] for side in puts]) if len(puts) > 1 else []
    return [_question(place, field, wording) for place, field in enumerate(fields)]


def _question(place: int, field: Field, wording: Wording) -> Question:
    firsts: dict[int, list[int]] = {}
    for head, value in enumerate(field.values):
        first = next((one for one in firsts if is_same(field.values[one], value)), head)
        firsts.setdefault(first, []).append(head)
    answers = tuple(
        Answer(str(first), wording.versions(heads), wording.value(field.path, field.values[first]))
        for first, heads in firsts.items()
    )
    chosen = next((str(one) for one in firsts if not field.is_open and is_same(field.values[one], field.joined)), "")
    return Question(f"field-{place}", wording.legend(field.path), field, answers, chosen, _both(field))


def _both(field: Field) -> str | None:
    texts = [value for value in field.values if type(value) is str and value.strip()]
    return "\n\n".join(dict.fromkeys(texts)) if field.path in TEXTS and field.is_open and len(texts) > 1 else None
