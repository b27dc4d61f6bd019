"""Our own plugins, through our own hooks."""
