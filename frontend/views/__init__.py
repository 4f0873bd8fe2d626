"""One module per audience; a view reads, calls one service, and renders."""
