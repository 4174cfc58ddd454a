"""What is to be made, making it, and putting it into dist/ complete or not at all."""
