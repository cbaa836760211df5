"""How fast the program is, against a raw limit measured in the same run on the same machine."""
