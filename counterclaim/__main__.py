"""`python -m counterclaim`."""

from counterclaim.app import main

main()
