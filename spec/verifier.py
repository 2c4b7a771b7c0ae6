#!/usr/bin/env python3
"""A second, independent verifier of archives, after spec/archive-format.md and spec/canonical-bytes.md.

    verifier.py ARCHIVE [--origin NAME] [--log VKEY]... [--witness VKEY]... [--quorum N] [--checkpoint FILE]...

It holds one bundle in memory, and of each entry its name and hashes; it exits with 0 for a whole record, 1 if it finds
harm, 2 if the input cannot be read. It knows no kinds of acts: to refer to one is to have its name as a value.
Without --log it takes the keys that the archive itself names, and says so.
"""
import argparse, base64, hashlib, itertools, json, re, sys, unicodedata

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
    x = x * ROOT_OF_MINUS_ONE % P if (v * x * x + u) % P == 0 else x
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
        self.leaves, self.peaks, self.proven = [], [], 0

    def push(self, leaf):
        index = len(self.leaves)
        self.leaves.append(leaf)
        while index & 1:
            leaf, index = sha256(b"\x01" + self.peaks.pop() + leaf), index >> 1
        self.peaks.append(leaf)

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
    text, held = text + "\n", set()
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
            held.add((name, ident, kind, key))
    found, size, root = text.split("\n")[:3]
    by = sorted({*{key: name for name, _, kind, key in held & {*witnesses} if kind == 4}.values()})
    if not held & {*logs} or len(by) < quorum or (origin and found != origin) or str(int(size)) != size:
        raise ValueError(f"the checkpoint of {found} is not signed as required ({len(by)} witnesses)")
    return int(size), base64.b64decode(root, validate=True), by


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


def difference(sealed, found):
    """The first place where an entry differs, and what happened there (archive-format, rule 10)."""
    pairs = list(zip(sealed, found))
    seq = next((seq for seq, (s, f) in enumerate(pairs) if s != f), None)
    if seq is None:
        return None, ""
    later, after = pairs[seq + 1:], lambda leaves, leaf: leaves.index(leaf, seq) if leaf in leaves[seq:] else None
    sealed_after, found_after = after(sealed, found[seq]), after(found, sealed[seq])
    if sealed_after is not None and found_after is not None:
        return seq, f"the entry at place {seq} was moved: it was sealed at place {sealed_after}"
    if sealed_after is not None:
        return seq, f"entries missing: {sealed_after - seq}, from entry {seq} on"
    if found_after is not None:
        return seq, f"entries inserted: {found_after - seq}, from place {seq} on"
    if later and not any(s == f for s, f in later):
        return seq, f"from entry {seq} on, the entries are from another history"
    return seq, f"entry {seq} was altered"


def wrong_upon(entry, data, acts):
    """Acts whose hash in `upon` is not theirs, or of which no value in the entry is the name (record-format, rule 8)."""
    upon = entry.get("upon", {}).items()
    return [act for act, leaf in upon if acts.get(act) != leaf or not re.search(f'"{re.escape(act)}"(?!:)', data.decode())]


def verify(stream, options):
    sealed, found, harm, marks, wrong, head = Tree(), Tree(), [], {}, None, None
    signatures, bundle, due, beside, texts, acts = 0, 0, [], {}, {}, {}
    trusted = [open_note(open(f, "rb").read(), options.origin, options.log, options.witness, options.quorum)
               for f in options.checkpoint]
    for name, data in members(stream):
        folder, tree, new = name.split("/")[0], found, []
        if name == "format" and data != b"shura-archive 1\n" or name == "checkpoint" and head:
            raise ValueError("not an archive of this version")
        if name == "keys" and not options.log:
            options.log = [key_of(line) for line in data.decode().splitlines()]
            print("note: the keys are the archive's own; this shows only that it agrees with itself")
        if folder in ("checkpoint", "checkpoints"):
            quorum = options.quorum if name == "checkpoint" else 0
            note = open_note(data, options.origin, options.log, options.witness, quorum)
            head = note if name == "checkpoint" else head
            for size, root, _ in [note] + trusted:
                marks.setdefault(size, []).append(root)
        if folder == "texts":
            beside[name[6:]] = "whole" if sha256(data).hex() == name[6:] else "altered"
        if name.startswith("tile/0/"):
            tree, new = sealed, [data[i:i + 32] for i in range(0, len(data), 32)]
            if name.split(".p/")[0] != f"tile/0/{path(bundle)}" or len(sealed.leaves) != 256 * bundle:
                raise ValueError(f"{name} is not in its place")
        elif folder == "entries":
            due = data.split(b"\n")[:-1]
            new = [sha256(b"\x00" + entry) for entry in due]
            for seq, line, leaf in zip(itertools.count(len(found.leaves)), due, new):
                read = canonical(line)
                harm += [] if read else [f"entry {seq} is not canonical"]
                entry = read[0] if read else {}
                harm += [f"entry {seq} rests on another {act}" for act in wrong_upon(entry, line, acts)]
                acts[str(entry.get("id"))] = leaf.hex()
                act = entry.get("act", {}).get("text", {})
                text = act.get("hash", "")[7:] if "markdown" not in act else ""
                if text and texts.get(text) != "whole":
                    texts[text] = beside.pop(text, "missing")
                    harm += [f"the words of the text of entry {seq} are {texts[text]}"] if texts[text] != "whole" else []
            harm, beside, bundle = harm + [f"no entry names the text {text}" for text in beside], {}, bundle + 1
        if folder == "signatures":
            for line in data.decode().splitlines():
                seq, key, signature = line.split(" ")
                place = int(seq) - (bundle - 1) * 256
                if not 0 <= place < len(due) or not signature_holds(
                        bytes.fromhex(key), due[place], bytes.fromhex(signature)):
                    harm.append(f"a signature of entry {seq} does not hold")
                signatures += 1
        for leaf in new:
            tree.push(leaf)
            for root in marks.get(len(tree.leaves), []):
                if tree.root() == root:
                    tree.proven = len(tree.leaves)
                elif tree is found:
                    wrong = wrong or len(tree.leaves)
    if head is None:
        raise ValueError("no checkpoint")
    size, (first, what) = len(found.leaves), difference(sealed.leaves, found.leaves)
    if (size, found.root()) == head[:2]:
        if wrong:
            harm.insert(0, f"another history: the first {wrong} entries are not those of a checkpoint that the log signed")
        elif sealed.leaves != found.leaves:
            harm.append("a tile does not have the hashes of the entries")
    elif first is not None and first < sealed.proven:
        harm.insert(0, what)
    elif first is None and size < head[0]:
        harm.insert(0, f"the record is cut off: entry {size} and all after it are missing")
    elif first is None and found.proven >= head[0]:
        harm.insert(0, f"entry {head[0]} and those after it lie beyond the checkpoint")
    else:
        harm.insert(0, f"one of the entries {found.proven} to {(wrong or head[0]) - 1} is not as it was sealed")
    harm += [f"no entry names the text {text}" for text in beside]
    if any(mark > size for mark, _, _ in trusted):
        harm.append(f"the record has {size} entries, a trusted checkpoint more")
    beside = f"{signatures} signatures, {[*texts.values()].count('whole')} texts"
    print(f"{size} entries, {beside}, {found.proven} proven, witnesses: {', '.join(head[2]) or 'none'}")
    return harm


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for flag in ("archive", "--origin"):
        parser.add_argument(flag)
    parser.add_argument("--quorum", type=int, default=0)
    for flag in ("--log", "--witness"):
        parser.add_argument(flag, action="append", type=key_of, default=[])
    parser.add_argument("--checkpoint", action="append", default=[])
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
