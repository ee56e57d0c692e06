"""Every figure about observations: pure functions on plain values, SQL in ``queries`` alone. No Flask, no clock.

A figure that cannot be computed is None, never NaN and never 0. What the figures mean stands in docs/measurement.md.
"""
