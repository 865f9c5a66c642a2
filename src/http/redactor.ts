import { decodeSegment } from "./parameters.ts";

/** What stands in the place of a secret or of personal data. */
export const MASK = "***";

/** A secret of fewer characters may be an ordinary word; as a whole header value it is longer than that. */
const SHORTEST_SECRET = 8;

/** An identity of fewer letters than this may be an ordinary word, and is redacted in its own case only. */
const LONG_WORD = 8;

/** Redacts the texts of a call. */
export interface Redactor {
  /** Redacts secrets: for what this package writes itself. */
  readonly secrets: (text: string) => string;
  /** Redacts secrets, and identities as whole words: for what comes from outside. */
  readonly all: (text: string) => string;
}

export function createRedactor(secrets: readonly string[], identities: readonly string[]): Redactor {
  const isWord = (text: string) => text.length < LONG_WORD && /^\p{L}+$/u.test(text);
  const lowerCase = (text: string) => text.toLowerCase();
  const redactSecrets = replaceAny(
    secrets.filter(({ length }) => length >= SHORTEST_SECRET),
    lowerCase,
    false,
  );
  const redactLong = replaceAny(
    identities.filter((text) => !isWord(text)),
    lowerCase,
    true,
  );
  const redactWords = replaceAny(identities.filter(isWord), String, true);
  return { secrets: redactSecrets, all: (text) => redactWords(redactLong(redactSecrets(text))) };
}

/** Characters that are escaped as in URLs or JSON, once or more often, or a single plain one. */
const SPELLING = /((?:%(?:25)*[\da-fA-F]{2})+)|\\+(?:u([\da-fA-F]{4})|(["'/]))?|[^]/g;

/** The characters of a match of {@link SPELLING}. All whitespace, and a `+`, counts as a space. */
function readSpelling([text, percent, unit, quote = text]: RegExpExecArray): string {
  const plain = percent
    ? decodeSegment(percent.replace(/%(25)+(?=[\da-f]{2})/gi, "%"))
    : unit
      ? String.fromCharCode(parseInt(unit, 16))
      : quote;
  return plain.normalize("NFD").replace(/[+\s]/g, " ").replace(/\\+/g, "\\");
}

/** What stands before and after a whole word. */
const BEFORE_WORD = /(^|[^\p{L}\p{N}]|\\[nrtbf])$/u;
const AFTER_WORD = /^($|[^\p{L}\p{N}\p{M}])/u;

/**
 * Replaces the texts, however they are spelled, without a pattern for each: hundreds of identities would take seconds
 * to compile.
 */
function replaceAny(texts: readonly string[], fold: (text: string) => string, isWhole: boolean) {
  /** The text as it reads; how that is spelled; and the spelling of each of its characters. */
  const read = (text: string) => {
    const spellings: string[] = [];
    const spelledBy: number[] = [];
    let plain = "";
    for (const match of text.matchAll(SPELLING)) {
      plain += fold(readSpelling(match));
      while (spelledBy.length < plain.length) spelledBy.push(spellings.length);
      spellings.push(match[0]);
    }
    return { plain, spellings, spelledBy };
  };
  const wanted = texts
    .flatMap((text) => [text, JSON.stringify(text).slice(1, -1)])
    .map((text) => read(text).plain.trim())
    .filter(Boolean);
  return (text: string) => {
    if (wanted.length === 0) return text;
    const { plain, spellings, spelledBy } = read(text);
    const hidden: true[] = [];
    for (const one of wanted) {
      for (let start = plain.indexOf(one); start >= 0; start = plain.indexOf(one, start + 1)) {
        const end = start + one.length;
        const isWord =
          BEFORE_WORD.test(plain.slice(0, start).slice(-2)) && AFTER_WORD.test(plain.slice(end, end + 2));
        if (isWord || !isWhole) for (const at of spelledBy.slice(start, end)) hidden[at] = true;
      }
    }
    return spellings
      .map((spelling, index) => (hidden[index] ? (hidden[index - 1] ? "" : MASK) : spelling))
      .join("");
  };
}
