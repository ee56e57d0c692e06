"""What pupils answered: nothing below the limits, nothing that one more lesson would give away, intervals that hold."""

from hypothesis import given
from hypothesis import strategies as st

from observe.aggregates.voices import AskedLesson, in_portions, voices_of
from observe.aggregates.walkthroughs import walks_of
from observe.models.limits import Limits
from observe.models.voices import Voice, pack_voice, unpack_voice
from tests.aggregates.lessons import N_LEVELS, lesson

LIMITS = Limits()
SPANS = {"calm": (0,), "voices": (1,), "hints": (2,)}


def asked(teacher: str, observer: str = "olga", yes: int = 3, no: int = 1) -> AskedLesson:
    return AskedLesson(teacher, observer, Voice(1, yes + no, ((yes, no), (no, yes))))


LESSONS = st.lists(
    st.builds(
        asked, st.sampled_from("abcdefgh"), st.sampled_from(["olga", "lena"]), st.integers(0, 5), st.integers(1, 5)
    ),
    max_size=30,
)


def test_five_teachers_and_twenty_pupils_are_counted_and_four_teachers_are_not():
    whole = voices_of([asked(name) for name in "abcde"], LIMITS)
    assert (whole.n_pupils, whole.n_teachers, whole.n_waiting) == (20, 5, 0)
    assert [(part.n, part.of) for part in whole.questions[0]] == [(15, 20), (5, 20)]
    few = voices_of([asked(name) for name in "abcdabcd"], LIMITS)
    assert (few.questions, few.n_pupils, few.n_waiting) == ((), 0, 32)


def test_nineteen_pupils_of_five_teachers_wait():
    lessons = [*(asked(name) for name in "abcd"), asked("e", yes=2)]
    assert voices_of(lessons, LIMITS).questions == ()


def test_one_lesson_more_changes_no_figure_before_its_portion_is_full():
    lessons = [asked(name) for name in "abcde"]
    before, after = voices_of(lessons, LIMITS), voices_of([*lessons, asked("f", yes=0, no=4)], LIMITS)
    assert after.questions == before.questions
    assert after.n_waiting == 4


def test_an_observer_who_subtracts_their_own_lessons_is_left_with_none_or_enough():
    lessons = [*(asked(name) for name in "abcde"[:4]), asked("e", "lena"), asked("f", "lena")]
    assert in_portions(lessons, LIMITS) == []


def test_pupils_of_one_lesson_weigh_less_than_as_many_of_different_ones():
    apart = voices_of([asked(name, yes=3, no=1) for name in "abcdefghij"], Limits(min_pupils=40))
    together = voices_of([asked(name, yes=6, no=2) for name in "abcde"], Limits(min_pupils=40))
    low, high = apart.questions[0][0].interval
    wider_low, wider_high = together.questions[0][0].interval
    assert wider_high - wider_low > high - low


def test_answers_to_another_set_of_questions_are_not_added():
    other = [AskedLesson(name, "olga", Voice(2, 4, ((4, 0),))) for name in "abcde"]
    shown = voices_of([asked("a"), *other], LIMITS)
    assert (shown.set, shown.n_pupils) == (2, 20)


def test_nobody_asked_is_no_figure():
    assert voices_of([], LIMITS) is None


@given(lessons=LESSONS)
def test_every_step_by_which_figures_grow_is_above_the_limits_for_everybody(lessons):
    for n in range(len(lessons)):
        before, after = in_portions(lessons[:n], LIMITS), in_portions(lessons[: n + 1], LIMITS)
        assert after[: len(before)] == before
        step = after[len(before) :]
        for observer in (None, "olga", "lena"):
            rest = [one for one in step if one.observer != observer]
            is_enough = len({one.teacher for one in rest}) >= 5 and sum(one.voice.n for one in rest) >= 20
            assert not rest or is_enough


@given(counts=st.lists(st.lists(st.integers(0, 20), min_size=3, max_size=3), min_size=1, max_size=8))
def test_what_is_packed_is_unpacked(counts):
    packed = pack_voice({"set": 1, "n": 60, "counts": counts})
    assert unpack_voice(packed) == Voice(1, 60, tuple(map(tuple, counts)))


def walk(key: str, *levels: int, observer: str = "olga"):
    return lesson(key, *levels, observer=observer)


def test_walkthroughs_of_others_are_shown_from_five_on_and_ones_own_always():
    own, others = [walk("1", 3, 0, 0)], [walk(str(n), 2, 0, 0, observer="lena") for n in range(2, 6)]
    few = walks_of([*own, *others], "olga", SPANS, N_LEVELS, LIMITS)
    assert (few.n, few.n_observers, few.n_withheld, few.figures["calm"].counts) == (1, 1, 4, (0, 0, 1, 0))
    more = [*own, *others, walk("6", 1, 0, 0, observer="pia")]
    enough = walks_of(more, "olga", SPANS, N_LEVELS, LIMITS)
    assert (enough.n, enough.n_observers, enough.n_withheld, enough.figures["calm"].counts) == (6, 3, 0, (1, 4, 1, 0))


def test_what_nobody_rated_has_no_row():
    assert set(walks_of([walk("1", 3, 0, 255)], "olga", SPANS, N_LEVELS, LIMITS).figures) == {"calm"}
