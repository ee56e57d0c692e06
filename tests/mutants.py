"""The planted bugs of the server: one part each taken away from shipped code, and the test that falls without it.
`./dev test --mutants` plants them in a copy of the tree; those of the tablet stand in tests/js/model/mutants.mjs.
"""

from typing import NamedTuple

VERSIONS, SYNC = "observe/models/versions", "observe/sync"
TRACE = "tests/proof/test_traces.py::test_trace_keeps_every_promise[{}]".format


class Mutant(NamedTuple):
    bug: str
    invariants: tuple[int, ...]  # those of docs/sync.md that do not hold with it
    file: str
    sound: str  # what stands in the file, once
    broken: str
    test: str


MUTANTS = (
    Mutant(
        "a page of the pull is read as of the login",
        (7,),
        f"{SYNC}/pull.py",
        "    db.session.rollback()\n",
        "",
        "tests/sync/test_pull.py::test_a_version_committed_after_the_login_was_read_is_not_skipped",
    ),
    Mutant(
        "nobody heeds a witness",
        (2, 12),
        f"{VERSIONS}/epochs.py",
        "if proves_rollback(connection, head, claim):",
        "if False:",
        TRACE("a rollback is proved by the witness of the next push"),
    ),
    Mutant(
        "a witness is compared by its seq alone",
        (2, 12),
        f"{VERSIONS}/epochs.py",
        "return claim.seq > head.seq or (",
        "return claim.seq > head.seq or False and (",
        TRACE("the server goes on past the old seq before a tablet that knows better comes"),
    ),
    Mutant(
        "anybody's witness proves a rollback",
        (12,),
        f"{VERSIONS}/witness.py",
        "if not hmac.compare_digest(_decoded(seal), _seal(key, purpose, text)):",
        "if False:",
        "tests/proof/test_forgery.py",
    ),
    Mutant(
        "the witness is that of before the push",
        (2, 12),
        f"{SYNC}/push.py",
        "        head = head_of(connection, home)\n",
        "",
        TRACE("a rollback is proved by the witness of the next push"),
    ),
    Mutant(
        "a version is stored without an event of the feed",
        (7,),
        f"{VERSIONS}/writing.py",
        "events = [_event(decision, intake.carrier) for decision in new]",
        "events = []",
        TRACE("a permission that comes back lets in what waited, and tells it"),
    ),
    Mutant(
        "drafts stand in the graph",
        (5,),
        f"{VERSIONS}/writing.py",
        "if not arrival.body.is_draft:",
        "if True:",
        TRACE("a draft version supersedes nothing"),
    ),
    Mutant(
        "an erased record takes new versions",
        (16,),
        f"{VERSIONS}/decisions.py",
        "if arrival.record in known.erased or",
        "if",
        TRACE("what comes of a record after its erasure is answered erased"),
    ),
    Mutant(
        "the ledger is not replayed",
        (16,),
        f"{VERSIONS}/erasure.py",
        "        erase(connection, erasure, at=at)\n",
        "        pass\n",
        TRACE("an older copy does not bring an erased record back"),
    ),
    Mutant(
        "erasing forgets the quarantine",
        (16,),
        f"{VERSIONS}/erasure.py",
        "EMPTIED = (Version, Quarantined, ",
        "EMPTIED = (Version, ",
        "tests/models/versions/test_erasure.py",
    ),
    Mutant(
        "results do not answer by position",
        (9, 10),
        f"{VERSIONS}/accept.py",
        "for decision in decisions]",
        "for decision in sorted(decisions, key=lambda one: one.status)]",
        TRACE("one unreadable version changes no other version's outcome"),
    ),
    Mutant(
        "what the database refuses is called stored",
        (1, 2, 10),
        f"{VERSIONS}/accept.py",
        "    for decision in new:\n",
        "    for decision in ():\n",
        "tests/models/versions/test_accept.py::test_what_the_database_refuses_is_answered_retry_and_harms_no_other",
    ),
    Mutant(
        "edges of a cycle count",
        (5,),
        f"{VERSIONS}/heads.py",
        "if component[parent] != component[vid]",
        "if True",
        TRACE("two versions that name each other are two heads"),
    ),
    Mutant(
        "heads are told by the order of arrival",
        (5, 13),
        f"{VERSIONS}/heads.py",
        "return sorted(heads, key=lambda node: _rank(node, depths)), depths",
        "return heads, depths",
        "tests/proof/test_permutations.py",
    ),
    Mutant(
        "the counter is not locked",
        (4, 7),
        f"{VERSIONS}/feed.py",
        "_LOCKED = _HEAD.with_for_update()",
        "_LOCKED = _HEAD",
        "tests/proof/test_interleavings.py::test_no_interleaving_of_two_pushes_stores_twice_or_skips_a_seq",
    ),
    Mutant(
        "SQLite's writers begin as readers",
        (4, 7),
        "observe/models/engine.py",
        '"BEGIN IMMEDIATE" if writes else "BEGIN"',
        '"BEGIN"',
        "tests/models/versions/test_properties.py::test_concurrent_tablets_skip_no_seq_and_store_nothing_twice[sqlite]",
    ),
    Mutant(
        "a known vid is already here, whatever its bytes",
        (1, 6),
        f"{VERSIONS}/decisions.py",
        "if there and there[0] == arrival.sha256:",
        "if there:",
        "tests/proof/test_interleavings.py::test_two_contents_under_one_vid_from_two_tablets_are_both_kept",
    ),
    Mutant(
        "what is set aside is not kept",
        (1, 2, 6),
        f"{VERSIONS}/writing.py",
        "    _insert(connection, Quarantined, [",
        "    _insert(connection, Quarantined, [] and [",
        TRACE("one unreadable version changes no other version's outcome"),
    ),
    Mutant(
        "the cursor goes to the head though pages are left",
        (7,),
        f"{SYNC}/pull.py",
        "reached = page.last_seq if page.more else head.seq",
        "reached = head.seq",
        TRACE("a page that is read while others write skips nothing"),
    ),
    Mutant(
        "a cursor of a lost epoch is read on",
        (7,),
        f"{SYNC}/pull.py",
        'return cursor["seq"] if cursor and tuple(cursor[name] for name in names) == place else None',
        'return cursor["seq"] if cursor else None',
        TRACE("a cursor of a lost epoch is answered from nothing"),
    ),
    Mutant(
        "everybody's events are delivered",
        (14, 15),
        f"{SYNC}/entries.py",
        '        FeedEvent.author_id == bindparam("person"),\n',
        "",
        TRACE("the next person carries what the former left, and sees nothing of it"),
    ),
    Mutant(
        "an author is believed on any tablet",
        (14,),
        f"{VERSIONS}/judge.py",
        "if (body.author_id, body.device_id) not in self.enrolments:",
        "if False:",
        "tests/sync/test_push.py::test_somebody_elses_id_is_kept_and_reaches_nobody_else",
    ),
    Mutant(
        "who carried a version is forgotten",
        (14,),
        f"{VERSIONS}/accept.py",
        "arrival.carried_by = None if arrival.is_by_author else carrier.person_id",
        "arrival.carried_by = None",
        "tests/sync/test_push.py::test_the_next_person_carries_what_the_last_one_left",
    ),
    Mutant(
        "a tablet's clock is believed",
        (13,),
        f"{VERSIONS}/judge.py",
        "return not oldest <= observed_at <= arrived_at + LATEST_LESSON",
        "return False",
        "tests/sync/test_push.py::test_a_clock_of_1970_is_stored_and_counts_by_its_arrival",
    ),
    Mutant(
        "any backup covers this history",
        (3, 11),
        f"{VERSIONS}/durability.py",
        "if chain_at(connection, head, seq) == chain:",
        "if True:",
        "tests/models/versions/test_durability.py::test_a_backup_of_another_history_covers_nothing",
    ),
    Mutant(
        "a backup of a former epoch covers the new one",
        (3, 12),
        f"{VERSIONS}/durability.py",
        '        Backup.epoch == bindparam("epoch"),\n',
        "",
        "tests/models/versions/test_durability.py"
        "::test_a_new_epoch_begins_with_nothing_covered_and_is_covered_by_its_own_backup",
    ),
    Mutant(
        "no backup settles anything",
        (11,),
        f"{SYNC}/history.py",
        "through = durable_through(connection, head)",
        "through = None",
        TRACE("a login that expired stops neither the heartbeat nor what follows from it"),
    ),
    Mutant(
        "a committed answer comes before its commit",
        (1, 2),
        f"{SYNC}/push.py",
        "        connection.commit()\n",
        "",
        "tests/proof/test_failpoints.py"
        "::test_a_push_is_there_as_a_whole_or_not_at_all[sqlite_files-before the counter]",
    ),
    Mutant(
        "what waited is not judged again",
        (11,),
        f"{VERSIONS}/quarantine.py",
        'WAITING = ("unknown_rubric", "no_permission", ',
        'WAITING = ("unknown_rubric", ',
        TRACE("a permission that comes back lets in what waited, and tells it"),
    ),
    Mutant(
        "a changed rating is accepted under an old commitment",
        (),
        f"{VERSIONS}/payloads/pair.py",
        'return made == lock["commitment"]',
        "return True",
        "tests/models/versions/test_pairs.py",
    ),
)

