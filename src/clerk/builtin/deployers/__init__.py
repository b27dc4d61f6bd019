"""Deployers that come with clerk."""
