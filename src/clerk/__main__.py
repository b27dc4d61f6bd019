"""`python -m clerk`, and the command `clerk`."""

from clerk.cli.main import main

if __name__ == "__main__":
    main()
