"""The pages a person reads: rendered here, one question at a time, without any script in the browser."""
