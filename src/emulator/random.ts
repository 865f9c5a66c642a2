import { type SidKind, sids } from "../../generated/operations.ts";

/** A seeded source of whole numbers from 0 to 2^32-1. */
export type Random = () => number;

/** mulberry32: small, fast and the same on every runtime. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** A number from 0 up to 1. */
export function fraction(random: Random): number {
  return random() / 2 ** 32;
}

/** FNV-1a: a text as a seed. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/** Hexadecimal digits, `length` of them. */
export function randomHex(random: Random, length: number): string {
  const digits: number[] = [];
  let bits = 0;
  for (let place = 0; place < length; place += 1) {
    bits = place % 8 === 0 ? random() : bits >>> 4;
    const digit = bits & 15;
    digits.push(digit < 10 ? zero + digit : a + digit - 10);
  }
  // Made at once, it is one flat string: a million SIDs put together from parts take several times the memory.
  return String.fromCharCode(...digits);
}

const [zero, a] = ["0".charCodeAt(0), "a".charCodeAt(0)];

/** The next SID of a kind. */
export function randomSid(kind: SidKind, random: Random): string {
  const { prefix, length } = sids[kind];
  return prefix + randomHex(random, length - prefix.length);
}

/** The SID of a kind that belongs to a text: the same text, the same SID. */
export function derivedSid(kind: SidKind, text: string): string {
  // Two hashes of 32 bits, so that texts by the million keep SIDs of their own.
  const first = createRandom(hash(kind + text));
  const second = createRandom(hash(text + kind));
  return randomSid(kind, () => (first() ^ Math.imul(second(), 0x9e3779b1)) >>> 0);
}
