#!/usr/bin/env python3
"""A second, independent verifier of archives, after archive-format.md, canonical-bytes.md and record-format.md.

    verifier.py ARCHIVE [--log VKEY]... [--witness VKEY]... [--quorum N] [--checkpoint FILE]...

It holds one bundle in memory, and of each entry its name and hashes. It exits with 0 for a whole record, 1 if it finds
harm, 2 if the input cannot be read. Which keys of an act name other acts it reads from record-format.md, which has to lie
beside it. Without --log it takes the keys that the archive itself names, and says so. Python 3.10 or later.
"""
import argparse, base64, hashlib, itertools, json, pathlib, re, sys, tarfile, unicodedata

# Ed25519 (RFC 8032), strict: canonical encodings, no points of small order, no cofactor.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE, NEUTRAL = pow(2, (P - 1) // 4, P), (0, 1, 1, 0)
BASE = (4 * pow(5, P - 2, P) % P).to_bytes(32, "little")


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(n, p):
    if n == 0:
        return NEUTRAL
    twice = multiply(n >> 1, add(p, p))
    return add(twice, p) if n & 1 else twice


def same_point(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def point(code):
    """The point of 32 bytes, or None if they are not the canonical encoding of one."""
    y = int.from_bytes(code, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    x = x * ROOT_OF_MINUS_ONE % P if (v * x * x + u) % P == 0 else x
    if len(code) != 32 or y >= P or (v * x * x - u) % P != 0 or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def signature_holds(key, message, signature):
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or not a or not r or s >= L or any(same_point(multiply(8, p), NEUTRAL) for p in (a, r)):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return same_point(multiply(s, point(BASE)), add(r, multiply(k, a)))


def sha256(data):
    return hashlib.sha256(data).digest()


class Tree:  # RFC 6962, 2.1; `marks` are the roots that are awaited, by size
    def __init__(self, marks):
        self.leaves, self.peaks, self.marks, self.right, self.wrong = [], [], marks, [0], []

    def root(self):
        root = self.peaks[-1] if self.peaks else sha256(b"")
        for peak in reversed(self.peaks[:-1]):
            root = sha256(b"\x01" + peak + root)
        return root

    def push(self, leaf):
        index = len(self.leaves)
        self.leaves.append(leaf)
        while index & 1:
            leaf, index = sha256(b"\x01" + self.peaks.pop() + leaf), index >> 1
        self.peaks.append(leaf)
        for root in self.marks.get(len(self.leaves), []):
            (self.right if root == self.root() else self.wrong).append(len(self.leaves))


def key_of(vkey):
    name, code, key = vkey.split("+", 2)
    key = base64.b64decode(key, validate=True)
    if sha256(name.encode() + b"\n" + key)[:4].hex() != code or key[0] not in (1, 4) or len(key) != 33:
        raise ValueError(f"not a verifier key: {vkey}")
    return name, bytes.fromhex(code), key[0], key[1:]


def checkpoint(note):
    """Size, root and origin of a checkpoint that nobody has checked."""
    found, size, root = note.decode().split("\n")[:3]
    if not found or not re.fullmatch("0|[1-9][0-9]*", size) or not re.fullmatch("[A-Za-z0-9+/]{43}=", root):
        raise ValueError("not a checkpoint")
    return int(size), base64.b64decode(root), found


def open_note(note, options, quorum):
    """Size, root and witnesses of a checkpoint; raises ValueError if it is not signed as required."""
    held, (text, lines) = set(), re.fullmatch(r"(.*\n)\n(.*)\n", note.decode(), re.S).groups()
    for line in lines.split("\n"):
        signer, code = re.fullmatch(r"— ([^\s+]+) ([A-Za-z0-9+/]+=*)", line).groups()
        code = base64.b64decode(code, validate=True)
        for name, ident, kind, key in options.log + options.witness:
            message, signature = text.encode(), code[4:]
            if (signer, code[:4]) != (name, ident):
                continue
            if kind == 4:
                time = int.from_bytes(signature[:8], "big")
                message, signature = f"cosignature/v1\ntime {time}\n".encode() + message, signature[8:]
            if not signature_holds(key, message, signature):
                raise ValueError(f"the signature of {name} does not verify")
            held.add((name, ident, kind, key))
    size, root, found = checkpoint(note)
    by = sorted({name for name, _, kind, _ in held & {*options.witness} if kind == 4})
    if not held & {*options.log} or len(by) < quorum or found != options.log[0][0]:
        raise ValueError(f"the checkpoint of {found} is not signed as required ({len(by)} witnesses)")
    return size, root, by


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
    """The value that bytes are; raises ValueError if they are not what writing it gives."""
    value = json.loads(data.decode()) if len(data) <= 65535 else None
    if write(value).encode() != data:
        raise ValueError("not canonical")
    return value


NAMES = ("by", "behalf", "under", "sitting", "account-of", "source", "refers")
SAYS = {"id": str, "act": dict, "at": str, "entered": str, "by": str, "behalf": str, "under": str, "sitting": str,
        "text": dict, "source": list, "seed": list, "refers": list, "account-of": str, "upon": dict}


def named(value, naming, key=None):
    """What stands under keys that name acts. The words of a charter (`set`) name none."""
    if isinstance(value, dict):
        return [name for key, item in value.items() if key != "set" for name in named(item, naming, key)]
    if isinstance(value, list):
        return [name for item in value for name in named(item, naming, key)]
    return [value] if key in naming else []


def read(line, naming):
    """The name of an entry, the acts that it refers to, its `upon` and the hash of its text; raises if it is none."""
    entry = canonical(line)
    if type(entry) is not dict or any(type(item) is not SAYS.get(key) or not item for key, item in entry.items()):
        raise ValueError("not an object in which each key is one of an entry and says something")
    [(kind, said)] = entry["act"].items()
    if any(item == [] or item is False and key not in ("witness", "verified") for key, item in said.items()):
        raise ValueError("an empty list, or false, where nothing is written")
    names = named(said, naming[kind]) + named({key: entry[key] for key in NAMES if key in entry}, NAMES)
    if not all(re.fullmatch("[a-z0-9][a-z0-9._-]{0,63}", name) for name in [entry["id"], *names]):
        raise ValueError("a name that is no identifier")
    beside = said.get("hash", "sha256:")[7:] if kind == "text" and "markdown" not in said else ""
    return entry["id"], names, entry.get("upon", {}), beside


def members(stream):
    """Names and contents of a tar file in the one form that an archive has."""
    while (block := stream.read(512)) != bytes(512):
        header = tarfile.TarInfo(block[:100].rstrip(b"\0").decode())
        header.size = int(block[124:135], 8)
        if block != header.tobuf(tarfile.USTAR_FORMAT) or header.size > 2**24:
            raise ValueError("a header that is none")
        data, padding = stream.read(header.size), bytes(-header.size % 512)
        if len(data) != header.size or stream.read(len(padding)) != padding:
            raise ValueError("cut off, or padding that is not empty")
        yield header.name, data
    if stream.read(513) != bytes(512):
        raise ValueError("something follows the end mark, or half of it is missing")


def judge(sealed, found, head):
    """What is wrong with the entries as a whole (archive-format, rules 8, 10 and 11), as a list of nothing or one."""
    size, same = len(found.leaves), [s == f for s, f in zip(sealed.leaves, found.leaves)]
    seq = same.index(False) if False in same else None
    if found.wrong and ((size, found.root()) == head or 0 in found.wrong):
        what = "entries are not those of a checkpoint that the log signed"
        return [f"another history: the first {min(found.wrong)} {what}"]
    if (size, found.root()) == head:
        return [] if sealed.leaves == found.leaves else ["a tile does not have the hashes of the entries"]
    if seq is None and size < head[0]:
        return [f"the record is cut off: entry {size} and all after it are missing"]
    if seq is None and found.right[-1] == head[0]:
        return [f"entry {head[0]} and those after it lie beyond the checkpoint"]
    if seq is None or seq >= sealed.right[-1]:
        to = min(found.wrong or head[:1]) - 1
        return [f"one of the entries {min(found.right[-1], to)} to {to} is not as it was sealed"]
    f_sealed_at = sealed.leaves.index(found.leaves[seq], seq) if found.leaves[seq] in sealed.leaves[seq:] else 0
    s_found_at = found.leaves.index(sealed.leaves[seq], seq) if sealed.leaves[seq] in found.leaves[seq:] else 0
    if f_sealed_at and s_found_at:
        return [f"the entry at place {seq} was moved: it was sealed at place {f_sealed_at}"]
    if f_sealed_at:
        return [f"entries missing: {f_sealed_at - seq}, from entry {seq} on"]
    if s_found_at:
        return [f"entries inserted: {s_found_at - seq}, from place {seq} on"]
    if same[seq + 1:] and True not in same[seq + 1:]:
        return [f"from entry {seq} on, the entries are from another history"]
    return [f"entry {seq} was altered"]


def verify(stream, options):
    marks, head, bundle, due, signatures, harm, beside, texts, acts = {}, None, 0, {}, 0, [], {}, {}, {}
    sealed, found = Tree(marks), Tree(marks)
    kinds = pathlib.Path(__file__).with_name("record-format.md").read_text("utf-8").split("\n### `")[1:]
    naming = {kind.split("`")[0]: re.findall(r"([a-z-]+)`?: (?:list of )?act\b", kind) for kind in kinds}
    trusted = [file.read_bytes() for file in options.checkpoint]
    trusted = [open_note(note, options, 0) if options.log else checkpoint(note) for note in trusted]
    for name, data in members(stream):
        folder, tree, new = name.split("/")[0], found, []
        if name == "format" and data != b"shura-archive 1\n" or name == "checkpoint" and head:
            raise ValueError("not an archive of this version")
        if name == "keys" and not options.log:
            options.log = [key_of(line) for line in data.decode().splitlines()]
            print("note: the keys are the archive's own; this shows only that it agrees with itself")
        if folder in ("checkpoint", "checkpoints"):
            note = open_note(data, options, options.quorum if name == "checkpoint" else 0)
            head = note if name == "checkpoint" else head
            for size, root, _ in [note] + (trusted if name == "checkpoint" else []):
                marks.setdefault(size, []).append(root)
                if size <= len(found.leaves) and (size, root) != (0, sha256(b"")):
                    found.wrong.append(size)
        if folder == "texts":
            beside[name[6:]] = "whole" if sha256(data).hex() == name[6:] else "altered"
        if name.startswith("tile/0/"):
            tree, new = sealed, [data[i:i + 32] for i in range(0, len(data), 32)]
            place = re.sub("...(?=.)", r"x\g<0>/", str(bundle).zfill((len(str(bundle)) + 2) // 3 * 3))
            if name.split(".p/")[0] != f"tile/0/{place}" or len(sealed.leaves) != 256 * bundle:
                raise ValueError(f"{name} is not in its place")
        elif folder == "entries":
            due = dict(zip(itertools.count(len(found.leaves)), data.split(b"\n")[:-1]))
            new = [sha256(b"\x00" + line) for line in due.values()]
            for (seq, line), leaf in zip(due.items(), new):
                try:
                    act, names, upon, text = read(line, naming)
                except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
                    harm.append(f"entry {seq} is no entry: {error}")
                    continue
                others = [other for other, hash in upon.items() if acts.get(other) != hash or other not in names]
                harm += [f"entry {seq} rests on another {other}" for other in others]
                acts[act] = leaf.hex()
                if text and texts.get(text) != "whole":
                    texts[text] = beside.pop(text, "missing")
                    harm += [f"the words of the text of entry {seq} are {texts[text]}"] if texts[text] != "whole" else []
            harm, beside, bundle = harm + [f"no entry names the text {text}" for text in beside], {}, bundle + 1
        if folder == "signatures":
            for line in data.decode().splitlines():
                seq, key, signature = line.split(" ")
                signed = due.get(int(seq))
                if not signed or not signature_holds(bytes.fromhex(key), signed, bytes.fromhex(signature)):
                    harm.append(f"a signature of entry {seq} does not hold")
                signatures += 1
        for leaf in new:
            tree.push(leaf)
    if head is None:
        raise ValueError("no checkpoint")
    harm = judge(sealed, found, head[:2]) + harm + [f"no entry names the text {text}" for text in beside]
    size, what = len(found.leaves), f"{signatures} signatures, {[*texts.values()].count('whole')} texts"
    if any(longer > size for longer, _, _ in trusted):
        harm.append(f"the record has {size} entries, a trusted checkpoint more")
    print(f"{size} entries, {what}, {found.right[-1]} proven, witnesses: {', '.join(head[2]) or 'none'}")
    return harm


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("archive")
    parser.add_argument("--quorum", type=int, default=0)
    for flag, kind in ("--log", key_of), ("--witness", key_of), ("--checkpoint", pathlib.Path):
        parser.add_argument(flag, action="append", type=kind, default=[])
    options = parser.parse_args()
    if not options.log and (options.witness or options.quorum):
        parser.error("witnesses count only beside the key of the log; give it with --log")
    if len({key for *_, key in options.witness}) < len({(name, key) for name, *_, key in options.witness}):
        parser.error("two of the witnesses have one key, and are one witness; name it once")
    try:
        harm = verify(open(options.archive, "rb"), options)
    except (OSError, ValueError, IndexError, AttributeError) as error:
        print(f"cannot be read: {error}", file=sys.stderr)
        return 2
    print("\n".join([f"HARM: {line}" for line in harm] + ["not whole" if harm else "whole"]))
    return 1 if harm else 0


if __name__ == "__main__":
    sys.exit(main())
