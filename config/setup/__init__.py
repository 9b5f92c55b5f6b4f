"""`./portal setup`: an install from questions or from a file of answers, made again without harm."""
