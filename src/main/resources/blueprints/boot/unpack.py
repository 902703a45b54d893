"""What the command of a blueprint runs on the files that stand behind this one. Each comes to its place whole, so that
a script that runs goes on with the text it began with."""

import os

os.umask(0o022)

for path, text in (file.split("\n", 1) for file in files[1:]):  # noqa: F821
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path + ".new", 0o700 if text.startswith("#!") else 0o644)
    os.replace(path + ".new", path)
