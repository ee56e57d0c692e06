"""Browsers that are killed, starved and lied to: what they called saved is there afterwards."""
