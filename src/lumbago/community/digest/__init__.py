"""The digest: what changed in the advice, what is new to read, who answered. It writes letters, and sends none."""
