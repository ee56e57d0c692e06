"""Names in the order of a Danish register."""

from observe.web.sorting import danish_order


def test_ae_oe_and_aa_stand_last_in_that_order():
    names = ["anders", "André", "Ole", "Zeuthen", "Ærø", "Østergaard", "Aagaard", "Åse"]
    shuffled = {*names}
    assert sorted(shuffled, key=danish_order) == names
