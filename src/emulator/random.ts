import { type SidKind, sids } from "../../generated/operations.ts";

const increment = 0x6d2b79f5;

/** A seeded source of integers from 0 to 2^32-1. mulberry32: small, fast and the same in every runtime. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + increment) >>> 0;
    return mix(state);
  };
}

/** What mulberry32 makes of a state: near states give values that have nothing in common. */
export function mix(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

export const fraction = (random: () => number) => random() / 2 ** 32;

/** FNV-1a: a text as a seed. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

/** The nth SID in the sequence that belongs to a text: no two are the same. */
export function nthSid(kind: SidKind, text: string, place = 0): string {
  const { prefix, length } = sids[kind];
  const digits = randomHex(createRandom(hash(kind + text) + Math.imul(4 * place, increment)));
  // Joined once, it is one flat string: a million SIDs put together from parts take several times the memory.
  return [prefix, digits.slice(0, length - prefix.length)].join("");
}

export function randomHex(random: () => number): string {
  return [random(), random(), random(), random()].map((part) => part.toString(16).padStart(8, "0")).join("");
}
