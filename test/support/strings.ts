import fc from "fast-check";

// The same cases on each run; another seed finds others.
fc.configureGlobal({ seed: Number(process.env["FAST_CHECK_SEED"] ?? 20_261_121) });

/** UTF-16 code units in any order: lone surrogates come up all the time. */
const codeUnits = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
});

/** Characters and sequences that mean something in a URL, encoded once, twice or not at all. */
const fragment = fc.constantFrom(
  ...[
    ".",
    "..",
    "/",
    "\\",
    "?",
    "#",
    "&",
    "=",
    ";",
    ":",
    "@",
    "%",
    "+",
    " ",
    "*",
    "~",
    "//",
    "../",
    "./",
    "..\\",
  ],
  ...[
    "%2e",
    "%2E%2e",
    "%2f",
    "%5c",
    "%23",
    "%3f",
    "%00",
    "%252e",
    "%252f",
    "%c0%ae",
    "%ud800",
    "{Sid}",
    "{",
    "}",
  ],
  ...[
    "\u0000",
    "\t",
    "\r",
    "\n",
    "\u007f",
    "\u0085",
    "\u00a0",
    "\u200b",
    "\u2025",
    "\u2028",
    "\ufeff",
    "．",
    "／",
  ],
  ...[
    "\ud800",
    "\udfff",
    "😀",
    "é",
    "e\u0301",
    "a",
    "B",
    "0",
    "Bindings",
    "Users",
    "http://evil.example",
    "\u202e",
  ],
);
const urlish = fc.array(fragment, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));

/** Any string at all. */
export const anyString: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: urlish, weight: 3 },
  { arbitrary: fc.string({ unit: "binary" }), weight: 2 },
  { arbitrary: codeUnits, weight: 2 },
  { arbitrary: fc.constantFrom("", ".", "..", "__proto__", "constructor", "undefined", "null"), weight: 1 },
);

/** Any string, and such as come close to `valid`. */
export const nearMissOf = (valid: string): fc.Arbitrary<string> =>
  fc.oneof(
    anyString,
    anyString.map((tail) => `${valid}${tail}`),
    anyString.map((head) => `${head}${valid}`),
    fc
      .tuple(fc.nat({ max: valid.length - 1 }), anyString)
      .map(([at, middle]) => valid.slice(0, at) + middle + valid.slice(at + 1)),
    fc.constantFrom(valid.toLowerCase(), valid.toUpperCase(), ` ${valid}`, `${valid}\n`, `${valid}\u0000`),
  );
