"""What the archive survives: kills, full disks, databases that go away, two importers at once."""
