"""What scripts call: the command line. Heavy rooms are imported inside the commands: it starts quickly."""
