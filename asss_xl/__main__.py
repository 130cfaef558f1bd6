"""The command ``asss-xl``, also as ``python -m asss_xl``: Ctrl-C ends it silently while it is read too."""

try:
    from asss_xl.cli import main
except KeyboardInterrupt:
    raise SystemExit(130) from None

if __name__ == "__main__":
    main()
