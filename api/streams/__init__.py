"""What is sent as it happens: subscriptions over WebSocket and server-sent events."""
