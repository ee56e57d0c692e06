"""A witness that another key signed: nothing in it is believed, however far ahead it claims to be."""

from observe.models.versions import Claim, witness_of
from tests.proof.world import World


def test_a_witness_of_another_key_opens_no_epoch(home):
    world = World(home)
    olga = world.at(0)
    world.do("save", 0)
    world.do("push", 0)
    head = home.head()
    for claimed in (Claim(head.municipality_id, head.epoch, head.seq + 9, "ab" * 32), head._replace(chain="ab" * 32)):
        olga.witness = witness_of("a key that is not the server's", Claim(*claimed))
        olga.push()
        assert home.head().epoch == head.epoch
