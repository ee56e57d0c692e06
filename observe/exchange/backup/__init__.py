"""Backups: a copy of the whole database with a manifest beside it that says how far it reaches, and the ledger of
erasures. A backup counts once it was restored into a scratch database and the chains there were compared.

A folder holds, for each backup, ``NAME.sqlite`` or ``NAME.dump`` and, written last, ``NAME.json``: what has no manifest
is no backup. Nothing here commits to the live database.
"""
