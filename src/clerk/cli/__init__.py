"""What a person types: formats records as text and decides nothing."""
