import { join, dirname } from "node:path";
import { TraceMap, eachMapping } from "@jridgewell/trace-mapping";
import { files, read } from "./installed.ts";

/** A source that a map names. */
export interface Source {
  /** Where it would be in the package. */
  readonly file: string;
  /** Its text: written into the map, or of the file; undefined where there is neither. */
  readonly text: string | undefined;
}

/** A map of the package. */
export interface PackagedMap {
  readonly file: string;
  /** The file whose places it maps. */
  readonly generated: string;
  readonly trace: TraceMap;
  readonly sources: readonly Source[];
}

/** The path of a file's map; undefined where it names none, or one that is not there. */
export function mapOf(file: string): string | undefined {
  const [, url] = /\n\/\/# sourceMappingURL=(\S+)\s*$/.exec(read(file)) ?? [];
  const path = url === undefined ? undefined : join(dirname(file), url);
  return path !== undefined && files.includes(path) ? path : undefined;
}

function readMap(generated: string, file: string): PackagedMap {
  const trace = new TraceMap(read(file));
  const sources = trace.sources.map((name, index): Source => {
    const path = join(dirname(file), trace.sourceRoot ?? "", name ?? "");
    const text = trace.sourcesContent?.[index] ?? (files.includes(path) ? read(path) : undefined);
    return { file: path, text };
  });
  return { file, generated, trace, sources };
}

/** The maps that code and types name. */
export const maps: readonly PackagedMap[] = files
  .filter((file) => file.endsWith(".js") || file.endsWith(".d.ts"))
  .flatMap((file) => {
    const map = mapOf(file);
    return map === undefined ? [] : [readMap(file, map)];
  });

/** A place in a generated file, and the line of source that it comes from. */
export interface Traced {
  readonly generatedLine: number;
  readonly generatedColumn: number;
  readonly source: string;
  /** The source from the place on, to the end of the line; undefined where the source has no such place. */
  readonly text: string | undefined;
}

/** Every place of a map. */
export function traced({ trace, sources }: PackagedMap): Traced[] {
  const lines = new Map(sources.map(({ text }, index) => [trace.sources[index], text?.split("\n")]));
  const places: Traced[] = [];
  eachMapping(trace, ({ generatedLine, generatedColumn, source, originalLine, originalColumn }) => {
    if (source === null) return;
    const line = lines.get(source)?.[originalLine - 1];
    const text = line !== undefined && originalColumn <= line.length ? line.slice(originalColumn) : undefined;
    places.push({ generatedLine, generatedColumn, source, text });
  });
  return places;
}
