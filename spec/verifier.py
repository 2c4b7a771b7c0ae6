#!/usr/bin/env python3
"""A second, independent verifier of archives, after spec/archive-format.md and spec/canonical-bytes.md.

    verifier.py ARCHIVE [--origin NAME] [--log VKEY]... [--witness VKEY]... [--quorum N] [--checkpoint FILE]... [--fast]

It holds one bundle in memory, and exits with 0 for a whole record, 1 if it finds harm, 2 if the input cannot be read.
--fast leaves out the signatures of entries. Without --log it takes the keys that the archive itself names, and says so.
"""
import argparse, base64, hashlib, json, re, sys, unicodedata

# --- Ed25519 (RFC 8032), strict: canonical encodings, no points of small order, no cofactor ---------------------------
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE, NEUTRAL = pow(2, (P - 1) // 4, P), (0, 1, 1, 0)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(n, p):
    total = NEUTRAL
    while n:
        total = add(total, p) if n & 1 else total
        p, n = add(p, p), n >> 1
    return total


def same_point(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def point(code):
    """The point of 32 bytes, or None if they are not the canonical encoding of one."""
    y = int.from_bytes(code, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x + u) % P == 0:
        x = x * ROOT_OF_MINUS_ONE % P
    if (v * x * x - u) % P != 0 or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signature_holds(key, message, signature):
    if len(signature) != 64:
        return False
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or any(same_point(multiply(8, p), NEUTRAL) for p in (a, r)):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return same_point(multiply(s, BASE), add(r, multiply(k, a)))


# --- The tree (RFC 6962, 2.1) ----------------------------------------------------------------------------------------
def sha256(data):
    return hashlib.sha256(data).digest()


class Tree:
    def __init__(self):
        self.size, self.peaks = 0, []

    def push(self, leaf):
        index = self.size
        while index & 1:
            leaf, index = sha256(b"\x01" + self.peaks.pop() + leaf), index >> 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self):
        root = self.peaks[-1] if self.peaks else sha256(b"")
        for peak in reversed(self.peaks[:-1]):
            root = sha256(b"\x01" + peak + root)
        return root


# --- Notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature) ---------------------------------------
def key_of(vkey):
    name, code, key = vkey.split("+", 2)
    key = base64.b64decode(key, validate=True)
    if sha256(name.encode() + b"\n" + key)[:4].hex() != code or key[0] not in (1, 4) or len(key) != 33:
        raise ValueError(f"not a verifier key: {vkey}")
    return name, bytes.fromhex(code), key[0], key[1:]


def open_note(note, origin, logs, witnesses, quorum):
    """Size, root and witnesses of a checkpoint; raises ValueError if it is not signed as required."""
    text, _, lines = note.decode().rpartition("\n\n")
    text += "\n"
    signed, by = False, set()
    for line in lines.splitlines():
        match = re.fullmatch(r"— ([^\s+]+) ([A-Za-z0-9+/]+=*)", line)
        if not match:
            raise ValueError("a signature line that is none")
        code = base64.b64decode(match[2], validate=True)
        for name, ident, kind, key in logs + witnesses:
            message, signature = text.encode(), code[4:]
            if (name, ident) != (match[1], code[:4]):
                continue
            if kind == 4:
                time = int.from_bytes(signature[:8], "big")
                message, signature = f"cosignature/v1\ntime {time}\n".encode() + message, signature[8:]
            if not signature_holds(key, message, signature):
                raise ValueError(f"the signature of {name} does not verify")
            signed = signed or (name, ident, kind, key) in logs
            by |= {name for witness in witnesses if kind == 4 and witness[3] == key}
    found, size, root = text.split("\n")[:3]
    if not signed or len(by) < quorum or (origin and found != origin) or str(int(size)) != size:
        raise ValueError(f"the checkpoint of {found} is not signed as required ({len(by)} witnesses)")
    return int(size), base64.b64decode(root, validate=True), sorted(by)


# --- Canonical bytes -------------------------------------------------------------------------------------------------
def write(value, depth=0):
    """The canonical writing of a value; raises ValueError if it has none."""
    if isinstance(value, str) and unicodedata.is_normalized("NFC", value) and not re.search("[\u202a-\u202e]", value):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int) and abs(value) < 2**53:
        return str(value).lower()
    if isinstance(value, list) and depth < 32:
        return "[" + ",".join(write(item, depth + 1) for item in value) + "]"
    if isinstance(value, dict) and depth < 32:
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{write(key)}:{write(value[key], depth + 1)}" for key in keys) + "}"
    raise ValueError("no canonical form")


