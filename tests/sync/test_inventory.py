"""Inventory and witness through the door: what is missing is found, and a server set back finds itself out."""

from sqlalchemy import delete, insert, update

from observe.models.observations import Observation
from observe.models.versions import Epoch, ErasedRecord, FeedCounter, FeedEvent, Quarantined, Version
from tests.models.versions.store import ARRIVAL, envelope


def test_every_version_is_named_present_or_missing(olga):
    kept, aside, never = olga.version(), olga.version(rubric="0" * 64), olga.version()
    results = olga.results(kept, aside)
    said = olga.inventory(kept, aside, never).json
    assert said["present"] == [{"vid": kept["vid"], "seq": 1}, {"vid": aside["vid"], "seq": results[1]["seq"]}]
    assert (said["missing"], said["differing"], said["erased"]) == ([never["vid"]], [], [])


def test_other_bytes_under_a_known_vid_differ(tablet):
    olga = tablet("olga")
    first = olga.version()
    olga.push(first)
    assert olga.inventory(olga.version() | {"vid": first["vid"]}).json["differing"] == [first["vid"]]


def test_anothers_version_is_not_told_of(tablet):
    olga, liam = tablet("olga"), tablet("liam")
    sent = olga.version()
    olga.push(sent)
    assert liam.inventory(sent).json["missing"] == [sent["vid"]]


def test_a_carried_version_is_told_to_its_carrier(tablet):
    olga, lena = tablet("olga"), tablet("lena")
    sent = lena.version()
    olga.push(sent)
    assert olga.inventory(sent).json["missing"] == lena.inventory(sent).json["missing"] == []


def test_an_erased_version_is_called_so(tablet):
    olga = tablet("olga")
    sent = olga.version()
    olga.push(sent)
    row = olga.store.rows(Version)[0]
    record = {"municipality_id": olga.store.home, "author_id": row.author_id, "rid": row.rid}
    with olga.store.engine.begin() as connection:
        connection.execute(insert(ErasedRecord).values(**record, at=ARRIVAL))
        connection.execute(delete(Version))
    assert olga.inventory(sent).json["erased"] == [sent["vid"]]
    assert olga.results(sent)[0]["status"] == "erased"


def test_what_is_no_name_is_left_out_and_too_many_are_refused(tablet):
    olga = tablet("olga")
    assert olga.inventory(have=["x", {"vid": 3, "sha256": None}]).json["missing"] == ["3"]
    assert olga.inventory(have=[{}] * 2001).status_code == 413
    assert olga.inventory(have=None).status_code == 400


# The server set back to an older copy: the versions, events and counter of later are gone.


def set_back(store, seq: int) -> None:
    """As if a copy from before were restored by hand."""
    with store.engine.begin() as connection:
        connection.execute(delete(Observation))
        for table in (Version, Quarantined, FeedEvent):
            connection.execute(delete(table).where(table.seq > seq))
        chain = [event.chain for event in store.rows(FeedEvent) if event.seq == seq]
        connection.execute(update(FeedCounter).values(seq=seq, chain=chain[0] if chain else "0" * 64))


def test_a_witness_ahead_of_the_server_opens_a_new_epoch(olga, store):
    first, later = olga.version(), olga.version()
    olga.push(first)
    olga.push(later)
    set_back(store, 2)
    said = olga.inventory(first, later).json
    assert (said["present"], said["missing"]) == ([{"vid": first["vid"], "seq": 1}], [later["vid"]])
    assert len(store.rows(Epoch)) == 2
    assert olga.results(later)[0]["seq"] > 1_000_000
    assert len(store.rows(Epoch)) == 2


def test_another_history_of_the_same_length_is_found_out(tablet):
    olga = tablet("olga")
    olga.push(olga.version())
    set_back(olga.store, 0)
    lena = tablet("lena")
    lena.push(lena.version(), lena.version())
    olga.push()
    assert len(olga.store.rows(Epoch)) == 2


def test_a_cursor_ahead_of_the_server_proves_it_too(tablet):
    olga = tablet("olga").sign_in()
    olga.push(olga.version())
    olga.pull_all()
    set_back(olga.store, 0)
    olga.witness = None
    assert olga.pull()["reset"]
    assert len(olga.store.rows(Epoch)) == 2


def test_an_epoch_that_was_lost_is_proved_once(tablet):
    olga, lena = tablet("olga"), tablet("lena")
    olga.push(olga.version())
    lena.push()
    with olga.store.engine.begin() as connection:
        for table in (Version, FeedEvent, FeedCounter, Epoch, Observation):
            connection.execute(delete(table))
    olga.push()
    lena.push()
    assert len([epoch for epoch in olga.store.rows(Epoch) if epoch.first_seq > 1]) == 1


def test_a_new_epoch_goes_on_from_there(tablet):
    """Every tablet's witness of the old epoch is known by now, and proves nothing more."""
    olga = tablet("olga").sign_in()
    olga.push(olga.version(), olga.version())
    old = olga.witness
    set_back(olga.store, 1)
    olga.push()
    olga.push(witness=old)
    assert len(olga.store.rows(Epoch)) == 2
    assert olga.pull()["reset"]


def test_a_witness_that_we_did_not_sign_proves_nothing(tablet):
    olga = tablet("olga")
    olga.push(olga.version())
    for forged in ("x.y", olga.witness[:-1] + "A", 7, {"seq": 9}, olga.cursor or ""):
        assert olga.push(witness=forged).status_code == 200
    assert len(olga.store.rows(Epoch)) == 1


def test_sending_again_after_a_restore_makes_no_duplicate(tablet):
    olga = tablet("olga")
    sent = [olga.version() for _ in range(3)]
    olga.push(*sent)
    set_back(olga.store, 2)
    missing = olga.inventory(*sent).json["missing"]
    olga.push(*(version for version in sent if version["vid"] in missing))
    assert {str(row.vid) for row in olga.store.rows(Version)} == {version["vid"] for version in sent}


def test_a_body_may_be_any_text(tablet):
    olga = tablet("olga")
    odd = [envelope(text) for text in ("", "null", "[]", "{}", '{"schema": NaN}', "\u2028", "[" * 5000)]
    assert {result["status"] for result in olga.results(*odd)} == {"quarantined"}
    assert olga.inventory(*odd).json["missing"] == []


def test_a_hash_that_is_no_text_is_answered_like_any_other_that_is_not_here(olga):
    sent = olga.version()
    olga.push(sent)
    assert olga.inventory({**sent, "sha256": []}).json["differing"] == [sent["vid"]]
