"""Two tablets of one person on a bad day: what a seed does to them, and whether everything is there in the end."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from random import Random
from time import monotonic, sleep

from observe import clock
from observe.config import Settings
from tests.browser.driver import PATIENCE_S
from tests.faults.proxy import CLEAR, Weather
from tests.faults.school import School
from tests.faults.script_tablet import ScriptTablet

# How much faster the tablets' clocks run; only a request has longer (fast_clock.js).
SPEED = 20
N_STEPS = 40
# In seconds of the tablet: the longest back-off is 300 s, and one exchange follows another.
LONGEST_S = 3_600
# In our seconds: how long two tablets that do not agree yet only tap, before they sign in again.
ASKED_S = 6
DAY_MS = 24 * 3_600_000
NOT_THERE_YET = ("ready",)


@dataclass
class Figures:
    """What a run has shown; zero is promised for the two in the middle."""

    n_saved: int
    lost: list[str]
    n_twice: int
    quiesce_s: float
    faults: Counter[str]
    states: Counter[str]


@dataclass
class Day:
    """The run of one seed. ``trace`` is what was done, in order: (tablet, step, number)."""

    school: School
    tablets: list[ScriptTablet]
    chance: Random
    saved: dict[tuple[str, str], str] = field(default_factory=dict)
    trace: list[tuple[int, str, int]] = field(default_factory=list)

    def keep(self, told: dict[str, str] | None) -> None:
        """It was called saved."""
        if told:
            self.saved[told["vid"], told["sha256"]] = told["rid"]

    def draft(self, n: int) -> dict[str, object]:
        store = self.school.store
        wish = f"Hvem får ordet? {n}" + " Jeg lytter." * (4_000 if n % 7 == 0 else 1)
        teacher = {"teacher": {"id": None, "name": "Vikar Vibe"}} if n % 5 == 0 else {}
        at = clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        payload = store.payload(wish=wish, **teacher)
        return {"observed_at": at, "tz": "Europe/Copenhagen", "rubric": store.rubric, "payload": payload}


def save(day: Day, tablet: ScriptTablet, n: int) -> None:
    for i in range(1 + n % 4):
        day.keep(tablet.tell("save", day.draft(n + i)))


def edit(day: Day, tablet: ScriptTablet, n: int) -> None:
    day.keep(tablet.tell("edit", {"n": n, "wish": f"Ændret {n}"}))


def withdraw(day: Day, tablet: ScriptTablet, n: int) -> None:
    day.keep(tablet.tell("withdraw", {"n": n}))


def leave(day: Day, tablet: ScriptTablet, n: int) -> None:
    day.keep(tablet.tell("leave", day.draft(n)))


def finish(day: Day, tablet: ScriptTablet, _n: int) -> None:
    day.keep(tablet.tell("finish"))


def weather(_day: Day, tablet: ScriptTablet, n: int) -> None:
    tablet.proxy.weather = Weather(n)


def clear(_day: Day, tablet: ScriptTablet, _n: int) -> None:
    tablet.proxy.weather, tablet.proxy.is_down = CLEAR, False


def no_network(_day: Day, tablet: ScriptTablet, _n: int) -> None:
    tablet.proxy.is_down = True


def crash(_day: Day, tablet: ScriptTablet, _n: int) -> None:
    tablet.tell("reopen")


def hide(_day: Day, tablet: ScriptTablet, _n: int) -> None:
    tablet.tell("hide")


def show(_day: Day, tablet: ScriptTablet, _n: int) -> None:
    tablet.tell("show")


def tap(_day: Day, tablet: ScriptTablet, n: int) -> None:
    tablet.tell("tap", {"inventory": n % 2 == 0})


def wrong_clock(_day: Day, tablet: ScriptTablet, n: int) -> None:
    tablet.tell("skew", {"ms": (n % 40 - 20) * DAY_MS})


def login_ends(_day: Day, tablet: ScriptTablet, _n: int) -> None:
    tablet.tell("expire")


def sign_in(day: Day, tablet: ScriptTablet, _n: int) -> None:
    tablet.tell("signIn", day.school.login())


def copy_server(day: Day, _tablet: ScriptTablet, _n: int) -> None:
    day.school.set_aside()


def set_server_back(day: Day, _tablet: ScriptTablet, _n: int) -> None:
    day.school.set_back()


def kill_server(day: Day, _tablet: ScriptTablet, _n: int) -> None:
    day.school.restart()


def let_pass(_day: Day, _tablet: ScriptTablet, n: int) -> None:
    """Up to half a minute of the tablet's."""
    sleep(n % 30 / SPEED)


STEPS: dict[Callable[[Day, ScriptTablet, int], None], int] = {
    save: 8, edit: 6, withdraw: 1, leave: 2, finish: 2, weather: 4, clear: 1, no_network: 1, crash: 4, hide: 1,
    show: 3, tap: 10, wrong_clock: 1, login_ends: 1, sign_in: 1, copy_server: 1, set_server_back: 1, kill_server: 1,
    let_pass: 12,
}  # fmt: skip
BY_NAME = {step.__name__: step for step in STEPS}


