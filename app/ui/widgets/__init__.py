"""The components of the interface, one small file each; `gallery` shows all of them with their states."""
