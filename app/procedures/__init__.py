"""What people do: the only room that changes an office's own records."""
