"""The work itself, one module a stage: no SQL, no Redis, no command line; strangers to each other."""
