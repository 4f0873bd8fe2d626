"""The tool behind `./dev`: sets the machine up and runs the parts of Bến Việc on it.

Standard library only, since it runs before anything is installed.
"""