def begun(day: Day) -> None:
    """The morning: both tablets signed in, each with an observation that the server has. Then clouds come up."""
    for tablet in day.tablets:
        tablet.tell("signIn", day.school.login())
        day.keep(tablet.tell("save", day.draft(1)))
    quiesced(day)
    for n, tablet in enumerate(day.tablets):
        tablet.proxy.weather = Weather(f"{day.chance.random()} {n}")


def chosen(day: Day, n_steps: int) -> Iterator[tuple[int, str, int]]:
    names, weights = [step.__name__ for step in STEPS], list(STEPS.values())
    for _ in range(n_steps):
        yield (
            day.chance.randrange(len(day.tablets)),
            day.chance.choices(names, weights)[0],
            day.chance.randrange(10_000),
        )


def harm(day: Day, steps: Iterator[tuple[int, str, int]]) -> None:
    for which, name, n in steps:
        day.trace.append((which, name, n))
        BY_NAME[name](day, day.tablets[which], n)


def heal(day: Day) -> None:
    """The faults stop and the app is open. Whoever does not tap has to wait for the next try."""
    for tablet in day.tablets:
        tablet.proxy.weather, tablet.proxy.is_down = CLEAR, False
        tablet.tell("signIn", day.school.login())
        tablet.tell("show")


def quiesced(day: Day) -> float:
    """Wait until no tablet has anything that only it has; returns how long that took, in the tablet's seconds."""
    began = monotonic()
    while waiting := [row for row in _rows(day) if row["state"] in NOT_THERE_YET]:
        if (monotonic() - began) * SPEED > LONGEST_S:
            asked = [tablet.proxy.seen[-6:] for tablet in day.tablets]
            raise AssertionError(f"still only on the tablet: {waiting}; asked last: {asked}")
        sleep(0.1)
    return (monotonic() - began) * SPEED


def agreed(day: Day) -> None:
    """Both tablets pull and count; then each knows the whole set, and sees the heads that the server sees."""
    began = asked_at = monotonic()
    while differing := _differing(day):
        if monotonic() - began > PATIENCE_S:
            raise AssertionError(f"the tablets and the server differ: {differing}")
        # A login that ended on the way: whoever is asked to signs in again.
        is_asked = monotonic() - asked_at > ASKED_S
        asked_at = monotonic() if is_asked else asked_at
        for tablet in day.tablets:
            tablet.tell(*(("signIn", day.school.login()) if is_asked else ("tap", {"inventory": True})))
        sleep(0.5)


def _differing(day: Day) -> list[object]:
    there, heads = day.school.done(), day.school.heads()
    kept = day.school.kept()
    # A server that was set back has them again once each tablet was heard: until then they are on the tablet.
    found: list[object] = [vid for vid, sha256 in day.saved if not kept[vid, sha256]]
    found += [row for row in _rows(day) if row["state"] in NOT_THERE_YET]
    for tablet in day.tablets:
        told = tablet.tell("report")
        found += sorted(there - {row["vid"] for row in told["rows"]})
        # What is set aside stands in the tablet's graph and not in the server's.
        aside = {row["rid"] for row in told["rows"] if row["state"] == "quarantined"}
        found += [
            f"{rid} has the heads {standing}, at the server {heads.get(rid)}"
            for rid, standing in told["heads"].items()
            if rid not in aside and standing != heads.get(rid, [])
        ]
    return found


def _rows(day: Day) -> list[dict[str, object]]:
    return [row for tablet in day.tablets for row in tablet.tell("report")["rows"]]


def _promised(figures: Figures, changed: list[tuple]) -> None:
    assert figures.lost == [], f"lost: {figures.lost}"
    assert figures.n_twice == 0, f"twice: {figures.n_twice}"
    assert changed == [], f"other views from the set alone: {changed}"


def measured(day: Day, quiesce_s: float) -> Figures:
    kept = day.school.kept()
    lost = [vid for vid, sha256 in day.saved if not kept[vid, sha256]]
    twice = sum(n - 1 for n in kept.values()) + day.school.stored_twice()
    faults = Counter(name for tablet in day.tablets for _path, name in tablet.proxy.seen)
    return Figures(len(day.saved), lost, twice, quiesce_s, faults, Counter(str(row["state"]) for row in _rows(day)))


@contextmanager
def day_of(seed: int, settings: Settings) -> Iterator[Day]:
    with ExitStack() as open_things:
        school = open_things.enter_context(School(settings))
        made = [ScriptTablet(school.server.port, school.olga, seed * 10 + n, SPEED) for n in range(2)]
        tablets = [open_things.enter_context(tablet) for tablet in made]
        yield Day(school, tablets, Random(f"nemesis {seed}"))


def run(seed: int, settings: Settings, n_steps: int = N_STEPS) -> Figures:
    """One seed from the morning to the end; what fails says the seed and what was done."""
    with day_of(seed, settings) as day:
        try:
            begun(day)
            harm(day, chosen(day, n_steps))
            heal(day)
            quiesce_s = quiesced(day)
            agreed(day)
            figures = measured(day, quiesce_s)
            changed = day.school.changed_by_rebuilding()
            _promised(figures, changed)
        except AssertionError as failed:
            raise AssertionError(f"seed {seed}: {failed}\ntrace: {day.trace}") from failed
        return figures
