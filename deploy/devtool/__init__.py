"""The tool behind `./dev`: sets the machine up and runs the parts of Bến Việc on it. Standard library only."""
