"""Where records live: the encrypted workspace, its keys, its journal and its backups."""
