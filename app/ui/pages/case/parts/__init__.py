"""The parts of the case page: what is read of a case, its fields, rows, vote, papers, rules and dialogs."""
