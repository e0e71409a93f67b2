"""The diary on the pages: its form, what a person wrote, what today's page says, and how all of it is taken away."""
