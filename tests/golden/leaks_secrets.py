"""leaks_secrets.py PWIRE EXCEPTIONS SHARED: every secret in the corpus' plaintext.tsv (tshark's fields of logins, cookies
and forms) is found by `pwire leaks --json --show-secrets`, in its packet and with its value.

What is looked for, by column:
  http.authbasic                       user name and password
  http.authorization (Bearer), http.proxy_authorization      the token
  http.cookie, http.set_cookie         name and value of each cookie that has a value
  urlencoded-form.key and .value       names that say "secret" by SECRET_NAMES below, written apart from the program
  ftp.request.command USER, PASS; pop.request.command USER, PASS; imap.request LOGIN; smtp.auth.*

EXCEPTIONS: file-glob <TAB> frame or * <TAB> column <TAB> reason; one that excuses nothing is reported.
Ends with 0: all found; 1: some were not; 77: the corpus is not there.
"""
import base64, concurrent.futures, fnmatch, glob, json, os, re, subprocess, sys, urllib.parse

SECRET_NAMES = re.compile(r"(?i)^(pass(word|wd)?|pwd|pw|user_?name|uname|user|login|e?mail|user_token|token|session|sid)$")


def table(path):
    with open(path, encoding="utf8", errors="replace", newline="\n") as f:
        header, *lines = f.read().split("\n")
    return [dict(zip(header.split("\t"), line.split("\t"))) for line in lines if line]


def cookies(text):
    """Names and values of "a=b; c=d"."""
    for pair in text.split(";"):
        name, equals, value = pair.strip().partition("=")
        if equals and value.strip():
            yield name.strip(), value.strip()


def set_cookies(text):
    """Of several Set-Cookie with ',' between: the ones that a new name begins; commas stand in dates, too."""
    for one in re.split(r",(?=[^;,= ]+=)", text):
        yield from list(cookies(one.split(";")[0]))


def pairs(keys, values):
    """Values with commas of their own cannot be told apart: such rows give only those before the first surplus."""
    keys, values = keys.split(","), values.split(",")
    if len(keys) == len(values):
        yield from zip(keys, values)


def expected(row):
    """-> (column, value) of each secret of a row."""
    for login in filter(None, row["http.authbasic"].split(",")):
        user, _, password = login.partition(":")
        yield "http.authbasic", user
        yield "http.authbasic", password
    for column in ("http.authorization", "http.proxy_authorization"):
        scheme, _, rest = row[column].partition(" ")
        if scheme.lower() == "bearer":
            yield column, rest
    for name, value in cookies(row["http.cookie"]):
        yield "http.cookie", value
    for name, value in set_cookies(row["http.set_cookie"]):
        yield "http.set_cookie", value
    for key, value in pairs(row["urlencoded-form.key"], row["urlencoded-form.value"]):
        if SECRET_NAMES.match(key) and value:
            yield "urlencoded-form", value
    for command, argument in (("ftp.request.command", "ftp.request.arg"), ("pop.request.command", "pop.request.parameter")):
        if row[command].upper() in ("USER", "PASS") and row[argument]:
            yield argument, row[argument]
    login = re.match(r'(?i)\S+ login (\S+) (\S+)', row["imap.request"])
    for value in login.groups() if login else ():
        yield "imap.request", value.strip('"')
    for column in ("smtp.auth.username", "smtp.auth.password"):
        if row[column]:
            yield column, row[column]


def spellings(value):
    """As the capture has it, or as it is meant."""
    yield value
    yield urllib.parse.unquote_plus(value)
    try:
        yield base64.b64decode(value, validate=True).decode("utf8")
    except ValueError:
        pass


def was_found(value, values):
    if any(s in values for s in spellings(value)):
        return True
    # Header fields that come several times are joined by ',' in the tables.
    first, *others = re.split(r",(?=[^;,= ]+=)", value)
    return bool(others) and first in values and all(o.partition("=")[2] in values for o in others)


def one(pwire, corpus, path):
    name = os.path.basename(path)[: -len(".plaintext.tsv")]
    wanted = [(row["frame.number"], *e) for row in table(path) for e in expected(row)]
    if not wanted:
        return name, 0, []
    run = subprocess.run([pwire, "leaks", "-r", f"{corpus}/captures/{name}", "--json", "--show-secrets"],
                         capture_output=True, timeout=300)
    found = {}
    for f in json.loads(run.stdout)["findings"]:
        values = found.setdefault(str(f["packet"]), set())
        values.update(v for v in (f["value"], f.get("raw")) if v)
    missed = [w for w in wanted if not was_found(w[2], found.get(w[0], ()))]
    return name, len(wanted), missed


def main(pwire, exceptions_path, shared):
    corpus = os.path.join(shared, "captures", "corpus")
    paths = sorted(glob.glob(f"{glob.escape(corpus)}/expected/*.plaintext.tsv"))
    if not paths:
        print("skipped: no corpus in", corpus)
        return 77
    with open(exceptions_path, encoding="utf8") as f:
        exceptions = [[*line.rstrip("\n").split("\t")[:4], 0] for line in f if line.strip() and not line.startswith("#")]
    total, bad = 0, 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name, n, missed in pool.map(lambda p: one(pwire, corpus, p), paths):
            total += n
            for frame, column, value in missed:
                for e in exceptions:
                    if fnmatch.fnmatch(name, e[0]) and e[1] in ("*", frame) and e[2] in ("*", column):
                        e[4] += 1
                        break
                else:
                    bad += 1
                    print(f"{name} #{frame} {column}: {value[:80]!r} was not found")
    idle = [e for e in exceptions if not e[4]]
    for e in idle:
        print("exception that excuses nothing:", "\t".join(e[:4]))
    print(f"{len(paths)} tables, {total} secrets, {bad} missed, {sum(e[4] for e in exceptions)} excused")
    return 1 if bad or idle or total < 500 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
