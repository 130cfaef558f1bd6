"""``python -m asss_xl`` is the command ``asss-xl``."""

from asss_xl.cli import main

main()
