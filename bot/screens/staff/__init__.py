"""What staff see: pure functions from values to screens, one file for each routine."""
