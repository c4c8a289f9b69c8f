"""What operators see: log lines with the id of their request, and figures."""
