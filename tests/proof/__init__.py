"""The promises of docs/sync.md held against the real server: random and directed histories, kills, interleavings."""
