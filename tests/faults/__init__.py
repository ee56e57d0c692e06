"""Bad networks and bad days between tablets and a real server, by seed: the proxy, the nemesis, and its runner."""
