"""Refusals of the one who starts the program: what stands in the way of serving."""

from observe.errors import N_, Refusal


class PortUnusable(Refusal):
    code = "port_unusable"
    status = 409
    sentence = N_(
        "Port %(port)s of %(host)s cannot be used: %(reason)s. Stop what listens there, or choose another with --port."
    )
