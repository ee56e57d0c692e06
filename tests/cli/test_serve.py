"""Before it serves, the server looks whether its place is free."""

import gc
import socket

import pytest

from observe.cli.serve import COLLECT_AFTER, check_port, collect_seldom
from observe.errors.starting import PortUnusable


@pytest.fixture
def listening():
    """A program that shares its port with whoever asks for that, as our own server does."""
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as there:
        yield there.getsockname()[1]


def test_second_server_on_one_port_is_refused(run, listening):
    run("migrate")
    refusal = run("serve", "--port", listening).exception
    assert isinstance(refusal, PortUnusable)
    assert str(listening) in str(refusal)


def test_port_that_was_left_can_be_used_at_once():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            pass
    check_port("127.0.0.1", port)


def test_address_of_another_machine_is_refused():
    with pytest.raises(PortUnusable):
        check_port("192.0.2.1", 8000)


def test_the_server_looks_for_garbage_seldom_and_never_at_what_it_began_with():
    before = gc.get_threshold()
    try:
        collect_seldom()
        assert gc.get_threshold()[0] == COLLECT_AFTER
        assert gc.get_freeze_count() > 0
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
