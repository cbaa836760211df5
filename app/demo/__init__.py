"""What can be tried: linked sample workspaces and a sample list. All persons and places are invented."""

from app.demo.build import PASSWORD, build
from app.demo.people import sample_list

__all__ = ["PASSWORD", "build", "sample_list"]
