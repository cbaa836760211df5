"""The figures of screening for a time: the program's own table, no official form."""
