"""python -m textfix"""

from textfix.cli import main

if __name__ == "__main__":
    main()
