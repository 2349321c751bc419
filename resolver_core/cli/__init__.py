"""The command line: arguments -> a question -> answers -> JSON or text. A command is a module that `main` lists."""
