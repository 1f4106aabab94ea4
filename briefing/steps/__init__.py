"""Source -> Brief: one file a step, every one a pure function."""