def canonical(data):
    """A list with the value that bytes are, empty if they are not what writing it gives."""
    try:
        whole = len(data) <= 65535 and write(value := json.loads(data.decode())).encode() == data
        return [value] if whole else []
    except (ValueError, RecursionError):
        return []


# --- The archive -----------------------------------------------------------------------------------------------------
def members(stream):
    """Names and contents of a tar file in the one form that an archive has."""
    def take(count):
        data = stream.read(count)
        if len(data) != count:
            raise ValueError("the archive ends in the middle")
        return data
    while True:
        block = take(512)
        if block == bytes(512):
            if take(512) != bytes(512) or stream.read(1):
                raise ValueError("something follows the end mark")
            return
        name, length = block[:100].rstrip(b"\0"), block[124:135]
        head = name.ljust(100, b"\0") + b"0000644\x00" + b"0000000\x00" * 2 + length + b"\x00" + b"0" * 11 + b"\x00"
        rest = b"0" + bytes(100) + b"ustar\x00" + b"00" + bytes(247)
        check = f"{sum(head) + sum(rest) + 8 * 32:06o}\0 ".encode()
        if block != head + check + rest or not re.fullmatch(rb"[0-7]{11}", length) or int(length, 8) > 2**24:
            raise ValueError("a header that is none")
        data = take(int(length, 8))
        if any(take(-len(data) % 512)):
            raise ValueError("padding that is not empty")
        yield name.decode(), data


