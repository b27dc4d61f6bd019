"""Moves a run: enqueue, perform, settle, advance, retry, purge; owns the transactions."""
