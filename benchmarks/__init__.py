"""Speed as ratios: each figure against a yardstick measured beside it in the same run."""
