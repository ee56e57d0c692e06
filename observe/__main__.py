"""``python -m observe COMMAND``, the same as ``observe COMMAND``."""

from observe.cli import main

main()
