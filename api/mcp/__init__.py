"""The archive as tools of the Model Context Protocol. Only `server` needs the SDK."""
