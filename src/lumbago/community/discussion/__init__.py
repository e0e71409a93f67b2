"""What people say to each other under an article: rules without memory, clock or network."""