def path(index):
    *groups, last = re.findall("...", str(index).zfill((len(str(index)) + 2) // 3 * 3))
    return "".join(f"x{group}/" for group in groups) + last


def describe(sealed_after, found_after, seq, found, sealed, equal, pairs):
    """What happened at the first place where an entry differs (archive-format, rule 10)."""
    if sealed_after is not None and found_after is not None:
        return f"the entry at place {seq} was moved: it was sealed at place {sealed_after}"
    if sealed_after is not None:
        return f"entries missing: {sealed_after - seq}, from entry {seq} on"
    if found_after is not None:
        return f"entries inserted: {found_after - seq}, from place {seq} on"
    foreign = f"from entry {seq} on, the entries are from another history"
    return foreign if pairs and not equal else f"entry {seq} was altered"


def verify(stream, options):
    sealed, found, harm, marks, proven, wrong, lists = Tree(), Tree(), [], {}, [0, 0], None, ([], [])
    first, later, pairs, equal, paired, head = None, [None, None], 0, 0, 0, None
    signatures, bundle, due, beside, texts = 0, 0, None, {}, {}
    trusted = [open_note(open(f, "rb").read(), options.origin, options.log, options.witness, options.quorum)
               for f in options.checkpoint]
    for name, data in members(stream):
        folder, new = name.split("/")[0], []
        if name == "format" and data != b"shura-archive 1\n":
            raise ValueError("not an archive of this version")
        if name == "keys" and not options.log:
            options.log = [key_of(line) for line in data.decode().splitlines()]
            print("note: the keys are the archive's own; this shows only that it agrees with itself")
        if name == "checkpoint":
            head = open_note(data, options.origin, options.log, options.witness, options.quorum)
            for size, root, _ in trusted + [head]:
                marks.setdefault(size, []).append(root)
        if folder == "checkpoints":
            size, root, _ = open_note(data, options.origin, options.log, options.witness, 0)
            marks.setdefault(size, []).append(root)
        beside |= {name[6:]: sha256(data).hex() == name[6:]} if folder == "texts" else {}
        if name.startswith("tile/0/"):
            new = [(0, data[i:i + 32]) for i in range(0, len(data), 32)]
            if name.split(".p/")[0] != f"tile/0/{path(bundle)}":
                raise ValueError(f"{name} is not in its place")
        elif folder == "entries":
            due = data.split(b"\n")[:-1]
            new = [(1, sha256(b"\x00" + entry)) for entry in due]
            for seq, read in enumerate(map(canonical, due), found.size):
                harm += [] if read else [f"entry {seq} is not canonical"]
                act = read[0].get("act", {}).get("text", {}) if read else {}
                text = act.get("hash", "")[7:] if "markdown" not in act else ""
                if text and not texts.get(text):
                    texts[text] = beside.pop(text, None)
                    how = {True: [], False: ["altered"], None: ["missing"]}[texts[text]]
                    harm += [f"the words of the text of entry {seq} are {word}" for word in how]
            harm, beside, bundle = harm + [f"no entry names the text {text}" for text in beside], {}, bundle + 1
        if folder == "signatures":
            for line in data.decode().splitlines():
                seq, key, signature = line.split(" ")
                place = int(seq) - (bundle - 1) * 256
                if not 0 <= place < len(due or []) or not (options.fast or signature_holds(
                        bytes.fromhex(key), due[place], bytes.fromhex(signature))):
                    harm.append(f"a signature of entry {seq} does not hold")
                signatures += 1
        for which, leaf in new:
            tree = (sealed, found)[which]
            # A hash that met its like at the first difference and turns up later tells what happened there.
            if first and leaf == first[1 + which] and later[which] is None:
                later[which] = tree.size
            tree.push(leaf)
            lists[which].append(leaf)
            for root in marks.get(tree.size, []):
                right = tree.root() == root
                proven[which] = tree.size if right else proven[which]
                wrong = wrong if right or not which else wrong or tree.size
        for f, s in zip(lists[1], lists[0]):
            paired += 1
            pairs, equal = (pairs + 1, equal + (f == s)) if first else (0, 0)
            if f != s and not first:
                first = (paired - 1, f, s)
                for which, wanted in ((0, f), (1, s)):
                    rest = lists[which][len(lists[which]) - ((sealed, found)[which].size - paired):]
                    later[which] = paired + rest.index(wanted) if wanted in rest else None
        gone = min(map(len, lists))
        del lists[0][:gone], lists[1][:gone]
    if head is None:
        raise ValueError("no checkpoint")
    whole = (found.size, found.root()) == head[:2]
    if whole and wrong:
        harm.insert(0, f"another history: the first {wrong} entries are not those of a checkpoint that the log signed")
    elif not whole and first and first[0] < proven[0]:
        harm.insert(0, describe(*later, *first, equal, pairs))
    elif not whole and not first and found.size < head[0]:
        harm.insert(0, f"the record is cut off: entry {found.size} and all after it are missing")
    elif not whole and not first and proven[1] >= head[0]:
        harm.insert(0, f"entry {head[0]} and those after it lie beyond the checkpoint")
    elif not whole:
        harm.insert(0, f"one of the entries {proven[1]} to {(wrong or head[0]) - 1} is not as it was sealed")
    elif first or sealed.size != found.size:
        harm.append("a tile does not have the hashes of the entries")
    harm += [f"no entry names the text {text}" for text in beside]
    if any(size > found.size for size, _, _ in trusted):
        harm.append(f"the record has {found.size} entries, a trusted checkpoint more")
    beside = f"{signatures} signatures, {sum(map(bool, texts.values()))} texts"
    print(f"{found.size} entries, {beside}, {proven[1]} proven, witnesses: {', '.join(head[2]) or 'none'}")
    return harm


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for flag in ("archive", "--origin"):
        parser.add_argument(flag)
    parser.add_argument("--quorum", type=int, default=0)
    for flag in ("--log", "--witness"):
        parser.add_argument(flag, action="append", type=key_of, default=[])
    parser.add_argument("--checkpoint", action="append", default=[])
    parser.add_argument("--fast", action="store_true")
    options = parser.parse_args()
    try:
        harm = verify(open(options.archive, "rb"), options)
    except (OSError, ValueError, IndexError, AttributeError) as error:
        print(f"cannot be read: {error}", file=sys.stderr)
        return 2
    print("\n".join([f"HARM: {line}" for line in harm] + ["not whole" if harm else "whole"]))
    return 1 if harm else 0


if __name__ == "__main__":
    sys.exit(main())
