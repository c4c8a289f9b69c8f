"""What the archive survives: damage, kills, full disks, databases that go away."""
