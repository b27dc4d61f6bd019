"""Names of organizations, places and other people in minutes, found by a model of spaCy's: the optional extra `nlp`."""
