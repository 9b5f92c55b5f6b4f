"""What those who run the portal ask of it: whether it lives, whether it can work, how it stands."""
