"""What `./dev bench` runs: each figure stands beside a yardstick of the same run, for machines are shared."""