# What the protocol must not lose, each with the bug that takes it away, above or in tests/js/model/mutants.mjs.
PARTS = {
    "witness": "nobody heeds a witness",
    "heartbeat": "no heartbeat",
    "renewed receipts": "receipts are not renewed",
    "inventory by device token": "the inventory needs a login",
    "feed events": "a version is stored without an event of the feed",
    "drafts beside the graph": "drafts stand in the graph",
    "erasure by record": "an erased record takes new versions",
    "ledger": "the ledger is not replayed",
    "results by position": "results do not answer by position",
    "acyclic edges": "edges of a cycle count",
    "counter first": "the counter is not locked",
    "dequeue after delivery": "dequeued before delivery",
    "complete, not success": "success of the request instead of complete",
    "ack with sha256": "an answer counts without its sha256",
}

# Promises of the tablet, with a bug of tests/js/model/mutants.mjs that breaks each.
OF_THE_TABLET = {
    1: "dequeued before delivery",
    2: "an answer counts without its sha256",
    3: "settled without a look at the epoch",
    7: "the cursor goes on before its page is stored",
    8: "a pull overwrites what was made here",
    9: "a mark changes other bytes",
    10: "a bad batch is never halved",
    11: "retry blocks for ever",
    12: "no inventory at a new epoch",
    13: "a clock that was put back keeps every wait",
    14: "another person’s page is kept",
    15: "a reset deletes own versions",
    16: "a copy of an erased record stays",
    17: "safe although something is merely held",
    18: "Retry-After is ignored",
}
