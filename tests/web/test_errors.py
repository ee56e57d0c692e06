"""What a person reads when the program stops, or says no."""

from sqlalchemy import text

from tests.visitor import Visitor


def test_a_page_that_stops_says_so_also_where_the_database_answers_nothing_more(sqlite_app, store, cast):
    tom = Visitor(sqlite_app, cast.tom)
    for gone in ("acknowledgement", "person"):
        store.execute(text(f"ALTER TABLE {gone} RENAME TO lost_{gone}"))
        store.commit()
        for path in ("/teacher/", "/nowhere"):
            answer = tom.get(path)
            assert answer.status_code == 500
            assert "Something stopped on the server" in answer.text
            assert "no such table" not in answer.text


def test_a_page_of_another_room_is_said_to_be_for_others(sqlite_app, cast):
    answer = Visitor(sqlite_app, cast.tom).get("/leadership/")
    assert answer.status_code == 403
    assert "<h1>This is not for you to read</h1>" in answer.text
