"""What a plugin may answer, and how plugins are found."""
